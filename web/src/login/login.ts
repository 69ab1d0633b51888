import type en from '../i18n/login.en.json';
import { part, translatePage } from '../i18n/page';
import { openPath } from './return_path';

const t = await translatePage<keyof typeof en>('../i18n/login', import.meta.glob<typeof en>('../i18n/login.??.json', { import: 'default' }));
const form = part('form', HTMLFormElement);
const email = part('email', HTMLInputElement);
const password = part('password', HTMLInputElement);
const code = part('code', HTMLInputElement);
const submit = part('submit', HTMLButtonElement);
const problem = part('problem', HTMLElement);
const enrolment = part('enrolment', HTMLElement);
let step: 'password' | 'code' = 'password';

function show(next: typeof step) {
  step = next;
  for (const element of document.querySelectorAll<HTMLElement>('[data-step]')) element.hidden = element.dataset['step'] !== next;
  (next === 'code' ? code : email).focus();
}

function say(message: keyof typeof en, at: HTMLInputElement) {
  problem.textContent = t(message);
  problem.hidden = false;
  at.focus();
  at.select();
}

async function signIn() {
  problem.hidden = true;
  if (!email.value || !password.value) {
    say('missing', email.value ? password : email);
    return;
  }
  const answer = await fetch('/api/v1/sessions', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({
      email: email.value.trim(),
      password: password.value,
      kind: 'browser',
      ...(step === 'code' ? { code: code.value.replaceAll(' ', '') } : {}),
    }),
  });
  if (answer.status === 201) {
    location.replace(openPath(location.search, location.origin));
    return;
  }
  await refuse(answer);
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

async function refuse(answer: Response) {
  if (answer.status === 429) say('throttled', step === 'code' ? code : password);
  else if (answer.status >= 500) say('unavailable', password);
  else {
    const { type = '', enrolment: offered } = (await answer.json()) as { type?: string; enrolment?: Parameters<typeof enrol>[0] };
    if (type.endsWith('/second_factor') && step === 'password') {
      if (offered) await enrol(offered);
      show('code');
    } else if (step === 'code') say('wrong_code', code);
    else say('wrong', password);
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (submit.disabled) return;
  submit.disabled = true;
  signIn()
    .catch(() => say('unavailable', password))
    .finally(() => (submit.disabled = false));
});

part('back', HTMLButtonElement).addEventListener('click', () => {
  code.value = '';
  problem.hidden = true;
  enrolment.hidden = true;
  show('password');
});

// Until here a press of Enter would have sent the form the old way, so the button waited.
submit.disabled = false;
