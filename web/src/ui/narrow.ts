import { useSyncExternalStore } from 'react';

const narrow = matchMedia('(max-width: 759px)');

function subscribe(listener: () => void) {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
}

/** Whether there is room for the least only. The same width as in the styles. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => narrow.matches);
}
