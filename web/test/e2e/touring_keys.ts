import type { Page } from '@playwright/test';
import { ask, expect, fresh, make, type Account } from './support';
import { button, seeOpen, settle, still, type Tour } from './touring';

/** Somebody new in grace's guild, so that nobody else's password is not enough any more. */
export async function newcomer({ page, cast: { grace } }: Pick<Tour, 'page' | 'cast'>): Promise<Account> {
  const spots = JSON.parse((await ask(page, 'GET', `/guilds/${grace.guild_id ?? ''}/spots`)).text) as { items: { id: string }[] };
  const account = { email: `${fresh('keys').replace(/\W/g, '')}@demo.example`, password: 'a bridge of reeds' };
  await make(page, `/spots/${spots.items[0]?.id ?? ''}/builders`, { ...account, name: 'Nina New' });
  return { ...grace, ...account, totp_secret: null, role: 'builder' };
}

/** While the browser has an authenticator that says yes to everything. */
export async function withAuthenticator(page: Page, act: () => Promise<void>) {
  const device = await page.context().newCDPSession(page);
  await device.send('WebAuthn.enable');
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } as const;
  await device.send('WebAuthn.addVirtualAuthenticator', { options });
  await act();
  await device.detach();
}

/** Gives the account a passkey; its recovery codes are shown. */
export async function enrol({ page, say }: Pick<Tour, 'page' | 'say'>, who: Account, name = '') {
  await page.goto('/account');
  await settle(page);
  await page.getByRole('button', { name: say('passkeys.add'), exact: true }).click();
  await page.locator('#passkey_name').fill(name);
  await page.locator('#current_password').fill(who.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: say('codes.title') })).toBeVisible();
}

/** What opens above one's account once there are a passkey and a program's key. */
export const seeKeys = (who: Account) => (tour: Tour) => {
  const { page, say, look } = tour;
  return withAuthenticator(page, async () => {
    await make(page, '/me/api-keys', { name: 'Nightly sync', permissions: ['customers.read'] });
    await page.goto('/account');
    await settle(page);
    await seeOpen(tour, 'KeyItem', () => page.getByRole('button', { name: `${say('keys.revoke')} Nightly sync` }).click());
    await enrol(tour, who);
    await still(page);
    await look('RecoveryCodes');
    await button(tour, 'codes.kept').click();
    const factors = page.getByRole('region', { name: say('factors.title') });
    await seeOpen(tour, 'NamePasskey', () => factors.getByRole('button', { name: say('action.rename') }).click());
  });
};
