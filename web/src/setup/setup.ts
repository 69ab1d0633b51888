import type { Setup, SetupInput } from '../api/types';
import type en from '../i18n/setup.en.json';
import { part, translatePage } from '../i18n/page';
import { countryChoices, currencyChoices, likelyCountry, usualCurrency, type Choice } from '../i18n/places';
import { markAll, onSubmit, post, refuse, say } from '../links/form';

const t = await translatePage<keyof typeof en>('../i18n/setup', import.meta.glob<typeof en>('../i18n/setup.??.json', { import: 'default' }));
// The token stays in the fragment until it is used: it is never in a request line, a log or a referrer.
const token = location.hash.slice(1);
const founding = part('founding', HTMLFormElement);
const confirming = part('confirming', HTMLFormElement);

async function refuseHere(answer: Response) {
  if (answer.status === 422 || answer.status >= 500) await refuse(answer, t);
  else say(t('used'));
}

async function found() {
  const values = Object.fromEntries(new FormData(founding)) as unknown as SetupInput;
  const answer = await post('/setup', { ...values, language: document.documentElement.lang, token });
  if (!answer.ok) {
    await refuseHere(answer);
    return;
  }
  const enrolment = (await answer.json()) as Setup;
  founding.hidden = true;
  confirming.hidden = false;
  part('heading', HTMLElement).textContent = t('totp_title');
  const qr = part('qr', SVGElement);
  qr.setAttribute('role', 'img');
  qr.setAttribute('aria-label', t('totp_qr'));
  const { drawQr } = await import('./qr');
  drawQr(qr, enrolment.otpauth_url);
  part('secret', HTMLElement).textContent = enrolment.totp_secret.replace(/(.{4})(?=.)/g, '$1 ');
  part('code', HTMLInputElement).focus();
}

async function confirm() {
  const answer = await post('/setup/confirmation', { token, code: part('code', HTMLInputElement).value.replaceAll(' ', '') });
  if (answer.ok) location.replace('/');
  else if (answer.status === 401 || answer.status === 422) markAll([{ field: 'code', message: t('bad_code') }]);
  else await refuseHere(answer);
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
onSubmit(founding, t, found);
onSubmit(confirming, t, confirm);
if (token === '') {
  founding.hidden = true;
  say(t('no_token'));
}
