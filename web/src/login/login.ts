import type en from '../i18n/login.en.json';
import { part, translatePage } from '../i18n/page';
import { askPasskey, passkeysWork, type PasskeyRequest } from './passkey';
import { openPath } from './return_path';

const t = await translatePage<keyof typeof en>('../i18n/login', import.meta.glob<typeof en>('../i18n/login.??.json', { import: 'default' }));
const form = part('form', HTMLFormElement);
const email = part('email', HTMLInputElement);
const password = part('password', HTMLInputElement);
const code = part('code', HTMLInputElement);
const submit = part('submit', HTMLButtonElement);
const problem = part('problem', HTMLElement);
const enrolment = part('enrolment', HTMLElement);
const passkey = part('passkey', HTMLButtonElement);
const next = part('continue', HTMLButtonElement);
let step: 'password' | 'code' | 'codes' = 'password';
/* What a passkey may answer instead of the code. */
let asked: PasskeyRequest | null = null;

function show(wanted: typeof step) {
  step = wanted;
  for (const element of document.querySelectorAll<HTMLElement>('[data-step]')) element.hidden = !element.dataset['step']?.split(' ').includes(wanted);
  passkey.hidden ||= !passkeysWork() || (step === 'code' && !asked);
  ({ password: email, code, codes: next })[step].focus();
}

function say(message: keyof typeof en, at: HTMLElement) {
  problem.textContent = t(message);
  problem.hidden = false;
  at.focus();
  if (at instanceof HTMLInputElement) at.select();
}

async function post(path: string, body: object): Promise<Response> {
  return fetch(`/api/v1${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', Accept: 'application/json' }, body: JSON.stringify(body) });
}

function goOn() {
  location.replace(openPath(location.search, location.origin, location.hash));
}

/* Recovery codes come once, with a factor that began just now. */
async function enter(answer: Response) {
  const { recovery_codes } = (await answer.json()) as { recovery_codes: string[] };
  if (recovery_codes.length === 0) {
    goOn();
    return;
  }
  part('codes', HTMLElement).append(
    ...recovery_codes.map((text) => {
      const item = document.createElement('li');
      item.textContent = text;
      return item;
    }),
  );
  enrolment.hidden = true;
  show('codes');
}

async function signIn(proof: object) {
  const answer = await post('/sessions', { email: email.value.trim(), password: password.value, kind: 'browser', ...proof });
  if (answer.status === 201) await enter(answer);
  else await refuse(answer);
}

async function byPassword() {
  if (!email.value || !password.value) say('missing', email.value ? password : email);
  else await signIn(step === 'code' ? { code: code.value.replaceAll(' ', '') } : {});
}

async function byPasskey() {
  const request = step === 'code' ? asked : ((await (await post('/passkey-requests', {})).json()) as PasskeyRequest);
  const shown = request && (await askPasskey(request));
  if (!shown) say('no_passkey', passkey);
  else if (step === 'code') {
    asked = null;
    await signIn({ passkey: shown });
  } else {
    const answer = await post('/passkey-sessions', { kind: 'browser', passkey: shown });
    if (answer.status === 201) await enter(answer);
    else say(answer.status === 429 ? 'throttled' : 'wrong_passkey', passkey);
  }
}

/** Somebody who must have a second factor and has none yet gets the key for it, until it was used. */
async function enrol({ totp_secret, otpauth_url }: { totp_secret: string; otpauth_url: string }) {
  const { drawQr } = await import('../setup/qr');
  const qr = part('qr', SVGElement);
  qr.setAttribute('aria-label', t('enrolment_qr'));
  drawQr(qr, otpauth_url);
  part('secret', HTMLElement).textContent = totp_secret.replace(/(.{4})(?=.)/g, '$1 ');
  enrolment.hidden = false;
}

interface Refused {
  type?: string;
  enrolment?: Parameters<typeof enrol>[0];
  passkey?: PasskeyRequest;
}

async function refuse(answer: Response) {
  if (answer.status === 429) say('throttled', step === 'code' ? code : password);
  else if (answer.status >= 500) say('unavailable', password);
  else {
    const { type = '', enrolment: offered, passkey: request } = (await answer.json()) as Refused;
    if (type.endsWith('/second_factor')) {
      asked = request ?? null;
      if (offered) await enrol(offered);
      part('recover', HTMLButtonElement).dataset['step'] = offered ? '' : 'code';
      show('code');
    } else if (step === 'code') {
      show('code');
      say('wrong_code', code);
    } else say('wrong', password);
  }
}

/* One thing at a time. */
function run(act: () => Promise<unknown>) {
  if (submit.disabled) return;
  submit.disabled = true;
  problem.hidden = true;
  act()
    .catch(() => say('unavailable', password))
    .finally(() => (submit.disabled = false));
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  run(byPassword);
});
passkey.addEventListener('click', () => run(byPasskey));
next.addEventListener('click', goOn);

/* Six digits stand wide apart; a recovery code has letters, and no room for that. */
function expectCode(key: 'code' | 'recovery_code') {
  part('code-label', HTMLElement).textContent = t(key);
  code.inputMode = key === 'code' ? 'numeric' : 'text';
  code.classList.toggle('code', key === 'code');
  code.value = '';
}

part('recover', HTMLButtonElement).addEventListener('click', () => {
  expectCode('recovery_code');
  code.focus();
});

/** Where anybody may open an account, the sign-in says so. */
async function offerAccount() {
  const answer = await fetch('/api/v1/registrations', { headers: { Accept: 'application/json' } });
  const { open } = (await answer.json()) as { open?: boolean };
  if (!open) return;
  const link = part('register', HTMLAnchorElement);
  link.dataset['step'] = 'password';
  link.hidden = step !== 'password';
}

part('back', HTMLButtonElement).addEventListener('click', () => {
  expectCode('code');
  problem.hidden = true;
  enrolment.hidden = true;
  show('password');
});

offerAccount().catch(() => undefined);

passkey.hidden = !passkeysWork();
// Until here a press of Enter would have sent the form the old way, so the button waited.
submit.disabled = false;
