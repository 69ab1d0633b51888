import type en from '../i18n/offline.en.json';
import { part, translatePage } from '../i18n/page';

/* Stands in for whatever page was asked for while the server cannot be reached, at that page's own address. */
const t = await translatePage<keyof typeof en>('../i18n/offline', import.meta.glob<typeof en>('../i18n/offline.??.json', { import: 'default' }));
const state = part('state', HTMLElement);

async function tryAgain() {
  state.textContent = t('trying');
  const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => null);
  if (answer?.ok) location.reload();
  else state.textContent = t('waiting');
}

part('again', HTMLButtonElement).addEventListener('click', () => void tryAgain());
window.addEventListener('online', () => void tryAgain());
setInterval(() => void tryAgain(), 5_000);
void tryAgain(); // it may be back already
