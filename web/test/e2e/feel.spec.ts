import { choices, expect, fresh, signIn, test } from './support';

test('arrows move in the table, Enter opens the row, Back returns to it', async ({ page, cast }) => {
  await signIn(page, cast.ada);
  const grid = page.getByRole('grid', { name: 'Customers' });
  await expect(grid.getByRole('gridcell').first()).toBeVisible();
  await grid.getByRole('gridcell').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('[data-cell="1:1"]')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  const name = await page.locator('[data-cell="1:0"]').innerText();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.goBack();
  await expect(grid).toBeVisible();
});

test('a long table goes to its end by keys and never loses the focus', async ({ page, cast }) => {
  await signIn(page, cast.ada);
  await page.getByRole('grid').getByRole('gridcell').first().focus();
  await page.keyboard.press('Control+End');
  await expect(page.locator('[role=gridcell]:focus')).toBeVisible();
  await page.keyboard.press('Control+Home');
  await expect(page.locator('[data-cell="0:0"]')).toBeFocused();
});

test('Back returns to the same place in the table', async ({ page, cast }) => {
  await signIn(page, cast.ada);
  await page.locator('[data-cell="0:0"]').focus();
  for (let presses = 0; presses < 30; presses += 1) await page.keyboard.press('ArrowDown');
  const left = page.locator('[data-cell="30:0"]');
  await expect(left).toBeFocused();
  const name = await left.innerText();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.goBack();
  await expect(left).toBeFocused();
  await expect(left).toBeInViewport();
});

test('feel 4: a refused field says why and takes the focus; Esc closes one layer at a time, and the focus returns', async ({ page, cast }) => {
  await signIn(page, cast.ada);
  const opener = page.getByRole('button', { name: /New customer/ });
  await opener.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New customer' });
  await expect(dialog.getByLabel('Company name')).toBeFocused();
  await page.keyboard.type(fresh('Refused'));
  await dialog.getByLabel('First name').fill('Ada');
  await dialog.getByLabel('Last name').fill('Byron');
  await dialog.getByLabel('E-mail').fill('not an address');
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('E-mail')).toBeFocused();
  await expect(dialog.getByLabel('E-mail')).toHaveAttribute('aria-invalid', 'true');

  await dialog.getByLabel('Country').focus();
  await page.keyboard.type('aust');
  await expect(choices(page, 'Australia')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(choices(page)).toHaveCount(0);
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  const question = page.getByRole('alertdialog');
  await expect(question.getByRole('button', { name: 'Keep editing' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
});

test('a likely duplicate is offered while typing', async ({ page, cast }) => {
  await signIn(page, cast.ada);
  const name = await page.locator('[data-cell="0:0"]').innerText();
  await page.locator('body').press('c');
  await expect(page.getByLabel('Company name')).toBeFocused();
  await page.keyboard.type(name);
  await expect(page.getByRole('button', { name: `Use this one ${name}` }).first()).toBeVisible();
});

test('a pressed button twice makes one customer', async ({ page, cast }) => {
  const name = fresh('Once');
  await signIn(page, cast.ada);
  await page.locator('body').press('c');
  await page.getByLabel('Company name').fill(name);
  await page.getByLabel('First name').fill('Ada');
  await page.getByLabel('Last name').fill('Byron');
  await page.getByLabel('E-mail').fill('ada@once.example');
  await page.getByRole('button', { name: 'Create customer' }).dblclick();
  await expect(page.getByText(`${name} is a customer now`)).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type(name);
  await expect(page.getByText('1 customer', { exact: true })).toBeVisible();
});

test('an edit can be undone', async ({ page, cast }) => {
  await signIn(page, cast.ada);
  const before = await page.locator('[data-cell="0:0"]').innerText();
  await page.locator('[data-cell="0:0"]').focus();
  await page.keyboard.press('Enter');
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText(before);
  const name = page.getByRole('button', { name: `Edit Customer: ${before}` });
  await name.focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Customer', { exact: true }).fill('Something else');
  await page.keyboard.press('Escape');
  await expect(name).toBeFocused();
  await expect(heading).toHaveText(before);
  await page.keyboard.press('Enter');
  await page.getByLabel('Customer', { exact: true }).fill(`${before} II`);
  await page.keyboard.press('Enter');
  await expect(heading).toHaveText(`${before} II`);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(heading).toHaveText(before);
});

test('the words change with the language, at once and for good', async ({ page, cast }) => {
  await signIn(page, cast.ada);
  await page.getByLabel('Language').selectOption('es');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Clientes');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Clientes');
});

test('the question mark lists the shortcuts', async ({ page, cast }) => {
  await signIn(page, cast.ada);
  await page.locator('body').press('?');
  await expect(page.getByRole('dialog', { name: 'Shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
