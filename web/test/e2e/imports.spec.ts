import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, fresh, signIn, test } from './support';

const sample = fileURLToPath(new URL('../../../tools/sample_customers', import.meta.url));
/* GUILDHALL_IMPORT_ROWS=100000 plays the whole of it. */
const rows = Number(process.env['GUILDHALL_IMPORT_ROWS'] ?? 3000);
const csv = 'text/csv';
const shown = (count: number) => new Intl.NumberFormat('en').format(count);

test('a list is brought in: looked over, imported, taken back', async ({ page, cast }) => {
  const name = fresh('Imported');
  await signIn(page, cast.grace, '/imports');
  await page.getByLabel('File').setInputFiles({ name: 'customers.csv', mimeType: csv, buffer: Buffer.from(`Company,City,Country\n${name},Berlin,Germany\n`) });
  await expect(page.getByRole('cell', { name })).toBeVisible();
  await expect(page.getByLabel('Column Company goes to')).toHaveValue('name');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('1 imported, 0 failed.').first()).toBeVisible({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Undo import' }).click();
  await expect(page.getByText('1 taken back, 0 kept')).toBeVisible({ timeout: 20_000 });
});

test('a long list is cancelled, left, resumed, and taken back but for what somebody has changed', async ({ page, cast }, testInfo) => {
  test.setTimeout(60_000 + rows * 20);
  await signIn(page, cast.grace, '/imports');
  const buffer = execFileSync(sample, [String(rows)], { maxBuffer: 1 << 30 });
  const file = testInfo.outputPath('sample.csv');
  writeFileSync(file, buffer);
  await page.getByLabel('File').setInputFiles(file, { timeout: 60_000 });
  await expect(page.getByLabel('Column Customer Id goes to')).toHaveValue('external_id', { timeout: 60_000 });
  await expect(page.getByLabel('Column Subscription Date goes to')).toHaveValue('');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel import' }).click();
  await page.goto('/customers');
  await page.goto('/imports');
  await page.getByRole('button', { name: 'sample.csv' }).first().click();
  const goOn = page.getByRole('button', { name: 'Go on' });
  const cancelled = await goOn.waitFor({ timeout: 5000 }).then(() => true, () => false); // or it was done before
  if (cancelled) await goOn.click();
  await page.goto('/customers');
  await page.goto('/imports');
  await expect(page.getByText(`${shown(rows)} imported, 0 failed.`).first()).toBeVisible({ timeout: 30_000 + rows * 10 });
  const first = buffer.toString().split('\n')[1]?.split(',')[1] ?? '';
  const list = await page.request.get(`/api/v1/customers?external_id=${first}`);
  const { items } = (await list.json()) as { items: { id: string; name: string }[] };
  expect(items).toHaveLength(1);
  await page.goto(`/customers/${items[0]?.id ?? ''}`);
  await page.getByRole('textbox', { name: 'New note' }).fill('called');
  await page.getByRole('button', { name: 'Save note' }).click();
  await page.goto('/imports');
  await page.getByRole('button', { name: 'sample.csv' }).first().click();
  await page.getByRole('button', { name: 'Undo import' }).click();
  await expect(page.getByText(`${shown(rows - 1)} taken back, 1 kept`)).toBeVisible({ timeout: 30_000 + rows * 10 });
  await expect(page.getByRole('link', { name: items[0]?.name ?? '' })).toBeVisible();
});

test('rows that failed are corrected and dropped again', async ({ page, cast }) => {
  const name = fresh('Mended');
  await signIn(page, cast.grace, '/imports');
  const drop = (text: string) => page.getByLabel('File').setInputFiles({ name: 'rows.csv', mimeType: csv, buffer: Buffer.from(text) });
  await drop(`Company,Email\n${name} A,a@mended.example\n${name} B,nobody\n${name} C\n`);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('1 imported, 2 failed.').first()).toBeVisible({ timeout: 20_000 });
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'What went wrong, row by row' }).click();
  const problems = readFileSync(await (await download).path(), 'utf8');
  expect(problems).toContain('contact.email');
  expect(problems).not.toContain(`${name} A`);
  await drop(problems.replace(',nobody', ',b@mended.example').replace(/(C)\r\n$/, '$1,c@mended.example\r\n'));
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('2 imported, 0 failed.').first()).toBeVisible({ timeout: 20_000 });
});

test('what is no table says so, mostly before anything is sent', async ({ page, cast }) => {
  await signIn(page, cast.grace, '/imports');
  const drop = (buffer: Buffer) => page.getByLabel('File').setInputFiles({ name: 'broken.csv', mimeType: csv, buffer });
  await drop(Buffer.alloc(0));
  await expect(page.getByRole('alert')).toHaveText('The file is empty.');
  await drop(Buffer.alloc(2 << 20, 'x'));
  await expect(page.getByRole('alert')).toContainText('a first line of more than a megabyte');
  await drop(Buffer.from('Name,Phone\nA\0B,1\nC,2\nD,3\nE,4\nF,5\nG,6\nH,7\nI,8\n'));
  await expect(page.getByRole('alert')).toContainText('The file is not a text file: it has NUL characters.');
});

test('a list is taken along as a spreadsheet', async ({ page, cast }) => {
  await signIn(page, cast.grace, '/customers?status=active');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('button', { name: 'Spreadsheet (XLSX)' }).click();
  const ready = page.getByRole('link', { name: 'Download' });
  await expect(ready).toBeVisible({ timeout: 20_000 });
  const download = page.waitForEvent('download');
  await ready.click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('customers.xlsx');
  expect(readFileSync(await file.path()).subarray(0, 2).toString()).toBe('PK');
});
