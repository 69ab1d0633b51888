import type { Page } from '@playwright/test';
import { choices, expect, fresh, paste, signIn, tabTo, test } from './support';

function signature(company: string, host: string): string {
  return [
    'Mit freundlichen Grüßen',
    'Maria Anders',
    'Sales Representativ',
    company,
    'Obere Str. 57',
    '12209 Berlin',
    'Tel.: +49 30 0074321',
    `maria@${host}`,
    `www.${host}`,
    'USt-IdNr.: DE129273398',
  ].join('\n');
}

async function openNewEstimate(page: Page) {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search or run' })).toBeFocused();
  await page.keyboard.type('New estimate');
  await expect(choices(page, /^New estimate/)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'New estimate' })).toBeVisible();
}

async function typeLine(page: Page, line: number, [description, quantity, price]: [string, string, string]) {
  await tabTo(page, page.getByLabel(`Description, line ${line}`));
  await page.keyboard.type(description);
  await page.keyboard.press('Escape');
  for (const [part, value] of [
    ['Quantity', quantity],
    ['Unit price', price],
  ]) {
    await tabTo(page, page.getByLabel(`${part ?? ''}, line ${line}`));
    await page.keyboard.press('Control+A');
    await page.keyboard.type(value ?? '');
  }
}

async function expectWhole(page: Page, company: string) {
  await expect(page.getByLabel('Description, line 1')).toHaveValue('Workshop');
  await expect(page.getByLabel('Quantity, line 1')).toHaveValue('9.5');
  await expect(page.getByLabel('Description, line 2')).toHaveValue('Travel');
  await expect(page.getByLabel('Unit price, line 2')).toHaveValue('65');
  await expect(page.getByLabel('Customer', { exact: true })).toHaveValue(company);
  await expect(page.getByTestId('bill-to')).toContainText('Obere Str. 57');
  await expect(page.getByTestId('bill-to')).toContainText('12209 Berlin');
  await expect(page.getByText('DE129273398')).toBeVisible();
  await expect(page.getByText(/^\d+ days?$/)).toBeVisible();
  await expect(page.getByLabel('Currency')).toHaveValue('EUR');
}

test('feel 3: a customer is captured inside an estimate, by keyboard alone, and nothing is lost', async ({ page, cast }) => {
  const company = fresh('Alfreds Futterkiste') + ' GmbH';
  const host = `${fresh('alfreds').replace(' ', '-')}.example`;
  await signIn(page, cast.ada);
  await openNewEstimate(page);
  await typeLine(page, 1, ['Workshop', '9.5', '124.75']);
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Description, line 2')).toBeFocused();
  await typeLine(page, 2, ['Travel', '1', '65']);

  await test.step('a reload before the first save loses nothing', async () => {
    await page.reload();
    await expect(page.getByLabel('Unit price, line 2')).toHaveValue('65');
  });

  const picker = page.getByLabel('Customer', { exact: true });
  await tabTo(page, picker);
  await page.keyboard.type(company.slice(0, 8) + ' zzz');
  await expect(choices(page, /^New ‘/)).toBeVisible();
  await page.keyboard.press('Enter');

  await test.step('Quick Customer is filled by a pasted signature and corrected', async () => {
    const dialog = page.getByRole('dialog', { name: 'New customer' });
    await expect(dialog.getByLabel('Company name')).toBeFocused();
    await page.keyboard.press('Control+A');
    await paste(page, signature(company, host));
    await expect(dialog.getByLabel('Company name')).toHaveValue(company);
    await expect(dialog.getByLabel('E-mail')).toHaveValue(`maria@${host}`);
    await expect(dialog.getByLabel('Country')).toHaveValue('Germany');
    await tabTo(page, dialog.getByLabel('Position'));
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Sales Representative');
    await tabTo(page, dialog.getByRole('button', { name: 'Create & select' }));
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
  });

  await expect(picker).toBeFocused();
  await expectWhole(page, company);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible({ timeout: 15_000 });
  await expect(page).toHaveURL(/\/estimates\/[0-9a-f-]{36}$/);
  await page.reload();
  await expectWhole(page, company);

  await test.step('what is typed and not yet saved survives a reload', async () => {
    await tabTo(page, page.getByLabel('Notes'));
    await page.keyboard.type('Valid for 30 days.');
    await page.reload();
    await expect(page.getByLabel('Notes')).toHaveValue('Valid for 30 days.');
    await expect(page.getByText('Saved', { exact: true })).toBeVisible({ timeout: 15_000 });
    await expectWhole(page, company);
  });
});

test('totals follow every keystroke', async ({ page, cast }) => {
  await signIn(page, cast.ada, '/estimates/new');
  await typeLine(page, 1, ['Workshop', '9.5', '124.75']);
  await expect(page.getByText('€1,185.13').first()).toBeVisible();
  await tabTo(page, page.getByLabel('Discount, line 1'));
  await page.keyboard.type('10%');
  await expect(page.getByText('€1,066.62').first()).toBeVisible();
  await page.keyboard.type('x');
  await expect(page.getByText('Write an amount, or a percentage such as 10%.')).toBeVisible();
});

test('feel 5: a draft is thrown away only after asking', async ({ page, cast }) => {
  await signIn(page, cast.ada, '/estimates/new');
  await typeLine(page, 1, ['Never mind', '1', '10']);
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await page.getByRole('button', { name: 'Keep editing' }).click();
  await expect(page.getByLabel('Description, line 1')).toHaveValue('Never mind');
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByRole('heading', { name: 'Estimates' })).toBeVisible();
  await page.getByRole('link', { name: 'New estimate' }).click();
  await expect(page.getByLabel('Description, line 1')).toHaveValue('');
});

test('two tabs do not overwrite each other unasked', async ({ page, cast, context }) => {
  await signIn(page, cast.ada, '/estimates/new');
  const picker = page.getByLabel('Customer', { exact: true });
  await picker.click();
  await choices(page).first().click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible({ timeout: 15_000 });
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByLabel('Notes').fill('theirs');
  await expect(other.getByText('Saved', { exact: true })).toBeVisible({ timeout: 15_000 });
  await page.getByLabel('Notes').fill('mine');
  await expect(page.getByText('Somebody else changed this estimate meanwhile.')).toBeVisible();
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible({ timeout: 15_000 });
  await page.reload();
  await expect(page.getByLabel('Notes')).toHaveValue('mine');
});
