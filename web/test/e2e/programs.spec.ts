import type { Locator, Page } from '@playwright/test';
import { expect, fresh, signIn, test, type Account } from './support';

const panel = (page: Page): Locator => page.getByRole('region', { name: 'Programs of the company' });
const programOf = (page: Page, name: string): Locator => panel(page).getByRole('listitem').filter({ hasText: name }).first();

/** What a program is answered that has this key. */
async function asked(baseURL: string | undefined, key: string, path: string): Promise<number> {
  return (await fetch(`${baseURL ?? ''}/api/v1${path}`, { headers: { Authorization: `Bearer ${key}` } })).status;
}

/** Makes a program that may read customers, by the keyboard, and brings its key. */
async function make(page: Page, who: Account, name: string): Promise<string> {
  await page.goto('/guild?part=programs');
  await panel(page).getByRole('button', { name: 'New program' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New program' });
  await dialog.getByLabel('Current password').fill(who.password);
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByRole('checkbox', { name: 'See customers customers.read', exact: true }).press('Space');
  const rights = await dialog.locator('.checks .check').allInnerTexts();
  expect(rights.filter((right) => /^(\S+)\s+\1$/.test(right.trim())), 'have no words').toEqual([]);
  await page.keyboard.press('Enter');
  const made = page.getByRole('dialog', { name: 'Your new key' });
  const key = await made.locator('.secret').innerText();
  expect(key).toMatch(/^ghk_[\w-]{43}$/);
  await made.getByRole('button', { name: 'I have kept it' }).press('Enter');
  await expect(made).toBeHidden();
  return key;
}

test('a program works by its key until that is revoked', async ({ page, cast, baseURL }) => {
  await signIn(page, cast.grace);
  const name = fresh('Shop');
  const key = await make(page, cast.grace, name);
  expect(await asked(baseURL, key, '/customers')).toBe(200);
  expect(await asked(baseURL, key, '/products')).toBe(403);
  expect(await asked(baseURL, key, '/me')).toBe(403);

  await page.reload();
  const program = programOf(page, name);
  await expect(program.getByText('Last used')).toBeVisible();
  await expect(page.getByText(key)).toHaveCount(0);
  await program.getByRole('button', { name: `1 key ${name}` }).press('Enter');
  await program.getByRole('button', { name: `Revoke ${name}` }).press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).press('Enter');
  await expect(program.getByText('It has no key, so it cannot sign in.')).toBeVisible();
  expect(await asked(baseURL, key, '/customers')).toBe(401);
});

test('a program is renamed, and ends with its keys', async ({ page, cast, baseURL }) => {
  await signIn(page, cast.grace);
  const name = fresh('Script');
  const key = await make(page, cast.grace, name);
  await programOf(page, name).getByRole('button', { name: `Rename ${name}` }).press('Enter');
  const dialog = page.getByRole('dialog', { name: `Rename “${name}”` });
  await dialog.getByLabel('Name').fill(`${name} two`);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  const program = programOf(page, `${name} two`);
  await program.getByRole('button', { name: `End ${name} two` }).press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: 'End' }).press('Enter');
  await expect(page.getByText(`“${name} two” has ended.`)).toBeVisible();
  await expect(program).toBeHidden();
  expect(await asked(baseURL, key, '/customers')).toBe(401);
});

test('who administrates nothing meets no programs', async ({ page, cast }) => {
  await signIn(page, cast.ada, '/guild?part=programs');
  await expect(page.getByRole('link', { name: 'Programs' })).toHaveCount(0);
  await expect(panel(page)).toHaveCount(0);
});
