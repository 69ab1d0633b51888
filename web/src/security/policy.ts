import type { HallOfFame } from '../api/types';
import { part } from '../i18n/page';
import { element, shownTime } from './words';

/* The policy is in the page itself; only who is named comes from the server. */
async function showFinders() {
  const answer = await fetch('/api/v1/hall-of-fame', { headers: { Accept: 'application/json' } });
  if (!answer.ok) return;
  const { finders } = (await answer.json()) as HallOfFame;
  const list = part('finders', HTMLUListElement);
  for (const finder of finders) {
    const item = element('li', '');
    item.append(element('strong', finder.name), ` ${[finder.number, finder.summary, shownTime(finder.at, { dateStyle: 'medium' })].filter(Boolean).join(' · ')}`);
    list.append(item);
  }
  list.hidden = finders.length === 0;
  part('nobody', HTMLElement).hidden = finders.length > 0;
}

await showFinders().catch(() => undefined); // the page says all else without it
