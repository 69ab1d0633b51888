import { expect, fresh, signIn, test } from './support';

test('a list is brought in: looked over, imported, taken back', async ({ page, cast }) => {
  const name = fresh('Imported');
  await signIn(page, cast.grace, '/imports');
  const buffer = Buffer.from(`Company;City;Country\n${name};Berlin;Germany\n`.replaceAll(';', ','));
  await page.getByLabel('File').setInputFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: 'Look it over' }).click();
  await expect(page.getByRole('cell', { name })).toBeVisible();
  await page.getByLabel('Column Company goes to').selectOption('name');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('1 imported, 0 failed.')).toBeVisible({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Undone')).toBeVisible({ timeout: 20_000 });
});
