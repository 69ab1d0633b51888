/* Feel 6 to 10: what one does in lists all day. */
import type { Page } from '@playwright/test';
import { ask, expect, fresh, make, signIn, test } from './support';

// Answers are held back here, which does not reach what goes through a service worker.
test.use({ serviceWorkers: 'block' });

async function read(page: Page, path: string): Promise<Record<string, unknown>> {
  return JSON.parse((await ask(page, 'GET', path)).text) as Record<string, unknown>;
}

/** Some customers of one word, and the list of them. */
async function some(page: Page, count: number, more: object = {}): Promise<{ word: string; ids: string[] }> {
  const word = fresh('Kontor').replace(/\W/g, '');
  const ids: string[] = [];
  for (let number = 1; number <= count; number += 1) ids.push((await make(page, '/customers', { name: `${word} ${String(number).padStart(2, '0')}`, ...more })).id);
  return { word, ids };
}

const cell = (page: Page, row: number, column: number) => page.locator(`[data-cell="${row}:${column}"]`);
const grid = (page: Page) => page.getByRole('grid');

async function openList(page: Page, word: string, count: number, more = '') {
  await page.goto(`/customers?search=${word}&sort=name${more}`);
  await expect(page.getByText(`${count} customers`, { exact: true })).toBeVisible();
  await expect(cell(page, 0, 0)).toContainText(`${word} 01`);
}

test('feel 6: an edit shows at once, is undone for a while, and goes back with a message if it is refused', async ({ page, cast }) => {
  await signIn(page, cast.grace);
  const { word, ids } = await some(page, 2);
  await openList(page, word, 2, '&columns=name,phone,website');
  await cell(page, 0, 1).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('+49 30 1234');
  let answered: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (answered = resolve));
  await page.route('**/api/v1/customers/*', async (route) => {
    if (route.request().method() === 'PATCH') await held;
    await route.continue();
  });
  await page.keyboard.press('Enter');
  await expect(cell(page, 0, 1)).toHaveText('+49 30 1234');
  await expect(page.getByText(`${word} 01 is saved`)).toBeHidden();
  answered();
  await expect(page.getByText(`${word} 01 is saved`)).toBeVisible();
  await page.waitForTimeout(6000);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(cell(page, 0, 1)).toHaveText('');
  await expect.poll(async () => (await read(page, `/customers/${ids[0] ?? ''}`))['phone']).toBeNull();

  await cell(page, 0, 2).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('not a website at all');
  await page.keyboard.press('Enter');
  await expect(page.getByText(new RegExp(`${word} 01 stays as it was`))).toBeVisible();
  await expect(cell(page, 0, 2)).toHaveText('');
  await expect(cell(page, 0, 2)).toBeFocused();
});

test('feel 6: what somebody else did meanwhile is shown, not overwritten', async ({ page, cast }) => {
  await signIn(page, cast.grace);
  const { word, ids } = await some(page, 1);
  await page.goto(`/customers?search=${word}`);
  await expect(cell(page, 0, 0)).toContainText(word);
  await page.evaluate(async (id) => {
    const me = (await (await fetch('/api/v1/me')).json()) as { csrf_token?: string };
    await fetch(`/api/v1/customers/${id}`, { method: 'PATCH', headers: { 'Content-Type': 'application/json', 'If-Match': '"1"', 'X-CSRF-Token': me.csrf_token ?? '' }, body: '{"phone":"0221-7"}' });
  }, ids[0] ?? '');
  await cell(page, 0, 1).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Status' }).last().selectOption('former');
  await expect(page.getByText(`Somebody else changed ${word} 01 meanwhile: Phone: 0221-7`)).toBeVisible();
  await expect(cell(page, 0, 1)).toHaveText('Active');
  await page.getByRole('button', { name: 'Change it all the same' }).click();
  await expect(cell(page, 0, 1)).toHaveText('Former');
  await expect.poll(async () => read(page, `/customers/${ids[0] ?? ''}`)).toMatchObject({ status: 'former', phone: '0221-7' });
});

