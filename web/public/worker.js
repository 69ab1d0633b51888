/* Keeps one page and what it needs, to say honestly that the server cannot be reached. It stores no answer of the API and no page
   of the app: what belongs to a company is not left on the device. */
const kept = 'guildhall-offline';
const page = '/offline.html';
let away = false;

/* What a page or script names: of a script the chunks that it loads, such as the words of each language. */
function partsOf(path, text) {
  if (path === page) return [...text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((found) => found[1]);
  return path.endsWith('.js') ? [...text.matchAll(/["'`](?:\.\/|\/?assets\/)([\w.-]+\.js)["'`]/g)].map((found) => `/assets/${found[1]}`) : [];
}

async function keep() {
  const cache = await caches.open(kept);
  const waiting = [page];
  const known = new Set(waiting);
  for (const path of waiting) {
    const answer = await fetch(path, { cache: 'no-cache' });
    if (!answer.ok) throw new Error(`${path} is not there`);
    const parts = partsOf(path, await answer.clone().text()).filter((part) => !known.has(part));
    parts.forEach((part) => known.add(part));
    waiting.push(...parts);
    await cache.put(path, answer);
  }
}

async function answer(event) {
  try {
    const found = (await event.preloadResponse) ?? (await fetch(event.request));
    away = false;
    return found;
  } catch {
    away = true;
    return (await caches.match(page)) ?? Response.error();
  }
}

self.addEventListener('install', (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(self.registration.navigationPreload?.enable()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.mode === 'navigate') event.respondWith(answer(event));
  else if (away) event.respondWith(fetch(request).catch(async () => (await caches.match(request)) ?? Response.error()));
});
