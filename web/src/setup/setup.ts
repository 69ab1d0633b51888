import { inReadersWords } from '../api/answers';
import type { Problem } from '../api/problem';
import type { Setup, SetupInput } from '../api/types';
import type en from '../i18n/setup.en.json';
import { part, translatePage } from '../i18n/page';
import { countryChoices, currencyChoices, likelyCountry, usualCurrency, type Choice } from '../i18n/places';
import { drawQr } from './qr';

const t = await translatePage<keyof typeof en>('../i18n/setup', import.meta.glob<typeof en>('../i18n/setup.??.json', { import: 'default' }));
// The token stays in the fragment until it is used: it is never in a request line, a log or a referrer.
const token = location.hash.slice(1);
const problem = part('problem', HTMLElement);
const founding = part('founding', HTMLFormElement);
const confirming = part('confirming', HTMLFormElement);

function say(message: string) {
  problem.textContent = message;
  problem.hidden = message === '';
}

function mark(field: HTMLInputElement, message: string) {
  const id = `${field.id}-message`;
  const shown = document.getElementById(id) ?? document.createElement('span');
  shown.id = id;
  shown.className = 'message';
  shown.textContent = message;
  if (!shown.isConnected) field.after(shown);
  field.setAttribute('aria-invalid', String(message !== ''));
  field.setAttribute('aria-describedby', id);
}

/** Marks the fields that are wrong and focuses the first. */
function markAll(messages: { field: string; message: string }[]) {
  let first = true;
  for (const { field, message } of messages) {
    const input = document.getElementById(field) as HTMLInputElement | null;
    if (!input) {
      say(message);
      continue;
    }
    mark(input, message);
    if (first) input.focus();
    first = false;
  }
}

function ownMessage(input: HTMLInputElement): string {
  if (input.validity.valueMissing) return t('required');
  if (input.validity.typeMismatch) return t('bad_email');
  return input.validity.tooShort || (input.name === 'password' && input.value.length < 8) ? t('short_password') : '';
}

function ownProblems(form: HTMLFormElement) {
  return [...form.querySelectorAll<HTMLInputElement>('input.control')]
    .map((input) => ({ field: input.id, message: ownMessage(input) }))
    .filter(({ field, message }) => {
      mark(part(field, HTMLInputElement), '');
      return message !== '';
    });
}

async function post(path: string, body: object): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(body),
  });
}

async function refuse(answer: Response) {
  if (answer.status === 422) {
    const { fields, detail, title } = await inReadersWords((await answer.json()) as Problem);
    if (fields?.length) markAll(fields);
    else say(detail ?? title ?? t('unavailable'));
  } else say(answer.status >= 500 ? t('unavailable') : t('used'));
}

async function found() {
  const values = Object.fromEntries(new FormData(founding)) as unknown as SetupInput;
  const answer = await post('/api/v1/setup', { ...values, language: document.documentElement.lang, token });
  if (!answer.ok) {
    await refuse(answer);
    return;
  }
  const enrolment = (await answer.json()) as Setup;
  founding.hidden = true;
  confirming.hidden = false;
  part('heading', HTMLElement).textContent = t('totp_title');
  const qr = part('qr', SVGElement);
  qr.setAttribute('role', 'img');
  qr.setAttribute('aria-label', t('totp_qr'));
  drawQr(qr, enrolment.otpauth_url);
  part('secret', HTMLElement).textContent = enrolment.totp_secret.replace(/(.{4})(?=.)/g, '$1 ');
  part('code', HTMLInputElement).focus();
}

async function confirm() {
  const answer = await post('/api/v1/setup/confirmation', { token, code: part('code', HTMLInputElement).value.replaceAll(' ', '') });
  if (answer.ok) location.replace('/');
  else if (answer.status === 401 || answer.status === 422) markAll([{ field: 'code', message: t('bad_code') }]);
  else await refuse(answer);
}

function onSubmit(form: HTMLFormElement, run: () => Promise<void>) {
  const button = form.querySelector<HTMLButtonElement>('button[type=submit]');
  if (!button) return;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (button.disabled) return;
    say('');
    const wrong = ownProblems(form);
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

function fill(select: HTMLSelectElement, choices: Choice[], value: string) {
  select.replaceChildren(...choices.map((choice) => new Option(choice.label, choice.value)));
  select.value = value;
}

const country = part('country', HTMLSelectElement);
const currency = part('currency', HTMLSelectElement);
fill(country, countryChoices(document.documentElement.lang), likelyCountry());
fill(currency, currencyChoices(document.documentElement.lang), usualCurrency(country.value) ?? 'EUR');
country.addEventListener('change', () => (currency.value = usualCurrency(country.value) ?? currency.value));
onSubmit(founding, found);
onSubmit(confirming, confirm);
if (token === '') {
  founding.hidden = true;
  say(t('no_token'));
}
