import type { Page } from '@playwright/test';
import { expectClean } from './axe';
import { ask, expect, fresh, signIn, tabTo, test } from './support';

// Reports are counted by network address, which the proxy beside the test server says: others who report do not get in the way.
test.use({ extraHTTPHeaders: { 'X-Forwarded-For': `198.51.100.${String(1 + (Date.now() % 250))}` } });

/** Reports what was seen, and returns the case's number and its link. */
async function report(page: Page, description: string, name = '') {
  await page.goto('/security');
  await page.getByRole('link', { name: 'Report a hole' }).click();
  await page.getByLabel('What did you see?').fill(description);
  await page.getByLabel('Your name in the hall of fame').fill(name);
  await page.getByRole('button', { name: 'Send the report' }).click();
  await expect(page.getByRole('heading', { name: 'Your report was received' })).toBeVisible();
  const number = /GH-\d{4}-\d{4}/.exec(await page.locator('#number').innerText())?.[0] ?? '';
  const link = new URL(await page.locator('#follow-up').innerText());
  return { number, path: `${link.pathname}${link.hash}` };
}

/** Opens a case as its reporter does: without an account, wherever the page was before. */
async function follow(page: Page, path: string, number: string) {
  await page.goto('about:blank');
  await page.goto(path);
  await expect(page.getByRole('heading', { name: `Your report ${number}` })).toBeVisible();
}

