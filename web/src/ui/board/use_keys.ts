import { useState, type KeyboardEvent, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { t } from '../../i18n';
import { mirrored } from '../grid/keys';
import type { BoardColumn, BoardProps } from './Board';
import { placeOf, stepped } from './places';

interface Held {
  id: string;
  from: string;
  over: string;
}

/* A held card is shown where it would come to lie. */
function shownWith<Card extends { id: string }>(columns: BoardColumn<Card>[], held: Held | null): BoardColumn<Card>[] {
  if (!held || held.from === held.over) return columns;
  const card = columns.flatMap((column) => column.cards).find((one) => one.id === held.id);
  return columns.map((column) => {
    const others = column.cards.filter((one) => one.id !== held.id);
    return { ...column, cards: card && column.id === held.over ? [card, ...others] : others };
  });
}

/* The next column in a direction that a card may go to; where it came from is always one. */
function columnBeside<Card extends { id: string }>({ columns, mayMove }: BoardProps<Card>, card: Card, held: Held, by: 1 | -1): BoardColumn<Card> | undefined {
  let at = columns.findIndex((column) => column.id === held.over) + by;
  while (columns[at] && columns[at]?.id !== held.from && !mayMove?.(card, columns[at]?.id ?? '')) at += by;
  return columns[at];
}

/** Picking up, carrying and putting down by the keyboard; what happens is said aloud. */
function useHolding<Card extends { id: string }>(props: BoardProps<Card>) {
  const { columns, name, mayMove, onMove } = props;
  const [held, setHeld] = useState<Held | null>(null);
  const [said, setSaid] = useState('');

  function take(card: Card): boolean {
    const column = columns[placeOf(columns, card.id)?.column ?? -1];
    if (!mayMove || !column) return false;
    setHeld({ id: card.id, from: column.id, over: column.id });
    setSaid(t('board.held', { name: name(card), column: column.title }));
    return true;
  }
  function put(card: Card, now: Held, drops: boolean) {
    const moves = drops && now.over !== now.from;
    const column = columns.find((one) => one.id === now.over)?.title ?? '';
    flushSync(() => setHeld(null));
    setSaid(moves ? t('board.dropped', { name: name(card), column }) : t('board.let_go', { name: name(card) }));
    if (moves) onMove(card, now.over);
  }
  function carry(card: Card, now: Held, by: 1 | -1) {
    const to = columnBeside(props, card, now, by);
    if (!to) return;
    flushSync(() => setHeld({ ...now, over: to.id }));
    setSaid(t('board.over', { name: name(card), column: to.title }));
  }
  /** Whether the key did something with the held card. */
  function onKey(key: string, card: Card, now: Held): boolean {
    if (key === ' ' || key === 'Enter' || key === 'Escape') put(card, now, key !== 'Escape');
    else if (key === 'ArrowRight' || key === 'ArrowLeft') carry(card, now, key === 'ArrowRight' ? 1 : -1);
    else return key.startsWith('Arrow');
    return true;
  }
  return { held, said, take, onKey };
}

/** Moving on a board by the keyboard: one card is in the tab order. */
export function useBoardKeys<Card extends { id: string }>(props: BoardProps<Card>, board: RefObject<HTMLElement | null>) {
  const { held, said, take, onKey } = useHolding(props);
  const [active, setActive] = useState<string | null>(null);
  const shown = shownWith(props.columns, held);
  const first = active !== null && placeOf(shown, active) ? active : shown.find((column) => column.cards.length > 0)?.cards[0]?.id;

  function focus(id: string): true {
    flushSync(() => setActive(id));
    board.current?.querySelector<HTMLElement>(`[data-card="${id}"]`)?.focus();
    return true;
  }
  function act(key: string, card: Card): boolean {
    if (held) return onKey(key, card, held) && focus(card.id);
    if (key === ' ') return take(card);
    const at = placeOf(shown, card.id);
    const next = at && stepped(shown, at, key);
    if (key === 'Enter') props.onOpen(card);
    else return next !== null && focus(next);
    return true;
  }
  function onKeyDown(event: KeyboardEvent, card: Card) {
    if (event.target !== event.currentTarget) return;
    const key = getComputedStyle(event.currentTarget).direction === 'rtl' ? mirrored(event.key) : event.key;
    if (!act(key, card)) return;
    event.preventDefault();
    event.stopPropagation();
  }
  const of = (card: Card) => ({
    held: held?.id === card.id,
    tabIndex: card.id === first ? (0 as const) : (-1 as const),
    onFocus: () => setActive(card.id),
    onKeyDown: (event: KeyboardEvent) => onKeyDown(event, card),
  });
  return { shown, said, of };
}