test('feel 7: arrows move, Enter edits, Esc cancels, Tab saves and moves on, Space peeks; header and name stay', async ({ page, cast }) => {
  await signIn(page, cast.grace);
  const { word, ids } = await some(page, 3);
  await openList(page, word, 3, '&columns=name,phone,vat_number,website,country,city,group,owner,spot,kind,currency,created_at,updated_at');
  await cell(page, 0, 0).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(cell(page, 1, 1)).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.type('111');
  await page.keyboard.press('Escape');
  await expect(cell(page, 1, 1)).toBeFocused();
  await expect(cell(page, 1, 1)).toHaveText('');
  await page.keyboard.press('Enter');
  await page.keyboard.type('222');
  await page.keyboard.press('Tab');
  await expect(cell(page, 1, 2)).toBeFocused();
  await expect(cell(page, 1, 1)).toHaveText('222');
  await expect.poll(async () => (await read(page, `/customers/${ids[1] ?? ''}`))['phone']).toBe('222');

  await page.keyboard.press('Space');
  const peek = page.getByRole('complementary', { name: `${word} 02 at a glance` });
  await expect(peek).toContainText('222');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('complementary', { name: `${word} 03 at a glance` })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: /glance/ })).toHaveCount(0);

  const before = await cell(page, 0, 0).boundingBox();
  await page.keyboard.press('End');
  await expect.poll(() => page.locator('.grid-scroll').evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
  expect((await cell(page, 0, 0).boundingBox())?.x).toBe(before?.x);
  await expect(page.locator('[role=gridcell]:focus')).toBeInViewport();
});

test('feel 8: Shift picks a range, "select all" covers what is not loaded, and a bulk change says what failed', async ({ page, cast }) => {
  await signIn(page, cast.grace);
  const { word, ids } = await some(page, 6);
  await openList(page, word, 6);
  await cell(page, 0, 0).getByRole('checkbox').click();
  await cell(page, 3, 0).getByRole('checkbox').click({ modifiers: ['Shift'] });
  for (const row of [0, 1, 2, 3]) await expect(cell(page, row, 0).getByRole('checkbox')).toBeChecked();
  await expect(page.getByText('4 selected')).toBeVisible();
  await cell(page, 3, 1).focus();
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByText('5 selected')).toBeVisible();
  await page.keyboard.press('Control+a');
  await expect(page.getByText('6 selected')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText(/\d selected/)).toHaveCount(0);

  await cell(page, 0, 0).getByRole('checkbox').click();
  await page.getByRole('button', { name: 'Select all 6 matching' }).click();
  await expect(page.getByText('6 selected')).toBeVisible();
  await page.getByRole('combobox', { name: 'Status' }).last().selectOption('lead');
  await expect(page.getByText('6 records were changed')).toBeVisible();
  await expect(cell(page, 5, 1)).toHaveText('Lead');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('6 records are as they were')).toBeVisible();
  await expect(cell(page, 5, 1)).toHaveText('Active');

  await page.getByRole('button', { name: 'Clear the selection' }).click();
  await cell(page, 0, 0).getByRole('checkbox').click();
  await cell(page, 2, 0).getByRole('checkbox').click({ modifiers: ['Shift'] });
  expect((await ask(page, 'DELETE', `/customers/${ids[1] ?? ''}`)).status).toBe(204);
  await page.getByRole('combobox', { name: 'Status' }).last().selectOption('former');
  const failures = page.getByRole('dialog', { name: '1 record could not be changed' });
  await expect(failures).toContainText('It is not there, or no longer.');
  await failures.getByRole('button', { name: 'Close' }).last().click();
  await expect(cell(page, 0, 1)).toHaveText('Former');
});

test('feel 8: "select all" reaches rows that were never loaded', async ({ page, cast }) => {
  await signIn(page, cast.grace);
  const word = fresh('Viele').replace(/\W/g, '');
  await Promise.all(Array.from({ length: 230 }, (_, at) => make(page, '/customers', { name: `${word} ${at}` })));
  const pages: string[] = [];
  page.on('request', (request) => request.url().includes('/api/v1/customers?') && pages.push(request.url()));
  await page.goto(`/customers?search=${word}`);
  await cell(page, 0, 0).getByRole('checkbox').click();
  await page.getByRole('button', { name: 'Select all 230 matching' }).click();
  await expect(page.getByText('230 selected')).toBeVisible();
  await page.getByRole('combobox', { name: 'Status' }).last().selectOption('former');
  await expect(page.getByText('230 records were changed')).toBeVisible({ timeout: 20_000 });
  expect(await read(page, `/customers/count?search=${word}&status=former`)).toMatchObject({ count: 230 });
  expect(pages.every((url) => !url.includes('after='))).toBe(true);
});

