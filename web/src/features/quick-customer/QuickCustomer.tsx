import { useState } from 'react';
import type { Customer } from '../../api/types';
import { useGuildDefaults } from '../../app/guild';
import type { QuickCustomerRequest } from '../../app/layers';
import { t } from '../../i18n';
import { Dialog } from '../../ui/Dialog';
import { AskBeforeLoss } from '../../ui/AskBeforeLoss';
import { QuickForm } from './QuickForm';

interface QuickCustomerProps {
  request: QuickCustomerRequest;
  onClose: () => void;
}

/** Captures a customer from wherever one is. Typed text is not thrown away unasked. */
export function QuickCustomer({ request, onClose }: QuickCustomerProps) {
  const defaults = useGuildDefaults();
  const [changed, setChanged] = useState(false);
  const [asking, setAsking] = useState(false);
  function done(customer: Customer) {
    onClose();
    request.onCustomer?.(customer);
  }
  const close = () => (changed ? setAsking(true) : onClose());
  if (!defaults.known) return null;
  return (
    <Dialog open title={t('quick.title')} size="large" onClose={close} closesOutside={false}>
      <QuickForm name={request.name} defaults={defaults} selects={request.onCustomer !== null} onChanged={setChanged} onDone={done} onCancel={close} />
      {asking && <AskBeforeLoss onKeep={() => setAsking(false)} onDiscard={onClose} />}
    </Dialog>
  );
}
