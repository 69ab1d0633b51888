import { part } from '../i18n/page';
import { onSubmit, post, refuse, say, show } from './form';
import { filled, t } from './words';

// The token stays in the fragment. The button is pressed by a person: what looks into mails for links must not confirm anything.
const token = location.hash.slice(1);

async function confirm() {
  const answer = await post('/email-confirmations', { token });
  if (!answer.ok) {
    await refuse(answer, t);
    return;
  }
  const { email } = (await answer.json()) as { email: string };
  part('done', HTMLElement).textContent = filled('confirmed', { email });
  show('done');
  part('done', HTMLElement).focus();
}

onSubmit(part('confirming', HTMLFormElement), t, confirm);
if (token === '') say(t('no_token'));
else show('confirming');
