import { expect, test, totp } from './support';

/*
 * The first run. GUILDHALL_SETUP_URL is the one-time link of a server that nobody has set up yet; without it only the mock,
 * whose link is always the same, is tried.
 */
const link = process.env['GUILDHALL_SETUP_URL'] ?? (process.env['GUILDHALL_URL'] ? null : '/setup#first-run');

test('from the one-time link to a working company, by keyboard alone', async ({ page }) => {
  test.skip(link === null, 'this server is set up already');
  await page.goto(link ?? '');
  await expect(page.getByRole('button', { name: 'Continue' })).toBeEnabled();
  await page.keyboard.press('Tab');
  await expect(page.getByLabel(/One company/)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByLabel(/An agency/)).toBeChecked();
  for (const value of ['Ada Byron', 'Analytical Engines', 'ada@engines.example', 'short']) {
    await page.keyboard.press('Tab');
    await page.keyboard.type(value);
  }
  await page.keyboard.press('Enter');
  await expect(page.getByText('At least 8 characters.', { exact: true })).toBeVisible();
  await expect(page.getByLabel('Password')).toBeFocused();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('a difference engine of brass');
  await page.getByLabel('Country').selectOption('GB');
  await expect(page.getByLabel('Currency')).toHaveValue('GBP');
  await page.keyboard.press('Enter');

  await expect(page.getByLabel('Six-digit code')).toBeFocused({ timeout: 15_000 });
  await expect(page.getByLabel('Password')).toBeHidden();
  await expect(page.getByRole('img', { name: /QR code/ }).locator('path')).toHaveAttribute('d', /^M/);
  await page.keyboard.type('000000');
  await page.keyboard.press('Enter');
  await expect(page.getByText('That code is not right.')).toBeVisible();
  const secret = (await page.locator('#secret').innerText()).replaceAll(' ', '');
  await page.getByLabel('Six-digit code').fill(totp(secret));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: /Customers/ })).toBeVisible({ timeout: 15_000 });
});

test('without a link the page says what is missing', async ({ page }) => {
  await page.goto('/setup');
  await expect(page.getByRole('alert')).toContainText('one-time link');
});
