import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { messageOf } from '../api/problem';
import { t } from '../i18n';
import { AskBeforeLoss } from './AskBeforeLoss';
import { Dialog } from './Dialog';
import type { Messages } from './messages';

interface FormDialogProps {
  title: string;
  pending: boolean;
  error: Error | null;
  /** What stands at the fields; an error without any is shown at the end. */
  messages: Messages;
  /** What the button says, where it does not simply save. */
  action?: string | undefined;
  onSubmit: () => void;
  onClose: () => void;
  /** What else may be done here, beside cancel and save. */
  beside?: ReactNode;
  children: ReactNode;
}

/** A small form in a dialog: fields, cancel, save. What was typed is not thrown away unasked. */
export function FormDialog({ title, pending, error, messages, action, onSubmit, onClose, beside, children }: FormDialogProps) {
  const [changed, setChanged] = useState(false);
  const [asking, setAsking] = useState(false);
  const close = () => (changed ? setAsking(true) : onClose());
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (!pending) onSubmit();
  }
  return (
    <Dialog open title={title} onClose={close} closesOutside={false}>
      <form className="form" onSubmit={submit} onInput={() => setChanged(true)} noValidate>
        <div className="form-body">
          {children}
          {error && Object.keys(messages).length === 0 && (
            <p className="notice whole" role="alert">
              {messageOf(error)}
            </p>
          )}
        </div>
        <div className="form-foot">
          {beside && <span className="form-beside">{beside}</span>}
          <button type="button" className="button" onClick={close}>
            {t('action.cancel')}
          </button>
          <button type="submit" className="button primary" disabled={pending}>
            {action ?? t('action.save')}
          </button>
        </div>
      </form>
      {asking && <AskBeforeLoss onKeep={() => setAsking(false)} onDiscard={onClose} />}
    </Dialog>
  );
}
