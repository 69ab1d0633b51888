import { anyLayerOpen, openQuickCustomer, showPalette, showShortcuts } from './layers';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox],[type=radio]), textarea, select'));
}

/* The page's own search, or that of everything. */
function focusSearch() {
  const search = document.querySelector<HTMLInputElement>('[data-search]');
  if (search) {
    search.focus();
    search.select();
  } else showPalette(true);
}

/** Whether a letter is a shortcut now: not while somebody types or a dialog is open. */
export function takesLetters(event: KeyboardEvent): boolean {
  return !(event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || anyLayerOpen());
}

/** The keys that work everywhere. Letters do nothing while somebody types or a dialog is open. */
export function handleShortcut(event: KeyboardEvent, rights: { createCustomers: boolean }) {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    showPalette(true);
    return;
  }
  if (!takesLetters(event)) return;
  if (runLetter(event.key, rights)) event.preventDefault();
}

function runLetter(key: string, rights: { createCustomers: boolean }): boolean {
  if (key === '/') focusSearch();
  else if (key === '?') showShortcuts(true);
  else if (key.toLowerCase() === 'c' && rights.createCustomers) openQuickCustomer();
  else return false;
  return true;
}
