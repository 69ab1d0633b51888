import type { CDPSession, Locator, Page } from '@playwright/test';
import { ask, expect, fresh, signIn, test, totp, type Account } from './support';

/** A builder of this test alone, made by its guild's administrator. */
async function newcomer(page: Page, grace: Account): Promise<Account> {
  await signIn(page, grace);
  const spots = JSON.parse((await ask(page, 'GET', `/guilds/${grace.guild_id ?? ''}/spots`)).text) as { items: { id: string }[] };
  const email = `${fresh('factors').replace(' ', '-')}@demo.example`;
  const made = await ask(page, 'POST', `/spots/${spots.items[0]?.id ?? ''}/builders`, { email, name: 'Nina New', password: 'a bridge of reeds' });
  expect(made.status, made.text).toBe(201);
  await page.context().clearCookies();
  return { ...grace, email, password: 'a bridge of reeds', totp_secret: null, role: 'builder' };
}

/** A device with a fingerprint reader, which says yes by itself. */
async function authenticator(page: Page): Promise<{ cdp: CDPSession; id: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } as const;
  const { authenticatorId: id } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options });
  return { cdp, id };
}

const panel = (page: Page): Locator => page.getByRole('region', { name: 'Second step' });
const app = (page: Page) => expect(page.locator('main#page')).toBeVisible({ timeout: 15_000 });

async function typePassword(page: Page, who: Account) {
  await page.context().clearCookies();
  await page.goto('/sign-in').catch(() => page.goto('/sign-in'));
  await page.locator('#email').fill(who.email);
  await page.locator('#password').fill(who.password);
  await expect(page.locator('#submit')).toBeEnabled();
  await page.keyboard.press('Enter');
}

/** The codes that are shown, which are put away. */
async function takeCodes(page: Page): Promise<string[]> {
  const codes = page.getByRole('dialog', { name: 'Recovery codes' });
  await expect(codes.getByRole('listitem')).toHaveCount(10);
  const texts = await codes.getByRole('listitem').allInnerTexts();
  await codes.getByRole('button', { name: 'I have kept them' }).click();
  await expect(codes).toBeHidden();
  return texts;
}

test('an authenticator app is set up, signs in, is lost, and a recovery code brings one back', async ({ page, cast }) => {
  const nina = await newcomer(page, cast.grace);
  await signIn(page, nina, '/account');
  await expect(panel(page).getByText('Off', { exact: true })).toBeVisible();
  await panel(page).getByRole('button', { name: 'Set up Authenticator app' }).click();
  const dialog = page.getByRole('dialog', { name: 'Set up an authenticator app' });
  await dialog.getByLabel('Current password').fill(nina.password);
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible();
  const secret = (await dialog.locator('.secret').innerText()).replaceAll(' ', '');
  await dialog.getByLabel('Six digits').fill('000000');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('is not the code that the app shows now')).toBeVisible();
  await dialog.getByLabel('Six digits').fill(totp(secret));
  await page.keyboard.press('Enter');
  const codes = await takeCodes(page);
  await expect(panel(page).getByText('10 left')).toBeVisible();

  await typePassword(page, nina);
  await expect(page.locator('#code')).toBeFocused();
  await page.locator('#code').fill(totp(secret, Date.now() + 30_000));
  await page.keyboard.press('Enter');
  await app(page);

  await typePassword(page, nina);
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill((codes[0] ?? '').toLowerCase());
  await page.keyboard.press('Enter');
  await app(page);
  await page.goto('/account');
  await expect(panel(page).getByText('9 left')).toBeVisible();
  await panel(page).getByRole('button', { name: 'Remove Authenticator app' }).click();
  await page.getByLabel('Current password').fill(nina.password);
  await page.getByLabel('Code of the authenticator app').fill(codes[1] ?? '');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(panel(page).getByText('Off', { exact: true })).toBeVisible();
});

