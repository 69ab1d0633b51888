import type { Page } from '@playwright/test';
import { expectClean } from './axe';
import { choices, expect, signIn, tabTo, test } from './support';

async function seePages(page: Page) {
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await expectClean(page, 'customers');
  await page.locator('[data-cell="0:0"]').click();
  await expect(page.getByRole('region', { name: 'Facts' })).toBeVisible();
  await expectClean(page, 'customer');
  await page.getByRole('button', { name: /^Edit Phone/ }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Edit Billing address/ }).click();
  await expectClean(page, 'customer, editing in place');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add contact' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectClean(page, 'contact');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Merge…' }).click();
  await page.getByLabel('The other customer').fill('a');
  await expect(page.getByRole('option').first()).toBeVisible();
  await expectClean(page, 'which to merge');
  await page.getByRole('option').first().click();
  await expect(page.getByRole('region', { name: 'What will stand here' })).toBeVisible();
  await expectClean(page, 'merge');
  await page.keyboard.press('Escape');
  await page.locator('body').press('f');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectClean(page, 'activity');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  for (const path of ['/estimates', '/estimates?as=board', '/customers?as=board', '/contacts', '/today', '/trash', '/products', '/audit', '/imports', '/nowhere']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectClean(page, path);
  }
  await seeImportAndExport(page);
}

