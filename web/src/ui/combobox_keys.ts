import { useState, type KeyboardEvent } from 'react';
import type { ComboboxProps } from './Combobox';

export interface Option {
  id: string;
  label: string;
  tone?: 'make' | undefined;
}

export interface ComboboxUse<Item extends Option> {
  items: Item[];
  open: boolean;
  active: number;
  /** What is typed and not yet picked; null while nobody types. */
  typed: string | null;
  show: () => void;
  hide: () => void;
  type: (text: string) => void;
  pick: (item: Item) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** The state of a combobox. */
export function useCombobox<Item extends Option>({ items, free = false, onType, onPick, onOpenChange }: ComboboxProps<Item>): ComboboxUse<Item> {
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const [typed, setTyped] = useState<string | null>(null);
  const active = Math.min(at, items.length - 1);

  function turn(next: boolean, index: number) {
    setAt(index);
    if (next === open) return;
    setOpen(next);
    onOpenChange?.(next);
  }
  const show = () => turn(true, free ? -1 : Math.max(active, 0));
  function hide() {
    turn(false, -1);
    setTyped(null);
    if (!free && typed !== null) onType('');
  }
  function type(text: string) {
    setTyped(text);
    onType(text);
    turn(true, free ? -1 : 0);
  }
  function pick(item: Item) {
    turn(false, -1);
    setTyped(null);
    onPick(item);
  }
  const use = { items, open, active, typed, show, hide, type, pick };
  return { ...use, onKeyDown: (event) => handleKey(event, use, { free, moveTo: setAt }) };
}

type State<Item extends Option> = Omit<ComboboxUse<Item>, 'onKeyDown'>;

function handleKey<Item extends Option>(event: KeyboardEvent, use: State<Item>, { free, moveTo }: { free: boolean; moveTo: (index: number) => void }) {
  const { items, open, active } = use;
  const item = open && !event.nativeEvent.isComposing ? items[active] : undefined;
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step !== 0 && !open) use.show();
  else if (step !== 0) moveTo(items.length === 0 ? -1 : (Math.max(active, step === 1 ? -1 : 0) + step + items.length) % items.length);
  else if (event.key === 'Enter' && item) use.pick(item);
  else if (event.key === 'Escape' && open) {
    // Only the list closes, not the dialog around it.
    event.stopPropagation();
    use.hide();
  } else {
    if (event.key === 'Tab' && item && use.typed !== null && !free) use.pick(item);
    return;
  }
  event.preventDefault();
}
