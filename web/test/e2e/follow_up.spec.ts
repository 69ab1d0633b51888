import { expect, signIn, test } from './support';

test('a follow-up is set in two keystrokes, stands on Today, and is ticked off with a way back', async ({ page, cast }) => {
  await signIn(page, cast.ada);
  const row = page.locator('[data-cell="0:0"]');
  const name = await row.innerText();
  await row.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  const panel = page.getByRole('region', { name: 'To do' });
  await expect(panel.getByRole('checkbox').or(panel.getByText('Nothing to do here.')).first()).toBeVisible();
  const before = await panel.getByRole('checkbox').count();

  await page.keyboard.press('f');
  await expect(page.getByLabel('What')).toHaveValue(`Follow up with ${name}`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(panel.getByRole('checkbox')).toHaveCount(before + 1);

  await page.goto('/today');
  const next = page.getByRole('region', { name: 'Next' });
  const done = next.getByRole('checkbox', { name: `Done: Follow up with ${name}` });
  await expect(done.first()).toBeVisible();
  const count = await done.count();
  await expect(done.first()).toBeEnabled();
  await done.first().focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('status').getByText(`Done: Follow up with ${name}`)).toBeVisible();
  await expect(done).toHaveCount(count - 1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(done).toHaveCount(count);
});
