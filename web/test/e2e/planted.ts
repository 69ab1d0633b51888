import { readFileSync } from 'node:fs';
import { payloads } from './payloads';
import { ask, expect, signIn } from './support';
import { settle, type Tour } from './touring';
import { enrol, newcomer, withAuthenticator } from './touring_keys';

/** Where planting.spec.ts says which records it made last. */
export const plantedFile = 'test-results/planted.json';

/** These want an authenticator: seePasskeys plants them. */
export const passkeys = new Set(['POST /me/passkeys', 'PUT /me/passkeys/{passkey_id}/name']);

/** The lists and the last records of what was planted. */
export async function seePlanted({ page, cast, look }: Tour) {
  const planted = JSON.parse(readFileSync(plantedFile, 'utf8')) as { customers: string[]; estimates: string[]; reports: string[] };
  expect(planted.customers.length * planted.estimates.length * planted.reports.length).toBeGreaterThan(0);
  await signIn(page, cast.grace);
  for (const path of [
    '/', '/customers?sort=-created_at', '/contacts', '/products', '/activities', '/estimates', '/guild', '/guild?part=spots', '/guild?part=programs', '/imports', '/audit', '/trash?kind=customers',
    ...planted.customers.map((id) => `/customers/${id}`),
    ...planted.estimates.map((id) => `/estimates/${id}`),
  ]) { // prettier-ignore
    await page.goto(path);
    await settle(page);
    await page.mouse.wheel(0, 2_000);
    await look(path);
  }
  for (const path of ['/security', ...planted.reports]) {
    await page.goto('/security/report'); // another link alone would load no page
    await page.goto(path);
    await expect(page.locator(path === '/security' ? 'h1' : '.entrance [data-part]:visible').first()).toBeVisible();
    await look(path);
  }
  await seeDeskCases({ page, cast, look });
}

/** What was reported, as the desk sees it. */
async function seeDeskCases({ page, cast, look }: Pick<Tour, 'page' | 'cast' | 'look'>) {
  await page.context().clearCookies();
  await signIn(page, cast.root);
  const cases = (JSON.parse((await ask(page, 'GET', '/desk-cases')).text) as { items: { id: string }[] }).items;
  expect(cases.length).toBeGreaterThan(8);
  for (const path of ['/desk', ...cases.slice(0, 12).map(({ id }) => `/desk/${id}`)]) {
    await page.goto(path);
    await settle(page);
    await look(path);
  }
}

/** A passkey's name, which only somebody can give who has an authenticator: at its making, and at each change. */
export async function seePasskeys({ page, cast, say, look }: Tour) {
  await signIn(page, cast.grace);
  const nina = await newcomer({ page, cast });
  await page.context().clearCookies();
  await signIn(page, nina);
  const first = payloads[0] ?? '';
  await withAuthenticator(page, () => enrol({ page, say }, nina, first));
  const [made] = (JSON.parse((await ask(page, 'GET', '/me/second-factors')).text) as { passkeys: { id: string; name: string }[] }).passkeys;
  expect(made?.name).toBe(first);
  let took = 0;
  for (const name of payloads.map((payload) => payload.slice(0, 100))) {
    const answer = await ask(page, 'PUT', `/me/passkeys/${made?.id ?? ''}/name`, { name });
    if (answer.status >= 300) continue;
    took += 1;
    await page.goto('/account');
    await settle(page);
    await look('a passkey by its name');
  }
  expect(took).toBeGreaterThan(45);
}
