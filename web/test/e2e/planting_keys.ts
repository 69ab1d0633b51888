import type { Page } from '@playwright/test';
import { payloads } from './payloads';
import type { Planted } from './planting';
import { ask, expect, signIn, type Cast } from './support';
import { settle, type Look, type Say } from './touring';
import { enrol, newcomer, withAuthenticator } from './touring_keys';

/** A passkey's name, which only somebody can give who has an authenticator: at its making, and at each change. */
export async function plantPasskey(page: Page, cast: Cast, say: Say, planted: Planted, look: Look) {
  await page.context().clearCookies();
  await signIn(page, cast.grace);
  const nina = await newcomer({ page, cast });
  await page.context().clearCookies();
  await signIn(page, nina);
  const first = payloads[0] ?? '';
  await withAuthenticator(page, () => enrol({ page, say }, nina, first));
  const [made] = (JSON.parse((await ask(page, 'GET', '/me/second-factors')).text) as { passkeys: { id: string; name: string }[] }).passkeys;
  expect(made?.name).toBe(first);
  planted.fields.set('POST /me/passkeys', { took: new Set(['name']), refused: new Set() });
  for (const name of payloads.map((payload) => payload.slice(0, 100))) {
    const answer = await ask(page, 'PUT', `/me/passkeys/${made?.id ?? ''}/name`, { name });
    if (answer.status >= 300) continue;
    planted.fields.set('PUT /me/passkeys/{passkey_id}/name', { took: new Set(['name']), refused: new Set() });
    planted.records += 1;
    await page.goto('/account');
    await settle(page);
    await look('a passkey by its name');
  }
}
