import type { Page } from '@playwright/test';
import { ask, expect, fresh, signIn, test } from './support';

interface Made {
  id: string;
  version: number;
}

async function made(page: Page, path: string, body: object): Promise<Made> {
  const answer = await ask(page, 'POST', path, body);
  expect(answer.status, answer.text).toBe(201);
  return JSON.parse(answer.text) as Made;
}

async function openNew(page: Page, name: string, more: object = {}): Promise<Made> {
  const customer = await made(page, '/customers', { name, ...more });
  await page.goto(`/customers/${customer.id}`);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  return customer;
}

const fact = (page: Page, label: string) => page.getByRole('button', { name: new RegExp(`^Edit ${label}:`) });
const timeline = (page: Page) => page.getByRole('region', { name: 'Timeline' });

test('a fact is changed where it stands, shows at once, and goes back', async ({ page, cast }) => {
  await signIn(page, cast.ada);
  await openNew(page, fresh('In place'), { phone: '030 1' });
  await fact(page, 'Phone').click();
  await page.getByLabel('Phone').fill('030 222');
  await page.getByLabel('Phone').press('Enter');
  await expect(fact(page, 'Phone')).toHaveText('030 222');
  await expect(fact(page, 'Phone')).toBeFocused();
  await expect(timeline(page).getByText('030 222')).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(fact(page, 'Phone')).toHaveText('030 1');
  await fact(page, 'Status').click();
  await page.getByLabel('Status', { exact: true }).selectOption('lead');
  await page.getByLabel('Status', { exact: true }).press('Enter');
  await expect(fact(page, 'Status')).toHaveText('Lead');
});

test('a fact that is refused goes back with a message', async ({ page, cast }) => {
  await signIn(page, cast.ada);
  await openNew(page, fresh('Refused'), { website: 'https://old.example' });
  await fact(page, 'Website').click();
  await page.getByLabel('Website').fill('nowhere');
  await page.getByLabel('Website').press('Enter');
  await expect(page.getByRole('alert')).toContainText('must be a web address');
  await expect(fact(page, 'Website')).toHaveText('https://old.example');
});

test('two people at one fact: both values are shown, and one chooses', async ({ page, cast }) => {
  await signIn(page, cast.ada);
  const customer = await openNew(page, fresh('Clash'), { phone: '1', vat_number: 'DE1' });
  const theirs = async (change: object) => {
    const now = JSON.parse((await ask(page, 'GET', `/customers/${customer.id}`)).text) as Made;
    const status = await page.evaluate(
      async ({ path, body, version }) => {
        const me = (await (await fetch('/api/v1/me')).json()) as { csrf_token: string };
        return (await fetch(path, { method: 'PATCH', headers: { 'Content-Type': 'application/json', 'If-Match': `"${version}"`, 'X-CSRF-Token': me.csrf_token }, body: JSON.stringify(body) })).status;
      },
      { path: `/api/v1/customers/${customer.id}`, body: change, version: now.version },
    );
    expect(status).toBe(200);
  };
  await theirs({ vat_number: 'DE2' });
  await fact(page, 'Phone').click();
  await page.getByLabel('Phone').fill('2');
  await page.getByLabel('Phone').press('Enter');
  await expect(fact(page, 'VAT number')).toHaveText('DE2');
  await expect(fact(page, 'Phone')).toHaveText('2');
  await theirs({ phone: '3' });
  await fact(page, 'Phone').click();
  await page.getByLabel('Phone').fill('4');
  await page.getByLabel('Phone').press('Enter');
  await expect(page.getByRole('alert')).toContainText('“3”');
  await expect(fact(page, 'Phone')).toHaveText('3');
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await expect(fact(page, 'Phone')).toHaveText('4');
});

test('an address is edited as one, with the keys', async ({ page, cast }) => {
  await signIn(page, cast.ada);
  await openNew(page, fresh('Address'));
  await fact(page, 'Billing address').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Street')).toBeFocused();
  await page.keyboard.type('Obere Str. 57');
  await page.getByLabel('City').fill('Berlin');
  await page.keyboard.press('Enter');
  await expect(fact(page, 'Billing address')).toContainText('Obere Str. 57');
  await fact(page, 'Billing address').click();
  await page.getByLabel('Street').fill('Nowhere');
  await page.keyboard.press('Escape');
  await expect(fact(page, 'Billing address')).toContainText('Obere Str. 57');
  await expect(fact(page, 'Billing address')).toBeFocused();
});

