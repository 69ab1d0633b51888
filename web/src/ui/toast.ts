import { useSyncExternalStore } from 'react';

export interface Toast {
  id: number;
  text: string;
  tone: 'calm' | 'error';
  action: { label: string; run: () => void } | null;
}

/* Long enough to reach Undo: at least 6 s. */
const shownFor = 8000;
let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]) {
  toasts = next;
  listeners.forEach((listener) => listener());
}

export function dismissToast(id: number) {
  set(toasts.filter((toast) => toast.id !== id));
}

export function showToast(text: string, action: Toast['action'] = null, tone: Toast['tone'] = 'calm') {
  lastId += 1;
  const id = lastId;
  set([...toasts.slice(-2), { id, text, tone, action }]);
  setTimeout(() => dismissToast(id), shownFor);
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, () => toasts);
}