test('feel 9: filter, sort and columns live in the address; Back restores scroll and selection', async ({ page, cast }) => {
  await signIn(page, cast.grace);
  const { word } = await some(page, 40, { status: 'lead' });
  await page.goto(`/customers?search=${word}`);
  await page.getByRole('group', { name: 'Filters' }).getByRole('combobox', { name: 'Status' }).selectOption('lead');
  await page.getByRole('columnheader', { name: 'Customer' }).getByRole('button').click();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'City' }).click();
  await page.getByRole('button', { name: 'Move Phone earlier' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Columns' })).toBeFocused();
  await expect(page.getByRole('columnheader')).toHaveText([/Customer/, 'Status', 'Phone', 'Country', 'Tags', 'Owner', /Added/]);
  const address = new URL(page.url());
  expect(Object.fromEntries(address.searchParams)).toEqual({ search: word, status: 'lead', sort: 'name', columns: 'name,status,phone,country,tags,owner,created_at' });
  await page.reload();
  await expect(page.getByRole('columnheader')).toHaveText([/Customer/, 'Status', 'Phone', 'Country', 'Tags', 'Owner', /Added/]);

  await cell(page, 0, 0).focus();
  for (let presses = 0; presses < 30; presses += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByText('2 selected')).toBeVisible();
  const left = cell(page, 31, 0);
  const top = await page.locator('.grid-scroll').evaluate((element) => element.scrollTop);
  expect(top).toBeGreaterThan(0);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: `${word} 32` })).toBeVisible();
  await page.goBack();
  await expect(left).toBeFocused();
  await expect(left).toBeInViewport();
  expect(await page.locator('.grid-scroll').evaluate((element) => element.scrollTop)).toBe(top);
  await expect(page.getByText('2 selected')).toBeVisible();
  await expect(page.locator('[role=row][aria-selected=true]')).toHaveCount(2);
});

test('feel 9: a saved view that was changed says "Save / Reset" and overwrites nothing silently', async ({ page, cast }) => {
  await signIn(page, cast.ada);
  const name = fresh('Leads');
  await page.goto('/customers?status=lead');
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('button', { name: 'Save as a new view…' }).click();
  await page.getByLabel('Name of the view').fill(name);
  await page.getByRole('switch', { name: 'Everybody in the guild sees it' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  const changed = page.getByRole('group', { name: 'This view was changed' });
  await expect(page.getByRole('button', { name })).toBeVisible();
  await expect(changed).toHaveCount(0);
  const saved = page.url();

  await page.getByRole('group', { name: 'Filters' }).getByRole('combobox', { name: 'Kind' }).selectOption('person');
  await expect(changed.getByRole('button', { name: 'Save' })).toBeVisible();
  await changed.getByRole('button', { name: 'Reset' }).click();
  await expect(changed).toHaveCount(0);
  expect(page.url()).toBe(saved);

  await page.getByRole('group', { name: 'Filters' }).getByRole('combobox', { name: 'Kind' }).selectOption('person');
  await page.goto('/customers');
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('dialog', { name: 'Views' }).getByRole('button', { name }).click();
  await expect(page).toHaveURL(saved);
  await page.getByRole('group', { name: 'Filters' }).getByRole('combobox', { name: 'Kind' }).selectOption('person');
  await changed.getByRole('button', { name: 'Save' }).click();
  await expect(changed).toHaveCount(0);

  await page.context().clearCookies();
  await signIn(page, cast.bob, '/customers');
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('dialog', { name: 'Views' }).getByRole('button', { name }).click();
  await expect(page).toHaveURL(/status=lead/);
  await expect(page).toHaveURL(/kind=person/);
  await page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: 'Remove the filter Kind' }).click();
  await expect(changed.getByRole('button', { name: 'Save as my own' })).toBeVisible();
});

