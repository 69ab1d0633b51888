import { useId, useRef } from 'react';
import { t } from '../i18n';
import { keepInPlace } from './place_popup';

interface HelpProps {
  /** What is explained: "spot". */
  about: string;
  children: string;
}

/** A `?` beside a word of ours. What it means is shown on hover and focus, and read out with the button. */
export function Help({ about, children }: HelpProps) {
  const id = useId();
  const mark = useRef<HTMLButtonElement>(null);
  const text = useRef<HTMLSpanElement>(null);
  const stop = useRef<(() => void) | null>(null);
  function hide() {
    stop.current?.();
    stop.current = null;
    if (text.current?.matches(':popover-open')) text.current.hidePopover();
  }
  function show() {
    if (!stop.current && text.current && mark.current) stop.current = keepInPlace(text.current, mark.current);
  }
  return (
    <>
      <button
        ref={mark}
        type="button"
        className="help-mark"
        aria-label={t('help.about', { word: about })}
        aria-describedby={id}
        onMouseEnter={show}
        onMouseLeave={hide}
        onFocus={show}
        onBlur={hide}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !stop.current) return;
          event.stopPropagation();
          hide();
        }}
      >
        ?
      </button>
      <span ref={text} id={id} role="tooltip" popover="manual" className="help-text">
        {children}
      </span>
    </>
  );
}
