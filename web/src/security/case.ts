import type { FollowedCase } from '../api/types';
import { part } from '../i18n/page';
import { onSubmit, post, refuse, say, show } from '../links/form';
import { element, filled, shownTime, t, type SecurityKey } from './words';

// The token stays in the fragment, which is in no request line, log or referrer.
const token = location.hash.slice(1);
addEventListener('hashchange', () => location.reload());

const states: Record<FollowedCase['state'], SecurityKey> = {
  received: 'state_received',
  reproduced: 'state_reproduced',
  not_reproduced: 'state_not_reproduced',
  fixing: 'state_fixing',
  released: 'state_released',
  credited: 'state_credited',
};

function showMessages({ messages }: FollowedCase) {
  part('nothing', HTMLElement).hidden = messages.length > 0;
  part('messages', HTMLOListElement).replaceChildren(
    ...messages.map(({ from_desk, body, created_at }) => {
      const item = element('li', '', from_desk ? 'from-desk' : '');
      item.append(element('strong', t(from_desk ? 'by_desk' : 'by_you')), element('span', ` ${shownTime(created_at)}`, 'muted'), element('p', body));
      return item;
    }),
  );
}

function showCase(found: FollowedCase) {
  part('heading', HTMLElement).textContent = filled('case_title', { number: found.number });
  part('its-received', HTMLElement).textContent = shownTime(found.received_at);
  part('its-state', HTMLElement).textContent = t(states[found.state]);
  part('its-fixed_version', HTMLElement).textContent = found.fixed_version ?? '–';
  part('its-description', HTMLElement).textContent = found.description;
  showMessages(found);
  show('case');
}

async function open(): Promise<boolean> {
  const answer = await post('/security-cases/opening', { token });
  if (answer.ok) showCase((await answer.json()) as FollowedCase);
  else {
    await refuse(answer, t);
    show('over');
  }
  return answer.ok;
}

async function write() {
  const field = part('body', HTMLTextAreaElement);
  part('written', HTMLElement).textContent = '';
  const answer = await post('/security-cases/messages', { token, body: field.value });
  if (!answer.ok) {
    await refuse(answer, t);
    return;
  }
  field.value = '';
  if (await open()) part('written', HTMLElement).textContent = t('written');
}

onSubmit(part('writing', HTMLFormElement), t, write);
if (token === '') {
  say(t('no_token'));
  show('over');
} else open().catch(() => say(t('unavailable')));
