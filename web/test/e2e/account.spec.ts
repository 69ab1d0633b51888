import type { Page } from '@playwright/test';
import { ask, expect, fresh, signIn, test, type Account } from './support';

/** A builder of this test alone, made by its guild's administrator. */
async function newcomer(page: Page, grace: Account): Promise<Account> {
  await signIn(page, grace);
  const spots = JSON.parse((await ask(page, 'GET', `/guilds/${grace.guild_id ?? ''}/spots`)).text) as { items: { id: string }[] };
  const email = `${fresh('newcomer').replace(' ', '-')}@demo.example`;
  const made = await ask(page, 'POST', `/spots/${spots.items[0]?.id ?? ''}/builders`, { email, name: 'Nina New', password: 'a bridge of reeds', can_create_customers: true });
  expect(made.status, made.text).toBe(201);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  return { ...grace, email, password: 'a bridge of reeds', totp_secret: null, role: 'builder' };
}

/* One grey point: a whole PNG. */
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

test('one changes what others know of one, and how one sees things', async ({ page, cast }) => {
  await signIn(page, await newcomer(page, cast.grace), '/account');
  await page.getByLabel('Name', { exact: true }).fill('Nina Newer');
  await page.getByLabel(/^Phone/).fill('+44 20 7946 0000');
  await page.getByRole('region', { name: 'About me' }).getByLabel('Theme').selectOption('dark');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByText('Nina Newer')).toBeVisible();

  await page.getByLabel('Choose a picture').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: Buffer.from('<svg/>') });
  await expect(page.getByText('must be a PNG, JPEG or WebP picture')).toBeVisible();
  await page.getByLabel('Choose a picture').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: picture });
  const shown = page.getByRole('img', { name: 'Picture of Nina Newer' });
  await expect(shown).toBeVisible();
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
  await page.getByRole('button', { name: 'Remove the picture' }).click();
  await expect(shown).toHaveCount(0);
});

test('another password needs the old one, and ends every other session', async ({ page, cast, browser, baseURL }) => {
  const nina = await newcomer(page, cast.grace);
  const elsewhere = await browser.newContext({ baseURL });
  const other = await elsewhere.newPage();
  await signIn(other, nina);
  await signIn(page, nina, '/account');
  await expect(page.getByRole('region', { name: 'Signed in' }).getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: 'Change the password' }).click();
  await page.getByLabel('Current password').fill('not this one at all');
  await page.getByLabel('New password').fill('another bridge of reeds');
  await page.keyboard.press('Enter');
  await expect(page.getByText('E-mail address, password or code is not right.')).toBeVisible();
  await page.getByLabel('Current password').fill(nina.password);
  await page.keyboard.press('Enter');
  await expect(page.getByText('The password is changed')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Signed in' }).getByRole('listitem')).toHaveCount(1);
  await other.reload();
  await expect(other).toHaveURL(/\/sign-in/);
  await elsewhere.close();
});

test('a session says from which country it is, in the words of the page', async ({ page, cast, browser, baseURL }) => {
  const nina = await newcomer(page, cast.grace);
  const abroad = await browser.newContext({ baseURL, extraHTTPHeaders: { 'X-Forwarded-For': '1.0.16.1' } });
  await signIn(await abroad.newPage(), nina);
  await signIn(page, nina, '/account');
  const sessions = page.getByRole('region', { name: 'Signed in' }).getByRole('listitem');
  await expect(sessions).toHaveCount(2);
  await expect(sessions.filter({ hasText: '1.0.16.1' })).toContainText('Japan');
  await expect(sessions.filter({ hasText: '127.0.0.1' })).not.toContainText('Japan');
  const about = page.getByRole('region', { name: 'About me' });
  await about.getByLabel('Language').selectOption('fr');
  await about.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Japon', { exact: true })).toBeVisible();
  await abroad.close();
});

test('one takes all that is kept of one along, and leaves', async ({ page, cast }) => {
  const nina = await newcomer(page, cast.grace);
  await signIn(page, nina, '/account');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export my data' }).click();
  expect((await download).suggestedFilename()).toBe('account.json');
  const all = await ask(page, 'GET', '/me/export.json');
  expect(JSON.parse(all.text)).toMatchObject({ account: { email: nina.email } });
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await page.getByLabel('Current password').fill(nina.password);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete my account' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.locator('#email').fill(nina.email);
  await page.locator('#password').fill(nina.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('E-mail or password is not right.');
});

test('the audit says what changed, field by field, and leads there', async ({ page, cast }) => {
  const name = fresh('Audited');
  await signIn(page, cast.grace);
  const made = await ask(page, 'POST', '/customers', { name });
  const { id } = JSON.parse(made.text) as { id: string };
  await page.goto(`/audit?object=customers/${id}`);
  await expect(page.getByRole('gridcell', { name: 'Customer: created' })).toBeVisible();
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.getByRole('gridcell', { name: 'Customer: created' }).click();
  const dialog = page.getByRole('dialog', { name: 'Customer: created' });
  await expect(dialog.getByRole('row').filter({ hasText: 'Name' }).getByText(name)).toBeVisible();
  await expect(dialog.getByText(/^[0-9a-f]{64}$/)).toBeHidden();
  await dialog.getByText('What proves it').click();
  await expect(dialog.getByText(/^[0-9a-f]{64}$/)).toBeVisible();
  await dialog.getByRole('link', { name: 'Customer' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.goto('/audit');
  await page.getByLabel('Action', { exact: true }).selectOption({ label: 'Customer: created' });
  await expect(page).toHaveURL(/action=customers\.created/);
  await page.getByLabel('To', { exact: true }).fill('2020-01-01');
  await expect(page.getByRole('heading', { name: 'Nothing fits' })).toBeVisible();
});
