import { useState } from 'react';
import type { Customer } from '../../api/types';
import { useGuildDefaults } from '../../app/guild';
import type { QuickCustomerRequest } from '../../app/layers';
import { t } from '../../i18n';
import { Dialog } from '../../ui/Dialog';
import { AskBeforeLoss } from '../../ui/AskBeforeLoss';
import { Batch } from './Batch';
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
  const [several, setSeveral] = useState(false);
  /* Each customer that is added after another one has a form of its own. */
  const [round, setRound] = useState(0);
  function done(customer: Customer) {
    onClose();
    request.onCustomer?.(customer);
  }
  const close = () => (changed ? setAsking(true) : onClose());
  if (!defaults.known) return null;
  return (
    <Dialog open title={several ? t('batch.title') : t('quick.title')} size="large" onClose={close} closesOutside={false}>
      {several ? (
        <Batch defaults={defaults} onChanged={setChanged} onClose={close} />
      ) : (
        <QuickForm
          key={round}
          name={round === 0 ? request.name : ''}
          defaults={defaults}
          selects={request.onCustomer !== null}
          onChanged={setChanged}
          onDone={done}
          onAnother={() => {
            setChanged(false);
            setRound(round + 1);
          }}
          onSeveral={changed || request.onCustomer ? null : () => setSeveral(true)}
          onCancel={close}
        />
      )}
      {asking && <AskBeforeLoss onKeep={() => setAsking(false)} onDiscard={onClose} />}
    </Dialog>
  );
}