test('feel 10: a board shows count and sum; a card moves by mouse, and by Space, arrows and Space with announcements', async ({ page, cast }) => {
  await signIn(page, cast.grace);
  const { word, ids } = await some(page, 2, { currency: 'EUR' });
  const tax = await make(page, '/tax-codes', { name: fresh('Tax'), category: 'S', rate: '20' });
  for (const [customer_id, unit_price] of [[ids[0], '100'], [ids[1], '50']]) await make(page, '/estimates', { customer_id, lines: [{ description: 'Desk', quantity: '1', unit_price, tax_code_id: tax.id }] }); // prettier-ignore
  await page.goto(`/estimates?as=board&search=${word}`);
  const column = (name: string) => page.getByRole('region', { name: new RegExp(`^${name}`) });
  await expect(column('Draft')).toContainText('€180.00');
  await expect(column('Draft').getByRole('heading')).toHaveText('Draft 2');

  await column('Draft').getByRole('listitem', { name: new RegExp(`${word} 01`) }).dragTo(column('Sent'));
  await expect(column('Sent').getByRole('heading')).toHaveText('Sent 1');
  await expect(column('Sent')).toContainText('€120.00');
  await expect(column('Draft')).toContainText('€60.00');

  const second = page.getByRole('listitem', { name: new RegExp(`${word} 02`) });
  await second.focus();
  await page.keyboard.press('Space');
  await expect(page.locator('[aria-live=assertive]')).toContainText('is picked up from Draft');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('[aria-live=assertive]')).toHaveText(`${word} 02, €60.00: over Sent`);
  await expect(second).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(column('Draft')).toContainText(`${word} 02`);
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expect(page.locator('[aria-live=assertive]')).toHaveText(`${word} 02, €60.00 is in Sent now`);
  await expect(column('Sent').getByRole('heading')).toHaveText('Sent 2');
  await expect(column('Sent')).toContainText('€180.00');
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(column('Draft').getByRole('heading')).toHaveText('Draft 1');
});

test('feel 10: the board of customers moves them too, and a finger chooses on the card', async ({ page, cast }) => {
  await signIn(page, cast.grace);
  const { word, ids } = await some(page, 1);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`/customers?as=board&search=${word}`);
  await page.getByRole('combobox', { name: `Move ${word} 01 to` }).selectOption('former');
  await expect.poll(async () => (await read(page, `/customers/${ids[0] ?? ''}`))['status']).toBe('former');
});

test('tags and a group are given on the page and found in the list', async ({ page, cast }) => {
  await signIn(page, cast.grace);
  const { word, ids } = await some(page, 2);
  const tag = fresh('Gold');
  const group = fresh('Branch');
  await page.goto(`/customers/${ids[0] ?? ''}`);
  await page.getByRole('button', { name: 'Tags and group' }).click();
  await page.getByLabel('New tag').fill(tag);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('checkbox', { name: tag })).toBeChecked();
  await page.getByLabel('New group').fill(group);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Group' })).toHaveValue(/.+/);
  await page.keyboard.press('Escape');
  await page.goto(`/customers?search=${word}`);
  await page.getByRole('group', { name: 'Filters' }).getByRole('combobox', { name: 'Tag' }).selectOption({ label: tag });
  await expect(page.getByText('1 customer', { exact: true })).toBeVisible();
  await expect(grid(page)).toContainText(tag);
  await page.getByRole('group', { name: 'Filters' }).getByRole('combobox', { name: 'Group' }).selectOption({ label: group });
  await expect(page.getByText('1 customer', { exact: true })).toBeVisible();
});

test('feel 8: contacts, products and drafts are changed many at once too', async ({ page, cast }) => {
  await signIn(page, cast.grace);
  const word = fresh('Posten').replace(/\W/g, '');
  const customer = await make(page, '/customers', { name: word });
  for (const number of [1, 2]) {
    await make(page, `/customers/${customer.id}/contacts`, { first_name: word, last_name: String(number), email: null });
    await make(page, '/products', { name: `${word} ${number}`, unit_price: '5' });
    await make(page, '/estimates', { customer_id: customer.id, lines: [] });
  }
  const bar = page.getByRole('region', { name: 'What to do with the selected rows' });
  const pickAll = async (list: string) => {
    await page.goto(`/${list}?search=${word}`);
    await cell(page, 0, 0).getByRole('checkbox').click();
    await bar.getByRole('button', { name: 'Select all 2 matching' }).click();
  };
  await pickAll('contacts');
  await bar.getByRole('combobox', { name: 'Opted out' }).selectOption('true');
  await expect(page.getByText('2 records were changed')).toBeVisible();
  expect(await read(page, `/contacts/count?search=${word}&opted_out=true`)).toMatchObject({ count: 2 });
  await pickAll('products');
  await bar.getByRole('combobox', { name: 'In use' }).selectOption('false');
  await expect(cell(page, 1, 0)).toBeVisible();
  await expect.poll(() => read(page, `/products/count?search=${word}&active=false`)).toMatchObject({ count: 2 });
  await pickAll('estimates');
  await bar.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing fits' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(page.getByText('2 records are as they were')).toBeVisible();
  await expect.poll(() => read(page, `/estimates/count?search=${word}`)).toMatchObject({ count: 2 });
});

