import type { Page } from '@playwright/test';
import { expect, signIn, type Cast } from './support';

/** What a view is called, so that a failure says where it is. */
export type Look = (where: string) => Promise<void>;
/** The text of a key in the language of the run. */
export type Say = (key: string) => string;

async function settle(page: Page) {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await page.waitForTimeout(200);
}

async function see(page: Page, path: string, look: Look) {
  await page.goto(path);
  await settle(page);
  await look(path);
}

/** The pages before the app. */
export async function seeEntrance(page: Page, look: Look) {
  await page.goto('/sign-in');
  await expect(page.locator('#submit')).toBeEnabled();
  await look('sign-in');
  await page.locator('#submit').click();
  await expect(page.locator('#problem')).toBeVisible();
  await look('sign-in, refused');
  await page.goto('/setup#no-such-link');
  await page.locator('#founding button[type=submit]').click();
  await expect(page.locator('#name')).toBeFocused();
  await look('first run, refused');
}

/** Every page that the navigation offers to the one who is signed in. */
async function seeNavigation(page: Page, look: Look) {
  const places = await page.locator('a.place').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  expect(places.length).toBeGreaterThan(1);
  for (const path of places) await see(page, path, look);
}

async function seeDialog(page: Page, where: string, look: Look) {
  await expect(page.getByRole('dialog').or(page.getByRole('alertdialog')).first()).toBeVisible();
  await page.waitForTimeout(250);
  await look(where);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** A list with its menus, a row at a glance, rows picked, and the board. */
async function seeList(page: Page, say: Say, look: Look) {
  await page.goto('/customers');
  await settle(page);
  const wide = (page.viewportSize()?.width ?? 0) >= 760;
  for (const key of wide ? ['views.title', 'list.columns'] : ['views.title']) {
    await page.getByRole('button', { name: say(key), exact: true }).click();
    await look(`the menu ${key}`);
    await page.keyboard.press('Escape');
  }
  await page.locator('[data-cell="0:0"]').focus();
  await page.keyboard.press('Space');
  await expect(page.locator('.peek')).toBeVisible();
  await look('a row at a glance');
  await page.keyboard.press('Escape');
  await page.locator('[data-cell="0:0"]').focus();
  await page.keyboard.press('Control+a');
  await expect(page.getByRole('region', { name: say('bulk.label') })).toBeVisible();
  await look('rows picked');
  for (const path of ['/customers?as=board', '/estimates?as=board']) await see(page, path, look);
}

/** An import whose second row cannot be read. */
async function seeImport(page: Page, look: Look) {
  await page.goto('/imports');
  await settle(page);
  await page.locator('input[type=file]').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('Company name,First name,Last name,Email\nOdin,Bo,Ek,bo@odin.example\nThor,Al,Ek,nobody\n') });
  await expect(page.locator('.notice.gold li')).toBeVisible();
  await look('an import');
}

/** A guild from within: its records, and what opens above them. */
export async function seeGuild(page: Page, cast: Cast, say: Say, look: Look) {
  await signIn(page, cast.grace);
  await seeNavigation(page, look);
  for (const path of ['/estimates/new', '/guild?part=spots', '/guild?part=settings', '/guild?part=access', '/account', '/nowhere']) await see(page, path, look);
  await seeList(page, say, look);
  await seeImport(page, look);
  await page.goto('/customers');
  await page.locator('[data-cell="0:0"]').click();
  await settle(page);
  await look('a customer');
  await page.getByRole('button', { name: say('merge.open_any') }).click();
  await seeDialog(page, 'a customer, merged', look);
  for (const [path, key] of [['/guild', 'people.add'], ['/account', 'account.password_change']] as const) {
    await page.goto(path);
    await page.getByRole('button', { name: say(key), exact: true }).click();
    await seeDialog(page, key, look);
  }
  for (const path of ['/guild', '/audit']) {
    await page.goto(path);
    await page.locator('[data-cell="0:0"]').click();
    await seeDialog(page, `a row of ${path}`, look);
  }
}

/** What lies above the pages: quick customer with its questions, the palette, the keys, the menu. */
export async function seeLayers(page: Page, cast: Cast, say: Say, look: Look) {
  await signIn(page, cast.ada);
  await settle(page);
  await page.locator('body').press('c');
  await expect(page.locator('#company_name')).toBeFocused();
  await page.getByRole('switch').last().click();
  await page.getByRole('button', { name: say('quick.create'), exact: true }).click();
  await expect(page.locator('[aria-invalid=true]').first()).toBeFocused();
  await look('quick customer, refused');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await page.waitForTimeout(250);
  await look('the question');
  await page.getByRole('button', { name: say('discard.discard') }).click();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('option').first()).toBeVisible();
  await seeDialog(page, 'palette', look);
  await page.locator('body').press('?');
  await seeDialog(page, 'the keys', look);
  if ((page.viewportSize()?.width ?? 0) < 760) {
    await page.getByRole('button', { name: say('shell.menu') }).click();
    await seeDialog(page, 'menu', look);
  }
}

/** What those above the guilds see. */
export async function seeFromAbove(page: Page, cast: Cast, look: Look) {
  for (const who of [cast.root, cast.olga]) {
    await page.context().clearCookies();
    await signIn(page, who);
    await settle(page);
    await seeNavigation(page, look);
  }
}
