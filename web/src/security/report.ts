import type { SecurityReport, SecurityReportReceipt } from '../api/types';
import { part } from '../i18n/page';
import { onSubmit, post, refuse, show } from '../links/form';
import { filled, t } from './words';

const form = part('reporting', HTMLFormElement);

/** What was filled in; the rest is left out. */
function given(): SecurityReport {
  const entries = [...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].trim() !== '');
  return { ...(Object.fromEntries(entries) as unknown as SecurityReport), language: document.documentElement.lang };
}

async function report() {
  const answer = await post('/security-reports', given());
  if (!answer.ok) {
    await refuse(answer, t);
    return;
  }
  const { number, follow_up_url } = (await answer.json()) as SecurityReportReceipt;
  part('number', HTMLElement).textContent = filled('done_text', { number });
  const link = part('follow-up', HTMLAnchorElement);
  link.textContent = follow_up_url;
  link.href = follow_up_url;
  show('done');
  part('done', HTMLElement).focus();
}

onSubmit(form, t, report);
part('description', HTMLTextAreaElement).focus();
