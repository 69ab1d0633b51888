import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useRef } from 'react';
import { t } from '../i18n';

interface AskProps {
  title: string;
  text: string;
  /** What happens on yes. */
  yes: string;
  pending: boolean;
  onYes: () => void;
  onNo: () => void;
}

/** Asks before something that others feel at once. Esc leaves all as it is. */
export function Ask({ title, text, yes, pending, onYes, onNo }: AskProps) {
  const no = useRef<HTMLButtonElement>(null);
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && onNo()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="veil" forceRender />
        <AlertDialog.Viewport className="viewport">
          <AlertDialog.Popup className="dialog small" initialFocus={no}>
            <div className="dialog-head">
              <AlertDialog.Title className="dialog-title">{title}</AlertDialog.Title>
            </div>
            <AlertDialog.Description className="dialog-text">{text}</AlertDialog.Description>
            <div className="form-foot">
              <AlertDialog.Close ref={no} className="button">
                {t('action.cancel')}
              </AlertDialog.Close>
              <button type="button" className="button danger" disabled={pending} onClick={onYes}>
                {yes}
              </button>
            </div>
          </AlertDialog.Popup>
        </AlertDialog.Viewport>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
