import type { Page } from '@playwright/test';
import { ask, expect, fresh, signIn, test } from './support';

/** Makes a guild of the agency by its console and stays on its page. */
async function makeGuild(page: Page): Promise<string> {
  const name = fresh('Tinsmiths');
  await page.goto('/guilds');
  await page.getByRole('button', { name: 'New guild' }).click();
  await page.getByLabel('Company', { exact: true }).fill(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  return name;
}

async function addSpot(page: Page, name: string, below?: string) {
  await page.getByRole('button', { name: below ? `Add a spot below: ${below}` : 'Add spot' }).click();
  await page.getByLabel('Name of the spot').fill(name);
  await page.keyboard.press('Enter');
  await expect(page.getByText(name, { exact: true })).toBeVisible();
}

async function addPerson(page: Page, kind: string, name: string, spot?: string): Promise<string> {
  const email = `${fresh('p').replace(' ', '-')}@tinsmiths.example`;
  await page.getByRole('button', { name: 'Add somebody' }).click();
  await page.getByLabel('Role').selectOption({ label: kind });
  if (spot) await page.getByRole('dialog').getByLabel('Spot', { exact: true }).selectOption(spot);
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('First password').fill('a bridge of reeds');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('gridcell', { name, exact: true })).toBeVisible();
  return email;
}

test('an agency makes a guild with spots and people, moves them, and shuts somebody out', async ({ page, cast }) => {
  await signIn(page, cast.olga);
  await makeGuild(page);
  await page.getByRole('link', { name: 'Spots' }).click();
  await addSpot(page, 'Yard');
  await addSpot(page, 'Corner', 'Yard');
  await addSpot(page, 'Shop');
  await page.getByRole('button', { name: 'Move: Corner' }).click();
  await page.getByLabel('Lies below').selectOption({ label: 'Shop' });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Corner is moved')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Shop' }).getByText('Corner')).toBeVisible();

  await page.getByRole('link', { name: 'People', exact: true }).click();
  await addPerson(page, 'administrator', 'Gerda Guild');
  const email = await addPerson(page, 'member', 'Berta Builder');
  await page.getByRole('gridcell', { name: 'Berta Builder' }).click();
  await page.getByRole('switch', { name: 'May create customers' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Berta Builder is saved')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: email }).getByText('yes')).toBeVisible();
  await page.getByRole('gridcell', { name: 'Berta Builder' }).click();
  await page.getByRole('button', { name: 'Shut out' }).click();
  await expect(page.getByText('Berta Builder is shut out')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: email }).getByText('Suspended')).toBeVisible();
});

test('a guild ends what its agency reads, and allows it again', async ({ page, cast, browser, baseURL }) => {
  await signIn(page, cast.olga);
  const name = await makeGuild(page);
  const id = page.url().split('/').pop() ?? '';
  const email = await addPerson(page, 'administrator', 'Gerda Guild');
  const elsewhere = await browser.newContext({ baseURL });
  const theirs = await elsewhere.newPage();
  await signIn(theirs, { ...cast.grace, email, password: 'a bridge of reeds', totp_secret: null }, '/guild?part=access');
  await expect(theirs.getByRole('heading', { level: 1, name })).toBeVisible();
  await theirs.getByRole('button', { name: 'End it' }).click();
  await expect(theirs.getByText(/cannot read any record of this guild/)).toBeVisible();
  await page.goto('/guilds');
  await expect(page.getByRole('row').filter({ hasText: name }).getByRole('gridcell', { name: '–' }).first()).toBeVisible();
  const grant = await ask(page, 'GET', `/guilds/${id}/standing-grant`);
  expect(JSON.parse(grant.text)).toMatchObject({ running: false });
  await theirs.getByRole('button', { name: 'Allow again' }).click();
  await expect(theirs.getByText(/may read all records of this guild/)).toBeVisible();
  await elsewhere.close();
});

test('a guild goes to another agency once both agree', async ({ page, cast, browser, baseURL }) => {
  const elsewhere = await browser.newContext({ baseURL });
  const theirs = await elsewhere.newPage();
  await signIn(theirs, cast.otto, '/agency');
  const number = (await theirs.locator('code').textContent()) ?? '';
  await signIn(page, cast.olga);
  const name = await makeGuild(page);
  await page.getByRole('link', { name: 'Access' }).click();
  await page.getByRole('button', { name: 'Hand over…' }).click();
  await page.getByLabel('Number of the agency').fill('01920000-0000-7000-8000-000000000000');
  await page.keyboard.press('Enter');
  await expect(page.locator('#access_owner_id')).toBeFocused();
  await expect(page.getByText('is no access owner that you can hand a guild over to')).toBeVisible();
  await page.getByLabel('Number of the agency').fill(number);
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Nothing changes before they take it/)).toBeVisible();

  await theirs.goto('/guilds');
  await theirs.getByRole('listitem').filter({ hasText: name }).getByRole('button', { name: 'Take it over' }).click();
  await expect(theirs.getByRole('gridcell', { name })).toBeVisible();
  await page.goto('/guilds');
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await expect(page.getByRole('gridcell', { name })).toHaveCount(0);
  await elsewhere.close();
});

test('an admin sees how guilds are doing and nothing of what is in them', async ({ page, cast }) => {
  await signIn(page, cast.root);
  await expect(page).toHaveURL(/\/guilds$/);
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'Customers' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Customers' })).toHaveCount(0);
  const health = JSON.parse((await ask(page, 'GET', '/portfolio')).text) as { items: { customers: unknown; estimates: unknown }[] };
  expect(health.items.length).toBeGreaterThan(1);
  for (const { customers, estimates } of health.items) expect([customers ?? null, estimates ?? null]).toEqual([null, null]);
  await page.getByRole('link', { name: 'Agencies' }).click();
  await page.locator('[data-cell="0:0"]').click();
  await expect(page.getByRole('heading', { name: 'Team' })).toBeVisible();
  await page.getByRole('link', { name: 'Moderators' }).click();
  await expect(page.getByRole('button', { name: 'Add a moderator' })).toBeVisible();
});

test('a word of ours is explained on focus', async ({ page, cast }) => {
  await signIn(page, cast.grace, '/guild?part=spots');
  const mark = page.getByRole('button', { name: 'What is this: Spot?' });
  await mark.focus();
  await expect(page.getByRole('tooltip').filter({ hasText: 'department, branch or team' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tooltip').filter({ hasText: 'department, branch or team' })).toBeHidden();
});