async function seeImportAndExport(page: Page) {
  await page.goto('/imports');
  const buffer = Buffer.from('Code,Code,Company,Email,Since\nA-1,1,Alfreds,nobody,2021-02-30\nA-2,2,Bottom-Dollar,b@bottom.example,2021-02-03\n');
  await page.getByLabel('File').setInputFiles({ name: 'odd.csv', mimeType: 'text/csv', buffer });
  await expect(page.getByText('2021-02-30').first()).toBeVisible();
  await expectClean(page, 'an import to look over');
  await page.goto('/customers');
  await page.getByRole('button', { name: 'Export' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectClean(page, 'export');
  await page.keyboard.press('Escape');
}

/** Administration, one's own account and the trail, with what opens above them. */
async function seeAdministration(page: Page) {
  for (const path of ['/guild', '/guild?part=spots', '/guild?part=settings', '/guild?part=access', '/account']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectClean(page, path);
  }
  for (const [path, button] of [['/guild', 'Add somebody'], ['/guild?part=spots', 'Move: Sales'], ['/account', 'Change the password']] as const) {
    await page.goto(path);
    await page.getByRole('button', { name: button, exact: true }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectClean(page, button);
  }
  for (const path of ['/guild', '/audit']) {
    await page.goto(path);
    await page.locator('[data-cell="0:0"]').click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectClean(page, `a row of ${path}`);
  }
  await page.goto('/guild?part=spots');
  await page.getByRole('button', { name: 'What is this: Spot?' }).focus();
  await expect(page.getByRole('tooltip').first()).toBeVisible();
  await expectClean(page, 'an explanation');
  await page.goto('/products');
  await page.locator('[data-cell="0:0"]').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Change a product' })).toBeVisible();
  await expectClean(page, 'a product');
  await page.goto('/customers');
  await page.locator('body').press('c');
  await page.getByRole('button', { name: 'Or paste several from a spreadsheet' }).click();
  await page.getByLabel('Rows from a spreadsheet').fill('Alfreds\tMaria\tAnders\tmaria@x.example');
  await expectClean(page, 'several customers');
}

/** What those above the guilds see. */
async function seeFromAbove(page: Page, paths: string[]) {
  for (const path of paths) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectClean(page, path);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
}

/** What opens in and beside a list: menus, a look in passing, what can be done with picked rows, a cell while it is changed. */
async function seeList(page: Page) {
  await page.goto('/customers?columns=name,status,phone,group&kind=company&status=active');
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await page.getByRole('button', { name: 'Views' }).click();
  await expectClean(page, 'views');
  await page.getByRole('button', { name: 'Save as a new view…' }).click();
  await expectClean(page, 'a new view');
  await page.keyboard.press('Escape');
  await page.locator('[data-cell="0:1"]').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.cell-editor')).toBeFocused();
  await expectClean(page, 'a cell');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Space');
  await expect(page.getByRole('complementary', { name: /glance/ })).toBeVisible();
  await expectClean(page, 'a look in passing');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+a');
  await expect(page.getByRole('region', { name: 'What to do with the selected rows' })).toBeVisible();
  await expectClean(page, 'picked rows');
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('dialog', { name: /^Delete/ })).toBeVisible();
  await expectClean(page, 'before deleting many');
  await page.keyboard.press('Escape');
  await page.locator('[data-cell="0:0"] a').click();
  await page.getByRole('button', { name: 'Tags and group' }).click();
  await expectClean(page, 'tags');
}

async function seeEstimate(page: Page) {
  await page.goto('/estimates/new');
  await page.getByLabel('Description, line 1').fill('Workshop');
  await page.getByLabel('Unit price, line 1').fill('nonsense');
  await expectClean(page, 'estimate');
  await page.getByLabel('Customer', { exact: true }).fill('a');
  await expect(choices(page).last()).toBeVisible();
  await expectClean(page, 'customer picker');
  await page.keyboard.press('Escape');
}

async function seeLayers(page: Page) {
  await page.locator('body').press('c');
  await expect(page.getByLabel('Company name')).toBeFocused();
  await page.getByRole('switch', { name: /Billing address/ }).click();
  await page.keyboard.press('Enter');
  await expect(page.locator('[aria-invalid=true]').first()).toBeFocused();
  await expectClean(page, 'quick customer');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await expectClean(page, 'the question');
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.keyboard.press('Control+k');
  await expect(choices(page).first()).toBeVisible();
  await expectClean(page, 'palette');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.locator('body').press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectClean(page, 'shortcuts');
  await page.keyboard.press('Escape');
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 1360]) {
    test.describe(`in the ${colorScheme} theme at ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 850 } });

      test('axe finds nothing on any page', async ({ page, cast }) => {
        test.setTimeout(120_000);
        await page.goto('/sign-in');
        await expectClean(page, 'sign-in');
        await page.goto('/setup#no-such-link');
        await expectClean(page, 'first run');
        await signIn(page, cast.grace);
        await seePages(page);
      });

      test('axe finds nothing where a guild is administrated', async ({ page, cast }) => {
        test.setTimeout(120_000);
        await signIn(page, cast.grace);
        await seeAdministration(page);
      });

      test('axe finds nothing in the consoles of agencies and admins', async ({ page, cast }) => {
        test.setTimeout(120_000);
        await signIn(page, cast.root);
        await expect(page.getByRole('gridcell').first()).toBeVisible();
        await seeFromAbove(page, ['/guilds', '/access-owners', '/moderators', '/audit', '/account']);
        await page.context().clearCookies();
        await signIn(page, cast.olga);
        await seeFromAbove(page, ['/guilds', '/agency']);
      });

      test('axe finds nothing in any layer', async ({ page, cast }) => {
        test.setTimeout(120_000);
        await signIn(page, cast.ada);
        if (width < 760) {
          await page.getByRole('button', { name: 'Menu' }).click();
          await expect(page.getByRole('dialog', { name: 'Menu' })).toBeVisible();
          await expectClean(page, 'menu');
          await page.keyboard.press('Escape');
        }
        await seeLayers(page);
        await seeList(page);
        await seeEstimate(page);
      });

      test('the keyboard reaches the tables', async ({ page, cast }) => {
        await signIn(page, cast.grace);
        for (const path of ['/customers', '/contacts', '/products', '/audit', '/guild']) {
          await page.goto(path);
          await tabTo(page, page.locator('[data-cell="0:0"]'));
          await page.keyboard.press('ArrowRight');
          await expect(page.locator('[data-cell="0:1"]')).toBeFocused();
        }
      });

      test('no page scrolls sideways', async ({ page, cast }) => {
        await signIn(page, cast.grace);
        for (const path of ['/customers', '/customers?as=board', '/contacts', '/estimates', '/estimates?as=board', '/estimates/new', '/products', '/imports', '/trash', '/today', '/audit', '/guild', '/guild?part=settings', '/account']) {
          await page.goto(path);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          expect(overflow, path).toBeLessThanOrEqual(0);
        }
      });
    });
  }
}