test('a passkey is the second step, signs in alone, and is lost', async ({ page, cast }) => {
  const nina = await newcomer(page, cast.grace);
  const device = await authenticator(page);
  await signIn(page, nina, '/account');
  await panel(page).getByRole('button', { name: 'Add a passkey' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a passkey' });
  await dialog.getByLabel('Current password').fill(nina.password);
  await dialog.getByLabel(/^Name/).fill('My laptop');
  await page.keyboard.press('Enter');
  const codes = await takeCodes(page);
  await expect(panel(page).getByText('My laptop', { exact: true }).first()).toBeVisible();
  expect((await device.cdp.send('WebAuthn.getCredentials', { authenticatorId: device.id })).credentials).toHaveLength(1);

  await typePassword(page, nina);
  await expect(page.locator('#code')).toBeFocused();
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await app(page);

  await page.context().clearCookies();
  await page.goto('/sign-in').catch(() => page.goto('/sign-in'));
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await app(page);
  await page.goto('/account');
  await expect(panel(page).getByText('Last used')).toBeVisible();

  // Somebody else's finger.
  await device.cdp.send('WebAuthn.setUserVerified', { authenticatorId: device.id, isUserVerified: false });
  await typePassword(page, nina);
  await expect(page.locator('#code')).toBeFocused();
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(page.getByText('No passkey was used.')).toBeVisible();

  // The device is lost.
  await device.cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: device.id });
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(codes[4] ?? '');
  await page.keyboard.press('Enter');
  await app(page);
  await page.goto('/account');
  await panel(page).getByRole('button', { name: 'Remove My laptop' }).click();
  await page.getByLabel('Current password').fill(nina.password);
  await page.getByLabel('Code of the authenticator app').fill(codes[5] ?? '');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(panel(page).getByText('Off', { exact: true })).toBeVisible();
});

test('who has lost phone and codes is helped by the administrator', async ({ page, cast }) => {
  const nina = await newcomer(page, cast.grace);
  await authenticator(page);
  await signIn(page, nina, '/account');
  await panel(page).getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByLabel('Current password').fill(nina.password);
  await page.keyboard.press('Enter');
  await takeCodes(page);
  await page.context().clearCookies();
  await signIn(page, cast.grace, '/guild');
  await page.getByText(nina.email).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove the second step' }).click();
  await expect(page.getByText('signs in by the password alone now')).toBeVisible();
  await page.context().clearCookies();
  await signIn(page, nina);
});

test('a session that is ended elsewhere is out at the next click', async ({ page, cast, browser, baseURL }) => {
  const nina = await newcomer(page, cast.grace);
  const elsewhere = await browser.newContext({ baseURL });
  const other = await elsewhere.newPage();
  await signIn(other, nina);
  await signIn(page, nina, '/account');
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expect(page.getByText('You are signed out everywhere else')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Signed in' }).getByRole('listitem')).toHaveCount(1);
  await other.locator('a.place').nth(1).click();
  await expect(other).toHaveURL(/\/sign-in/);
  await elsewhere.close();
});

test('a program gets a key, and loses it', async ({ page, cast, request }) => {
  const nina = await newcomer(page, cast.grace);
  await signIn(page, nina, '/account');
  const keys = page.getByRole('region', { name: 'API keys' });
  await keys.getByRole('button', { name: 'New API key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Current password').fill(nina.password);
  await dialog.getByLabel('Name').fill('Nightly sync');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('is required')).toBeVisible();
  await dialog.getByLabel('See customers').check();
  await dialog.getByRole('button', { name: 'Make the key' }).click();
  const made = page.getByRole('dialog', { name: 'Your new key' });
  const key = await made.locator('.secret').innerText();
  const headers = { Authorization: `Bearer ${key}` };
  expect((await request.get('/api/v1/customers', { headers })).status()).toBe(200);
  expect((await request.get('/api/v1/me', { headers })).status()).toBe(403);
  await made.getByRole('button', { name: 'I have kept it' }).click();
  await keys.getByRole('button', { name: 'Revoke Nightly sync' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(keys.getByText('No program has a key.')).toBeVisible();
  expect((await request.get('/api/v1/customers', { headers })).status()).toBe(401);
});
