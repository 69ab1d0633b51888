import { useSyncExternalStore } from 'react';
import type { Customer } from '../api/types';

/* What lies above the page. One store, so that a shortcut, a button, the palette and a picker open the same thing. */

export interface QuickCustomerRequest {
  name: string;
  /** Who asked for the customer; without one the new customer is only announced. */
  onCustomer: ((customer: Customer) => void) | null;
}

export interface Layers {
  palette: boolean;
  shortcuts: boolean;
  rail: boolean;
  quickCustomer: QuickCustomerRequest | null;
}

let layers: Layers = { palette: false, shortcuts: false, rail: false, quickCustomer: null };
let receiver: ((customer: Customer) => void) | null = null;
const listeners = new Set<() => void>();

function set(change: Partial<Layers>) {
  layers = { ...layers, ...change };
  listeners.forEach((listener) => listener());
}

export function useLayers(): Layers {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, () => layers);
}

export function anyLayerOpen(): boolean {
  return layers.palette || layers.shortcuts || layers.rail || layers.quickCustomer !== null;
}

export const showPalette = (palette: boolean) => set({ palette });
export const showShortcuts = (shortcuts: boolean) => set({ shortcuts });
export const showRail = (rail: boolean) => set({ rail });
export const closeQuickCustomer = () => set({ quickCustomer: null });

export function openQuickCustomer(name = '', onCustomer: QuickCustomerRequest['onCustomer'] = receiver) {
  set({ palette: false, quickCustomer: { name, onCustomer } });
}

/** While a document is open, a customer captured from anywhere is selected in it. Returns how to stop that. */
export function receiveCustomers(onCustomer: (customer: Customer) => void): () => void {
  receiver = onCustomer;
  return () => {
    if (receiver === onCustomer) receiver = null;
  };
}
