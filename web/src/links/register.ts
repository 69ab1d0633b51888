import { part } from '../i18n/page';
import { onSubmit, post, refuse, say, show } from './form';
import { t } from './words';

async function ask() {
  const answer = await post('/registrations', { email: part('email', HTMLInputElement).value.trim(), language: document.documentElement.lang });
  if (!answer.ok) {
    await refuse(answer, t);
    return;
  }
  show('asked');
  part('asked', HTMLElement).focus();
}

async function open() {
  const answer = await fetch('/api/v1/registrations', { headers: { Accept: 'application/json' } });
  const { open: isOpen } = (await answer.json()) as { open: boolean };
  if (!isOpen) {
    show('closed');
    return;
  }
  show('asking');
  part('email', HTMLInputElement).focus();
}

onSubmit(part('asking', HTMLFormElement), t, ask);
open().catch(() => say(t('unavailable')));
