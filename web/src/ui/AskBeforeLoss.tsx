import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useRef } from 'react';
import { t } from '../i18n';

interface AskBeforeLossProps {
  /** What is asked and said, where it is not about typed text. */
  title?: string;
  text?: string;
  onKeep: () => void;
  onDiscard: () => void;
}

/** A form with changes asks before it is thrown away. Esc keeps them. */
export function AskBeforeLoss({ title = t('discard.title'), text = t('discard.text'), onKeep, onDiscard }: AskBeforeLossProps) {
  const keep = useRef<HTMLButtonElement>(null);
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && onKeep()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="veil" forceRender />
        <AlertDialog.Viewport className="viewport">
          <AlertDialog.Popup className="dialog small" initialFocus={keep}>
            <div className="dialog-head">
              <AlertDialog.Title className="dialog-title">{title}</AlertDialog.Title>
            </div>
            <AlertDialog.Description className="dialog-text">{text}</AlertDialog.Description>
            <div className="form-foot">
              <button type="button" className="button danger" onClick={onDiscard}>
                {t('discard.discard')}
              </button>
              <AlertDialog.Close ref={keep} className="button primary">{t('discard.keep')}</AlertDialog.Close>
            </div>
          </AlertDialog.Popup>
        </AlertDialog.Viewport>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
