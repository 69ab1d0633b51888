import { currentLanguage } from '../../i18n';
import { showMoney } from '../../money/currency';

interface Pages<Card> {
  data: { pages: { items: Card[] }[] } | undefined;
  hasNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/** The cards of a column that were asked for. One that was moved says itself where it lies now. */
export function cardsOf<Card>({ data }: Pages<Card>): Card[] {
  return data?.pages.flatMap((page) => page.items) ?? [];
}

export function moreOf({ hasNextPage, fetchNextPage }: Pages<unknown>): (() => void) | undefined {
  return hasNextPage ? () => void fetchNextPage() : undefined;
}

/** Amounts of different currencies are never added up: they stand beside each other, the first few of them. */
export function sumText(sums: readonly { currency: string; amount: string }[]): string {
  const shown = sums.slice(0, 2).map(({ currency, amount }) => showMoney(amount, currency, currentLanguage()));
  return sums.length > 2 ? `${shown.join(' · ')} …` : shown.join(' · ');
}
