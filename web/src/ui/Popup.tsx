import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { Icon } from './Icon';
import { keepInPlace } from './place_popup';

interface PopupProps {
  /** What the button says, and what a screen reader calls what opens. */
  label: string;
  /** Where the button says more than its label. */
  button?: ReactNode;
  className?: string;
  children: (close: () => void) => ReactNode;
}

/** A button and what it opens beneath it. A press outside or Esc closes it, and the focus returns to the button. */
export function Popup({ label, button, className = 'button quiet', children }: PopupProps) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  return (
    <>
      <button ref={opener} type="button" className={className} aria-haspopup="dialog" aria-expanded={open} aria-controls={open ? id : undefined} onClick={() => setOpen(!open)}>
        {button ?? label}
        <Icon name="down" />
      </button>
      {open && (
        <Opened id={id} label={label} opener={opener} onClose={close} onLeave={() => setOpen(false)} body={children} />
      )}
    </>
  );
}

interface OpenedProps {
  id: string;
  label: string;
  opener: React.RefObject<HTMLElement | null>;
  onClose: () => void;
  onLeave: () => void;
  body: (close: () => void) => ReactNode;
}

function Opened({ id, label, opener, onClose, onLeave, body }: OpenedProps) {
  const popup = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!popup.current || !opener.current) return undefined;
    const stop = keepInPlace(popup.current, opener.current);
    popup.current.querySelector<HTMLElement>('button, input, select')?.focus();
    return stop;
  }, [opener]);
  useEffect(() => {
    const outside = (event: PointerEvent) => {
      const target = event.target as Node;
      if (!popup.current?.contains(target) && !opener.current?.contains(target)) onLeave();
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [opener, onLeave]);
  return (
    <div
      ref={popup}
      id={id}
      role="dialog"
      aria-label={label}
      popover="manual"
      className="popup menu"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      {body(onClose)}
    </div>
  );
}
