import { useEffect, useId, useRef, useState } from 'react';
import { keepInPlace } from './place_popup';

interface Tip {
  anchor: HTMLElement;
  text: string;
  /** What has the focus: it is described by the tip. */
  described: HTMLElement | null;
}

const focusable = '[data-exact], [role=gridcell], [data-card], a, button';

/* The keyboard rests on a cell or a card; what is exact stands in it. Of several none is meant. */
function within(target: HTMLElement): HTMLElement | null {
  if (!target.matches(focusable) || !target.matches(':focus-visible')) return null;
  if (target.dataset['exact']) return target;
  const found = target.querySelectorAll<HTMLElement>('[data-exact]');
  return found.length === 1 ? (found[0] ?? null) : null;
}

function tipOf(anchor: HTMLElement | null, described: HTMLElement | null): Tip | null {
  const text = anchor?.dataset['exact'];
  return anchor && text ? { anchor, text, described } : null;
}

/** Says exactly what is shown in short, "2 days ago", where the mouse or the keyboard is. Esc and scrolling take it away. */
export function Tips() {
  const [tip, setTip] = useState<Tip | null>(null);
  useEffect(() => {
    const over = ({ target }: PointerEvent) => setTip(tipOf((target as Element).closest<HTMLElement>('[data-exact]'), null));
    const into = ({ target }: FocusEvent) => setTip(tipOf(within(target as HTMLElement), target as HTMLElement));
    const away = () => setTip(null);
    const key = ({ key: pressed }: KeyboardEvent) => pressed === 'Escape' && setTip(null);
    const events: [string, (event: never) => void][] = [['pointerover', over], ['focusin', into], ['focusout', away], ['wheel', away], ['keydown', key]]; // prettier-ignore
    for (const [name, act] of events) document.addEventListener(name, act as EventListener, { passive: true });
    return () => events.forEach(([name, act]) => document.removeEventListener(name, act as EventListener));
  }, []);
  return tip && <Shown key={tip.text} tip={tip} />;
}

function Shown({ tip: { anchor, text, described } }: { tip: Tip }) {
  const popup = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => (popup.current ? keepInPlace(popup.current, anchor) : undefined), [anchor]);
  useEffect(() => {
    if (!described || described.hasAttribute('aria-describedby')) return undefined;
    described.setAttribute('aria-describedby', id);
    return () => described.removeAttribute('aria-describedby');
  }, [described, id]);
  return (
    <div ref={popup} id={id} role="tooltip" popover="manual" className="tip">
      {text}
    </div>
  );
}
