import { Dialog as Base } from '@base-ui/react/dialog';
import { useRef, type ReactNode } from 'react';
import { t } from '../i18n';
import { Icon } from './Icon';

interface DialogProps {
  open: boolean;
  title: string;
  /** Asked for by Esc, the close button or a press outside. */
  onClose: () => void;
  size?: 'small' | 'medium' | 'large' | 'rail';
  /** A press outside closes too; not where typed text would be lost. */
  closesOutside?: boolean;
  children: ReactNode;
}

/** A modal layer: Esc closes the top one only, focus stays inside and returns to where it was. */
export function Dialog({ open, title, onClose, size = 'medium', closesOutside = true, children }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  // The first field is where one wants to type; without fields the first button will do.
  const firstField = () => popup.current?.querySelector<HTMLElement>('.form-body :is(input, select, textarea)') ?? true;
  return (
    <Base.Root open={open} disablePointerDismissal={!closesOutside} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="veil" />
        <Base.Viewport className="viewport">
          <Base.Popup ref={popup} className={`dialog ${size}`} initialFocus={firstField}>
            <div className="dialog-head">
              <Base.Title className="dialog-title">{title}</Base.Title>
              <Base.Close className="button quiet icon" aria-label={t('action.close')}>
                <Icon name="close" />
              </Base.Close>
            </div>
            {children}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
