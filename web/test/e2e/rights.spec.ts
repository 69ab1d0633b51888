import { ask, choices, expect, fresh, signIn, test } from './support';

const contact = { first_name: 'Maria', last_name: 'Anders', email: 'maria@alfreds.example' };

test('a builder without the right sees no way to create a customer, and is refused', async ({ page, cast }) => {
  await signIn(page, cast.bob);
  await expect(page.getByRole('grid', { name: 'Customers' })).toBeVisible();
  await expect(page.getByRole('button', { name: /New customer/ })).toHaveCount(0);
  await page.keyboard.press('c');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search or run' })).toBeFocused();
  await page.keyboard.type('new');
  await expect(choices(page, /^New estimate/)).toBeVisible();
  await expect(choices(page, /^New customer/)).toHaveCount(0);
  await page.keyboard.press('Enter');
  await page.getByLabel('Customer', { exact: true }).fill('zzzz');
  await expect(page.getByText('Nothing fits')).toBeVisible();
  const refused = await ask(page, 'POST', '/quick-customers', { company_name: fresh('Nobody'), contact });
  expect(refused.status).toBe(403);
});

test('the builder of another guild finds the customer nowhere', async ({ page, cast, browser, baseURL }) => {
  const name = fresh('Secretissimo');
  const host = `${name.replace(' ', '-').toLowerCase()}.example`;
  await signIn(page, cast.ada);
  const body = { company_name: name, vat_number: 'DE129273398', phone: '+49 30 8899001', contact: { ...contact, email: `maria@${host}` } };
  const created = await ask(page, 'POST', '/quick-customers', body);
  expect(created.status).toBe(201);
  const { customer } = JSON.parse(created.text) as { customer: { id: string } };
  const owned = await ask(page, 'GET', `/customers/${customer.id}`);
  expect(owned.status, 'its own guild finds it').toBe(200);

  const elsewhere = await browser.newContext({ baseURL });
  const stranger = await elsewhere.newPage();
  await signIn(stranger, cast.mallory);
  await expect(stranger.getByRole('gridcell').first()).toBeVisible();
  await stranger.keyboard.press('/');
  await stranger.keyboard.type(name);
  await expect(stranger.getByRole('heading', { name: 'Nothing fits' })).toBeVisible();
  await stranger.goto(`/customers/${customer.id}`);
  await expect(stranger.getByRole('heading', { name: 'Nothing here' })).toBeVisible();

  const unknown = await ask(stranger, 'GET', '/customers/01920000-0000-7000-8000-000000000000');
  expect(await ask(stranger, 'GET', `/customers/${customer.id}`)).toEqual(unknown);
  const sought = encodeURIComponent(name);
  for (const path of [`/customers?limit=200`, `/customers?search=${sought}`, `/customer-hints?company_name=${sought}&email=maria@${host}`, '/customers/export.csv', '/audit-events?limit=200']) {
    const { status, text } = await ask(stranger, 'GET', path);
    expect(status, path).toBe(200);
    expect(text, path).not.toContain(name);
    expect(text, path).not.toContain(customer.id);
  }
  const count = await ask(stranger, 'GET', `/customers/count?search=${sought}`);
  expect(JSON.parse(count.text)).toMatchObject({ count: 0 });
  await elsewhere.close();
});

test('an admin signs in with a second factor', async ({ page, cast }) => {
  await signIn(page, cast.root);
  await expect(page).not.toHaveURL(/sign-in/);
});

test('a wrong password says so and keeps the e-mail', async ({ page, cast }) => {
  await page.goto('/sign-in');
  await page.keyboard.type(cast.ada.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type('not the password');
  await expect(page.locator('#submit')).toBeEnabled();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('E-mail or password is not right.');
  await expect(page.locator('#password')).toBeFocused();
  await expect(page.locator('#email')).toHaveValue(cast.ada.email);
});

test('who is not signed in is sent to the sign-in and back', async ({ page, cast }) => {
  await page.goto('/products');
  await expect(page).toHaveURL(/\/sign-in\?return=%2Fproducts/);
  await page.locator('#email').fill(cast.ada.email);
  await page.locator('#password').fill(cast.ada.password);
  await expect(page.locator('#submit')).toBeEnabled();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/products$/);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
});
