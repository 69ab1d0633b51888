import { Refusal } from '../api/problem';

export type Messages = Readonly<Record<string, string>>;

/** What a refused request says about each field. */
export function fieldMessages(failure: unknown): Messages {
  if (!(failure instanceof Refusal)) return {};
  return Object.fromEntries(failure.fields.map(({ field, message }) => [field, message]));
}

/** Focuses the first field, in the order of the page, that has a message. True if there was one. */
export function focusFirst(messages: Messages): boolean {
  const wrong = Object.keys(messages)
    .map((name) => document.getElementById(name))
    .filter((element) => element !== null)
    .sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  wrong[0]?.focus();
  return wrong.length > 0;
}
