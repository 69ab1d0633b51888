import type { ReactNode, SyntheticEvent } from 'react';
import { messageOf } from '../api/problem';
import { t } from '../i18n';
import { Dialog } from './Dialog';
import type { Messages } from './messages';

interface FormDialogProps {
  title: string;
  pending: boolean;
  error: Error | null;
  /** What stands at the fields; an error without any is shown at the end. */
  messages: Messages;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A small form in a dialog: fields, cancel, save. */
export function FormDialog({ title, pending, error, messages, onSubmit, onClose, children }: FormDialogProps) {
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (!pending) onSubmit();
  }
  return (
    <Dialog open title={title} onClose={onClose} closesOutside={false}>
      <form className="form" onSubmit={submit} noValidate>
        <div className="form-body">
          {children}
          {error && Object.keys(messages).length === 0 && (
            <p className="notice whole" role="alert">
              {messageOf(error)}
            </p>
          )}
        </div>
        <div className="form-foot">
          <button type="button" className="button" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button type="submit" className="button primary" disabled={pending}>
            {t('action.save')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
