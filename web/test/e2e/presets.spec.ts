import { ask, expect, fresh, paste, signIn, test } from './support';

test('a guild asks for more of a quick customer, and the server keeps to it', async ({ page, cast }) => {
  await signIn(page, cast.grace, '/guild?part=settings');
  await page.getByRole('checkbox', { name: 'Position' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  try {
    await page.locator('body').press('c');
    await page.getByLabel('Company name').fill(fresh('Preset'));
    await page.getByLabel('First name').fill('Maria');
    await page.getByLabel('Last name').fill('Anders');
    await page.getByRole('dialog').getByLabel('E-mail').fill('maria@preset.example');
    await page.keyboard.press('Enter');
    await expect(page.locator('[id="contact.title"]')).toBeFocused();
    await expect(page.getByText('is required')).toBeVisible();
    await page.getByRole('textbox', { name: 'Position' }).fill('Owner');
    await page.keyboard.press('Enter');
    await expect(page.getByText(/is a customer now/)).toBeVisible();
  } finally {
    const guild = JSON.parse((await ask(page, 'GET', `/guilds/${cast.grace.guild_id ?? ''}`)).text) as { version: number };
    const back = await page.evaluate(
      async ({ id, version }) => {
        const me = (await (await fetch('/api/v1/me')).json()) as { csrf_token: string };
        const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': me.csrf_token, 'If-Match': `"${version}"` };
        return (await fetch(`/api/v1/guilds/${id}`, { method: 'PATCH', headers, body: '{"required_customer_fields":[]}' })).status;
      },
      { id: cast.grace.guild_id ?? '', version: guild.version },
    );
    expect(back).toBe(200);
  }
});

test('several customers in a row', async ({ page, cast }) => {
  await signIn(page, cast.ada);
  const names = [fresh('Row one'), fresh('Row two')];
  await page.locator('body').press('c');
  for (const name of names) {
    await expect(page.getByLabel('Company name')).toHaveValue('');
    await page.getByLabel('Company name').fill(name);
    await page.getByLabel('First name').fill('Maria');
    await page.getByLabel('Last name').fill('Anders');
    await page.getByRole('dialog').getByLabel('E-mail').fill('maria@row.example');
    await page.getByRole('button', { name: 'Save & add another' }).click();
    await expect(page.getByText(`${name} is a customer now`)).toBeVisible();
  }
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  for (const name of names) expect(JSON.parse((await ask(page, 'GET', `/customers/count?search=${encodeURIComponent(name)}`)).text)).toMatchObject({ count: 1 });
});

test('rows of a spreadsheet become customers, and a wrong one says why', async ({ page, cast }) => {
  await signIn(page, cast.ada);
  const name = fresh('Pasted');
  await page.locator('body').press('c');
  await page.getByRole('button', { name: 'Or paste several from a spreadsheet' }).click();
  await page.getByLabel('Rows from a spreadsheet').focus();
  await paste(page, `Company\tFirst name\tLast name\tE-mail\n${name} A\tAda\tOne\tada@pasted.example\n${name} B\tBob\tTwo\tnobody`);
  await page.getByRole('button', { name: 'Create 2 customers' }).click();
  await expect(page.getByText('1 customer created.')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: `${name} B` }).getByText('E-mail: must be an e-mail address')).toBeVisible();
  expect(JSON.parse((await ask(page, 'GET', `/customers/count?search=${encodeURIComponent(name)}`)).text)).toMatchObject({ count: 1 });
});