test('a contact is made primary, changed, deleted and brought back', async ({ page, cast }) => {
  await signIn(page, cast.ada);
  const customer = await openNew(page, fresh('Contacts'));
  for (const last_name of ['First', 'Second']) await made(page, `/customers/${customer.id}/contacts`, { first_name: 'Maria', last_name });
  await page.reload();
  const contacts = page.getByRole('region', { name: 'Contacts' });
  await contacts.getByRole('button', { name: 'Make primary: Maria Second' }).click();
  await expect(contacts.getByRole('listitem').first()).toContainText('Maria Second');
  await contacts.getByRole('button', { name: 'Edit Maria First' }).click();
  await page.getByLabel('Position').fill('Owner');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(contacts.getByText('Owner')).toBeVisible();
  await contacts.getByRole('button', { name: 'Delete: Maria Second' }).click();
  await expect(contacts.getByText('Maria Second')).toHaveCount(0);
  await expect(contacts.getByRole('listitem').first()).toContainText('Primary');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(contacts.getByText('Maria Second')).toBeVisible();
});

test('the timeline has all of it, takes a note and shows one kind', async ({ page, cast }) => {
  await signIn(page, cast.ada);
  await openNew(page, fresh('Timeline'));
  await page.getByLabel('New note').fill('Called, wants an offer.');
  await page.getByRole('button', { name: 'Save note' }).click();
  await expect(timeline(page).getByText('Called, wants an offer.')).toBeVisible();
  await expect(timeline(page).getByText('Customer added')).toBeVisible();
  await timeline(page).getByRole('button', { name: 'Notes' }).click();
  await expect(timeline(page).getByText('Customer added')).toHaveCount(0);
  await timeline(page).getByRole('button', { name: 'Delete this note' }).click();
  await expect(timeline(page).getByText('Called, wants an offer.')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(timeline(page).getByText('Called, wants an offer.')).toBeVisible();
});

test('a duplicate is merged field by field, its address leads on, and all goes back', async ({ page, cast }) => {
  await signIn(page, cast.ada);
  const name = fresh('Zwirnerei');
  const other = await made(page, '/customers', { name: `${name} GmbH`, phone: '030 7654321', vat_number: 'DE129273398' });
  await openNew(page, name, { phone: '030 1234567' });
  await page.getByRole('button', { name: `Merge: ${name} GmbH` }).click();
  const dialog = page.getByRole('dialog', { name: 'Merge customers' });
  const preview = dialog.getByRole('region', { name: 'What will stand here' });
  await expect(preview).toContainText('DE129273398');
  await expect(preview).toContainText('030 1234567');
  await dialog.getByRole('row', { name: /^Phone/ }).getByRole('radio').last().check();
  await expect(preview).toContainText('030 7654321');
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(fact(page, 'Phone')).toHaveText('030 7654321');
  await expect(timeline(page).getByText(`${name} GmbH was merged into this customer`)).toBeVisible();
  const here = page.url();
  await page.goto(`/customers/${other.id}`);
  await expect(page).toHaveURL(here);
  await timeline(page).getByRole('button', { name: 'Undo merge' }).click();
  await expect(fact(page, 'Phone')).toHaveText('030 1234567');
  await page.goto(`/customers/${other.id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${name} GmbH`);
});

test('any other customer is picked to be merged', async ({ page, cast }) => {
  await signIn(page, cast.ada);
  const [here, other] = [fresh('Miller'), fresh('Weaver')];
  await made(page, '/customers', { name: other, phone: '030 98' });
  await openNew(page, here);
  await page.getByRole('button', { name: 'Merge…' }).click();
  await page.getByLabel('The other customer').fill(other);
  await page.getByRole('option', { name: other }).click();
  const dialog = page.getByRole('dialog', { name: 'Merge customers' });
  await expect(dialog.getByRole('region', { name: 'What will stand here' })).toContainText('030 98');
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(fact(page, 'Phone')).toHaveText('030 98');
});

test('a deleted customer lies in the trash and comes back', async ({ page, cast }) => {
  await signIn(page, cast.ada);
  const name = fresh('Gone');
  const customer = await openNew(page, name);
  await page.getByRole('main').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText(`${name} is in the trash`)).toBeVisible();
  await page.goto('/trash');
  await page.getByRole('button', { name: `Restore ${name}` }).click();
  await expect(page.getByRole('button', { name: `Restore ${name}` })).toHaveCount(0);
  await page.goto(`/customers/${customer.id}`);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
});

test('a follow-up is given to a colleague, and a reminder comes when its time has come', async ({ page, cast }) => {
  await signIn(page, cast.ada);
  const customer = await openNew(page, fresh('Reminder'));
  const subject = fresh('Call back');
  await made(page, '/activities', { subject, customer_id: customer.id, remind_at: new Date(Date.now() - 60_000).toISOString() });
  await page.reload();
  const reminders = page.getByRole('region', { name: 'Reminders' });
  await expect(reminders.getByText(subject)).toBeVisible();
  await reminders.getByRole('button', { name: `Put away: ${subject}` }).click();
  await expect(reminders.getByText(subject)).toHaveCount(0);
  await page.getByRole('button', { name: `Change: ${subject}` }).click();
  const assignee = page.getByRole('dialog').getByLabel('Who');
  await assignee.selectOption({ index: 1 });
  const colleague = await assignee.locator('option:checked').innerText();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('region', { name: 'To do' }).getByText(`for ${colleague}`)).toBeVisible();
});
