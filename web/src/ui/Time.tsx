import { createContext, use } from 'react';
import { ago, exact } from '../i18n/dates';

/** Where the keyboard rests on what a time stands in, a cell or a card, the time itself is no stop on its way. */
export const InCell = createContext(false);

/** "2 days ago"; exact on hover and focus, which Tips shows. */
export function Time({ at }: { at: string }) {
  const inCell = use(InCell);
  return (
    <time dateTime={at} data-exact={exact(at)} {...(inCell ? {} : { tabIndex: 0 })}>
      {ago(at)}
    </time>
  );
}