test('feel 9: the end of a long list is there at once, without what lies between', async ({ page, cast }) => {
  await signIn(page, cast.hugo, '/customers?sort=name');
  const { count } = (await read(page, '/customers/count')) as { count: number };
  expect(count).toBeGreaterThanOrEqual(500);
  const last = ((await read(page, '/customers?sort=-name&limit=1'))['items'] as { name: string }[])[0]?.name ?? '';
  await expect(cell(page, 0, 0)).not.toHaveText('');
  const asked: string[] = [];
  page.on('request', (request) => request.url().includes('/api/v1/customers?') && asked.push(request.url()));
  await cell(page, 0, 0).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Home');
  await expect(cell(page, count - 1, 0)).toBeFocused();
  await expect(cell(page, count - 1, 0)).toContainText(last);
  expect(asked.every((url) => url.includes('sort=-name')), asked.join('\n')).toBe(true);
  await page.keyboard.press('Control+Home');
  await expect(cell(page, 0, 0)).toBeFocused();
});

test('feel 6: where an estimate stands is changed in its cell, to what may follow, and undone', async ({ page, cast }) => {
  await signIn(page, cast.grace);
  const { word, ids } = await some(page, 1);
  const estimate = await make(page, '/estimates', { customer_id: ids[0], lines: [] });
  await page.goto(`/estimates?search=${word}&columns=customer,state`);
  await cell(page, 0, 1).focus();
  await page.keyboard.press('Enter');
  const state = cell(page, 0, 1).getByRole('combobox');
  await expect(state.getByRole('option')).toHaveText(['Draft', 'Sent', 'Cancelled']);
  await state.selectOption('sent');
  await expect(cell(page, 0, 1)).toHaveText('Sent');
  await expect.poll(async () => (await read(page, `/estimates/${estimate.id}`))['state']).toBe('sent');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(cell(page, 0, 1)).toHaveText('Draft');
  await expect.poll(async () => (await read(page, `/estimates/${estimate.id}`))['state']).toBe('draft');
});

test('feel 12: an empty list offers one action, and samples that come and go', async ({ page, cast }) => {
  await signIn(page, cast.olga);
  const { acting } = (await read(page, '/me')) as { acting: { access_owner_id?: string } };
  const owner = acting.access_owner_id ?? ((await read(page, '/access-owners'))['items'] as { id: string }[])[0]?.id ?? '';
  const guild = await make(page, `/access-owners/${owner}/guilds`, { name: fresh('Empty') });
  const email = `${fresh('nele').replace(/\W/g, '')}@empty.example`;
  const password = 'correct horse battery staple';
  await make(page, `/guilds/${guild.id}/administrators`, { email, name: 'Nele Neu', password });
  await page.context().clearCookies();
  await signIn(page, { ...cast.olga, email, password }, '/customers');
  const note = page.locator('.page-note');
  await expect(note.getByRole('heading')).toHaveText('No customers yet');
  await expect(note.getByRole('button')).toHaveText(['New customer', 'Fill in some samples']);
  await note.getByRole('button', { name: 'Fill in some samples' }).click();
  await expect(page.getByText('12 customers', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(grid(page)).toContainText('Cerámica La Alondra');
  await page.reload();
  await page.getByRole('button', { name: 'Remove the samples' }).click();
  await expect(page.getByText('The samples are gone')).toBeVisible({ timeout: 30_000 });
  await expect(note.getByRole('heading')).toHaveText('No customers yet');
  await page.goto('/products');
  await note.getByRole('button', { name: 'Fill in some samples' }).click();
  await expect(grid(page)).toContainText('€890.00', { timeout: 30_000 });
  await page.getByRole('button', { name: 'Remove the samples' }).click();
  await expect(note.getByRole('heading')).toHaveText('No products yet', { timeout: 30_000 });
});
