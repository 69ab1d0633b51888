import { choices, expect, fresh, signIn, test } from './support';

const searching = { name: 'Search or run' };

test('the palette finds a customer by a part of a name, a contact by its address, a product, and opens what is chosen', async ({ page, cast }) => {
  const name = fresh('Zwischenhändler');
  await signIn(page, cast.ada);
  await page.locator('body').press('c');
  await page.getByLabel('Company name').fill(name);
  await page.getByLabel('First name').fill('Ottilie');
  await page.getByLabel('Last name').fill('Kästner');
  await page.getByLabel('E-mail').fill('ottilie@schenhandl.example');
  await page.getByRole('button', { name: 'Create customer' }).click();
  await expect(page.getByText(`${name} is a customer now`)).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', searching).fill('SCHENHANDL');
  await expect(choices(page).filter({ hasText: name }).filter({ hasText: 'Customer' }).first()).toBeVisible();
  await page.getByRole('combobox', searching).fill('kastner otti');
  await expect(choices(page).filter({ hasText: 'Ottilie Kästner' }).first()).toBeVisible();
  await page.getByRole('combobox', searching).fill('ottilie@sch');
  await expect(choices(page).filter({ hasText: 'Ottilie Kästner' }).first()).toContainText(name.slice(0, 10));
  await page.getByRole('combobox', searching).fill('chai');
  await expect(choices(page).filter({ hasText: 'Product' }).first()).toContainText('Chai');

  await page.getByRole('combobox', searching).fill('kastner otti');
  await expect(choices(page).first()).toContainText('Ottilie Kästner');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Zwischenhändler');
});

test('the slash searches the page, or everything where the page has no search', async ({ page, cast }) => {
  await signIn(page, cast.ada);
  await expect(page.getByRole('searchbox')).toBeVisible();
  await page.locator('body').press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.goto('/today');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.locator('body').press('/');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
});
