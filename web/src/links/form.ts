import { inReadersWords } from '../api/answers';
import type { Problem } from '../api/problem';
import { part } from '../i18n/page';

/* What the plain pages before the app have in common: fields with their messages, and one request at a time. */

type Words = (key: 'required' | 'bad_email' | 'short_password' | 'unavailable') => string;

const problem = () => part('problem', HTMLElement);

export function say(message: string) {
  problem().textContent = message;
  problem().hidden = message === '';
}

type TextControl = HTMLInputElement | HTMLTextAreaElement;

function mark(field: HTMLElement, message: string) {
  const id = `${field.id}-message`;
  const shown = document.getElementById(id) ?? document.createElement('span');
  shown.id = id;
  shown.className = 'message';
  shown.textContent = message;
  if (!shown.isConnected) field.after(shown);
  field.setAttribute('aria-invalid', String(message !== ''));
  field.setAttribute('aria-describedby', id);
}

/** Marks the fields that are wrong and focuses the first; what belongs to none is said above. */
export function markAll(messages: { field: string; message: string }[]) {
  let first = true;
  for (const { field, message } of messages) {
    const input = document.getElementById(field);
    if (!input) {
      say(message);
      continue;
    }
    mark(input, message);
    if (first) input.focus();
    first = false;
  }
}

function ownMessage(input: TextControl, t: Words): string {
  if (input.validity.valueMissing) return t('required');
  if (input.validity.typeMismatch) return t('bad_email');
  return input.name === 'password' && input.value.length < 8 ? t('short_password') : '';
}

function ownProblems(form: HTMLFormElement, t: Words) {
  return [...form.querySelectorAll<TextControl>(':is(input, textarea).control:not([readonly])')]
    .map((input) => ({ input, field: input.id, message: ownMessage(input, t) }))
    .filter(({ input, message }) => {
      mark(input, '');
      return message !== '';
    });
}

export async function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`/api/v1${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

/** Says what the server refused, at its field where it has one here. */
export async function refuse(answer: Response, t: Words) {
  if (answer.status >= 500) {
    say(t('unavailable'));
    return;
  }
  const { fields, detail, title } = await inReadersWords((await answer.json()) as Problem);
  if (fields?.length) markAll(fields);
  else say(detail ?? title ?? t('unavailable'));
}

export function onSubmit(form: HTMLFormElement, t: Words, run: () => Promise<void>) {
  const button = form.querySelector<HTMLButtonElement>('button[type=submit]');
  if (!button) return;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (button.disabled) return;
    say('');
    const wrong = ownProblems(form, t);
    if (wrong.length > 0) {
      markAll(wrong);
      return;
    }
    button.disabled = true;
    run()
      .catch(() => say(t('unavailable')))
      .finally(() => (button.disabled = false));
  });
  // Until here a press would have sent the form the old way.
  button.disabled = false;
}

/** Shows one part of the page (data-part) and hides the others. */
export function show(name: string) {
  for (const element of document.querySelectorAll<HTMLElement>('[data-part]')) element.hidden = element.dataset['part'] !== name;
}