async function bothThemes(page: Page, where: string) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectClean(page, `${where}, ${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

async function fillJudgement(page: Page) {
  await page.getByLabel('Severity', { exact: true }).selectOption('high');
  await page.getByLabel('Credit', { exact: true }).selectOption('true');
  await page.getByLabel('Summary, one line').fill('Names were shown');
  await page.getByLabel('Details').fill('In the list of customers.');
  await page.getByLabel('Since version (0: all)').fill('0');
  await page.getByLabel('Fixed in version').fill('0.1.1');
  await page.getByLabel('Line of the changelog').fill('Names are no longer shown.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
}

test('a hole is reported without an account, followed by its link, answered, fixed and credited', async ({ page, cast }) => {
  const finder = fresh('Zoë');
  const { number, path } = await report(page, 'Names of others are shown', finder);
  await follow(page, path, number);
  await expect(page.getByText('Names of others are shown')).toBeVisible();
  await expect(page.getByText('Nothing was written yet.')).toBeVisible();

  await signIn(page, cast.root);
  await page.getByRole('link', { name: 'Security desk' }).click();
  await page.getByRole('link', { name: number }).click();
  await expect(page.getByRole('region', { name: 'Deadlines' })).toContainText('First answer');
  await page.getByLabel('To the reporter').fill('We can see it too.');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('We can see it too.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Deadlines' })).not.toContainText('First answer');
  await page.getByLabel('Only for the desk').check();
  await page.getByLabel('A note for the desk').fill('Between us.');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('Between us.')).toBeVisible();
  const nextStep = page.getByRole('region', { name: 'Next step' });
  for (const step of ['Reproduced', 'Fixing', 'Released']) await nextStep.getByRole('button', { name: step, exact: true }).click();
  await expect(nextStep.getByRole('button', { name: 'Closed' })).toBeDisabled();
  await expect(nextStep).toContainText('Before it can be closed: Severity, Summary, one line');
  await fillJudgement(page);
  const advisory = await ask(page, 'GET', `/desk-cases/${page.url().split('/').at(-1) ?? ''}/advisory.json`);
  expect(JSON.parse(advisory.text)).toMatchObject({ id: number, affected: [{ ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '0.1.1' }] }] }] });
  await nextStep.getByRole('button', { name: 'Closed' }).click();
  await expect(nextStep).toHaveCount(0);

  await page.context().clearCookies();
  await follow(page, path, number);
  await expect(page.getByText('We can see it too.')).toBeVisible();
  await expect(page.getByText('Between us.')).toHaveCount(0);
  await expect(page.locator('#its-state')).toHaveText('Closed');
  await page.getByLabel('Write to the security desk').fill('Thank you.');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('Your message was sent.')).toBeVisible();
  await expect(page.locator('#messages')).toContainText('Thank you.');
  await page.goto('/security');
  await expect(page.locator('#finders')).toContainText(finder);
});

test('who wants no name has none, and nobody but the desk sees a case', async ({ page, cast }) => {
  const words = fresh('embargoed');
  const { number } = await report(page, words);
  await signIn(page, cast.grace);
  await expect(page.getByRole('link', { name: 'Security desk' })).toHaveCount(0);
  for (const path of ['/desk-cases', '/desk-cases/count', '/desk-members']) expect((await ask(page, 'GET', path)).status).toBe(403);
  await page.context().clearCookies();
  await signIn(page, cast.root);
  await page.goto('/desk');
  await page.getByRole('link', { name: number }).click();
  await expect(page.getByText(words)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Report' })).not.toContainText('Wants to be named');
});

test('an admin names a member, who is at the desk until taken out', async ({ page, cast }) => {
  await signIn(page, cast.root);
  await page.goto('/desk');
  await page.getByRole('button', { name: 'Members' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail of somebody with an account').fill('nobody@unknown.example');
  await dialog.getByRole('button', { name: 'Add to the desk' }).click();
  await expect(dialog.getByText('is not the address of anybody here')).toBeVisible();
  await dialog.getByLabel('E-mail of somebody with an account').fill(cast.hugo.email);
  await page.keyboard.press('Enter');
  await expect(dialog.getByText(cast.hugo.email)).toBeVisible();
  await page.context().clearCookies();
  await signIn(page, cast.hugo);
  await page.getByRole('link', { name: 'Security desk' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Security desk' })).toBeVisible();
  await page.context().clearCookies();
  await signIn(page, cast.root);
  await page.goto('/desk');
  await page.getByRole('button', { name: 'Members' }).click();
  await dialog.getByRole('button', { name: /^Remove/ }).click();
  await expect(dialog.getByText(cast.hugo.email)).toHaveCount(0);
});

test('the keyboard alone reports a hole and writes to the desk', async ({ page }) => {
  await page.goto('/security');
  await tabTo(page, page.getByRole('link', { name: 'Report a hole' }));
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('What did you see?')).toBeFocused();
  await tabTo(page, page.getByRole('button', { name: 'Send the report' }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('This is needed.')).toBeVisible();
  await expect(page.getByLabel('What did you see?')).toBeFocused();
  await page.keyboard.type('Seen by the keyboard');
  await tabTo(page, page.getByLabel('How bad is it?'));
  await page.keyboard.type('Low');
  await tabTo(page, page.getByRole('button', { name: 'Send the report' }));
  await page.keyboard.press('Enter');
  await expect(page.locator('#done')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.locator('#follow-up')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Seen by the keyboard')).toBeVisible();
  await tabTo(page, page.getByLabel('Write to the security desk'));
  await page.keyboard.type('More of it');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('#messages')).toContainText('More of it');
});

test('axe finds nothing on the pages of the desk, in both themes', async ({ page, cast }) => {
  await page.goto('/security');
  await bothThemes(page, 'the policy');
  await page.goto('/security/report');
  await page.getByRole('button', { name: 'Send the report' }).click();
  await bothThemes(page, 'the form, refused');
  const { number, path } = await report(page, 'For axe to see');
  await bothThemes(page, 'the receipt');
  await follow(page, path, number);
  await bothThemes(page, 'a case, followed');
  await signIn(page, cast.root);
  await page.goto('/desk');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await bothThemes(page, 'the desk');
  await page.getByRole('link', { name: number }).click();
  await expect(page.getByRole('heading', { level: 1, name: number })).toBeVisible();
  await bothThemes(page, 'a case at the desk');
});

test('the policy can be read without scripts, and security.txt leads to it', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) });
  const page = await context.newPage();
  await page.goto('/security');
  for (const title of ['How we treat reports', 'Supported versions', 'What is in scope', 'Good faith', 'What to send', 'Hall of fame', 'Editions of this policy'])
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
  await expect(page.getByText('Nobody is named here yet.')).toBeVisible();
  const answer = await page.request.get('/.well-known/security.txt');
  expect(answer.headers()['content-type']).toBe('text/plain; charset=utf-8');
  const text = await answer.text();
  expect(text).toMatch(/^Contact: \S+\/security$/m);
  expect(text).toMatch(/^Policy: \S+\/security$/m);
  const expires = new Date(/^Expires: (\S+)$/m.exec(text)?.[1] ?? '').getTime();
  expect(expires - Date.now()).toBeGreaterThan(30 * 86_400_000);
  expect(expires - Date.now()).toBeLessThan(365 * 86_400_000);
  await context.close();
});

for (const language of ['es', 'fr', 'de'])
  test(`the pages of reporters are there in ${language}`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ locale: language, ...(baseURL ? { baseURL } : {}) });
    const page = await context.newPage();
    for (const path of ['/security', '/security/report', '/security/case']) {
      await page.goto(path);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page.locator('h1')).not.toHaveText(/^(Security|Report a hole|Your report)$/);
    }
    await context.close();
  });
