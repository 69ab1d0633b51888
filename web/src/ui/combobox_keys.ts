import { useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { ComboboxProps } from './Combobox';

export interface Option {
  id: string;
  label: string;
  tone?: 'make' | undefined;
}

export interface ComboboxUse<Item extends Option> {
  anchor: RefObject<HTMLDivElement | null>;
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

/** The state and the keys of a combobox. */
export function useCombobox<Item extends Option>({ items, free = false, onType, onPick, onOpenChange }: ComboboxProps<Item>): ComboboxUse<Item> {
  const anchor = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const [typed, setTyped] = useState<string | null>(null);
  const active = Math.min(at, items.length - 1);

  function turn(next: boolean, index: number) {
    setAt(index);
    if (next !== open) {
      setOpen(next);
      onOpenChange?.(next);
    }
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
  const move = (step: number) => (open ? setAt(items.length === 0 ? -1 : (active + step + items.length) % items.length) : show());

  function onKeyDown(event: KeyboardEvent) {
    const item = open && !event.nativeEvent.isComposing ? items[active] : undefined;
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(active < 0 ? 0 : -1);
    else if (event.key === 'Escape' && open) event.stopPropagation();
    else if (event.key === 'Tab' && item && typed !== null && !free) {
      pick(item);
      return;
    } else if (event.key !== 'Enter' || !item) return;
    event.preventDefault();
    if (event.key === 'Escape') hide();
    if (event.key === 'Enter' && item) pick(item);
  }
  return { anchor, items, open, active, typed, show, hide, type, pick, onKeyDown };
}
