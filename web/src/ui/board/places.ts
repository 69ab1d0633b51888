/** Where a card lies. */
export interface Place {
  column: number;
  card: number;
}

type Columns = readonly { cards: readonly { id: string }[] }[];

export function placeOf(columns: Columns, id: string): Place | null {
  for (const [column, { cards }] of columns.entries()) {
    const card = cards.findIndex((one) => one.id === id);
    if (card >= 0) return { column, card };
  }
  return null;
}

/** The card that an arrow leads to: the next one in the column, or one beside it in the next column that has any. */
export function stepped(columns: Columns, from: Place, key: string): string | null {
  if (key === 'ArrowDown' || key === 'ArrowUp') return columns[from.column]?.cards[from.card + (key === 'ArrowDown' ? 1 : -1)]?.id ?? null;
  if (key !== 'ArrowRight' && key !== 'ArrowLeft') return null;
  const by = key === 'ArrowRight' ? 1 : -1;
  for (let at = from.column + by; columns[at]; at += by) {
    const cards = columns[at]?.cards ?? [];
    const next = cards[Math.min(from.card, cards.length - 1)];
    if (next) return next.id;
  }
  return null;
}
