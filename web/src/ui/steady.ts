import { useCallback, useLayoutEffect, useRef } from 'react';

/** A function that stays the same and does what the last render says: what is handed to many rows must not change with each. */
export function useSteady<Args extends unknown[], Result>(act: (...args: Args) => Result): (...args: Args) => Result {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
}
