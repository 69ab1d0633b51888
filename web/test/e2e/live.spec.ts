import type { Page } from '@playwright/test';
import { expect, fresh, signIn, test } from './support';

async function newCustomer(page: Page, name: string): Promise<string> {
  await page.locator('body').press('c');
  await page.getByLabel('Company name').fill(name);
  await page.getByLabel('First name').fill('Nora');
  await page.getByLabel('Last name').fill('Whitfield');
  await page.getByLabel('E-mail').fill('nora@example.com');
  await page.getByRole('button', { name: 'Create customer' }).click();
  const toast = page.getByText(`${name} is a customer now`);
  await expect(toast).toBeVisible();
  return name;
}

test("another person's new customer comes into an open list, and its changes into the open page", async ({ page, browser, cast }) => {
  const name = fresh('Tidal');
  await signIn(page, cast.grace);
  await expect(page.getByRole('heading', { name: 'Customers' })).toBeVisible();
  const other = await (await browser.newContext()).newPage();
  await signIn(other, cast.ada);
  await newCustomer(other, name);
  const row = page.getByRole('grid').getByText(name);
  await expect(row).toBeVisible();

  await row.click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await other.getByRole('grid').getByText(name).click();
  await expect(other.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByText('is here too')).toBeVisible();
  await expect(other.getByText('is here too')).toBeVisible();
  await other.context().close();
  await expect(page.getByText('is here too')).toBeHidden();
});
