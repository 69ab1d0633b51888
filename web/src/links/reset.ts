import { part } from '../i18n/page';
import { onSubmit, post, refuse, say, show } from './form';
import { filled, t } from './words';

// The token stays in the fragment, which is in no request line, log or referrer.
const token = location.hash.slice(1);

async function ask() {
  const answer = await post('/password-resets', { email: part('email', HTMLInputElement).value.trim() });
  if (!answer.ok) {
    await refuse(answer, t);
    return;
  }
  show('asked');
  part('asked', HTMLElement).focus();
}

async function complete() {
  const answer = await post('/password-resets/completion', { token, password: part('password', HTMLInputElement).value });
  if (!answer.ok) {
    await refuse(answer, t);
    return;
  }
  show('done');
  part('done', HTMLElement).focus();
}

async function open() {
  const answer = await post('/password-resets/opening', { token });
  if (!answer.ok) {
    await refuse(answer, t);
    show('asking');
    return;
  }
  const { email } = (await answer.json()) as { email: string };
  part('heading', HTMLElement).textContent = t('choose_title');
  part('whose', HTMLElement).textContent = filled('choose_intro', { email });
  part('username', HTMLInputElement).value = email;
  show('choosing');
  part('password', HTMLInputElement).focus();
}

onSubmit(part('asking', HTMLFormElement), t, ask);
onSubmit(part('choosing', HTMLFormElement), t, complete);
if (token === '') {
  show('asking');
  part('email', HTMLInputElement).focus();
} else open().catch(() => say(t('unavailable')));
