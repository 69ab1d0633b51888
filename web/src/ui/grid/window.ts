import { useEffect, useLayoutEffect, useState, type RefObject } from 'react';
import { rowHeight } from './column';

export interface Shown {
  first: number;
  /** The one behind the last. */
  end: number;
}

/* Rows come and go eight at a time, so that most movements of the wheel render nothing. */
const step = 8;
const most = 2 * step;

/** `spare`: how many more than those in view, on either side. */
export function shownAt(top: number, height: number, count: number, spare = most): Shown {
  const first = Math.floor(top / rowHeight / step) * step - spare;
  const end = Math.ceil((top + height) / rowHeight / step) * step + spare;
  return { first: Math.max(0, Math.min(first, count)), end: Math.max(0, Math.min(end, count)) };
}

/** Which rows of many are rendered: those in view and some around them. All rows are equally high. */
export function useShownRows(scroller: RefObject<HTMLElement | null>, count: number, startTop: number): Shown {
  const [shown, setShown] = useState(() => shownAt(startTop, 900, count));
  useLayoutEffect(() => {
    if (startTop > 0) scroller.current?.scrollTo(0, startTop);
  }, [scroller, startTop]);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    let top = element.scrollTop;
    let settled: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      // who flies past whole screens of rows sees none of the spare ones: they come when the flight is over
      const flies = Math.abs(element.scrollTop - top) > element.clientHeight;
      top = element.scrollTop;
      const next = shownAt(top, element.clientHeight, count, flies ? 0 : most);
      setShown((old) => (old.first === next.first && old.end === next.end ? old : next));
      clearTimeout(settled);
      if (flies) settled = setTimeout(look, 100);
    };
    look();
    const size = new ResizeObserver(look);
    size.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      size.disconnect();
      element.removeEventListener('scroll', look);
      clearTimeout(settled);
    };
  }, [scroller, count]);
  return { first: Math.min(shown.first, count), end: Math.min(shown.end, count) };
}
