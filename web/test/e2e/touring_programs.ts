import { expect, fresh } from './support';
import { button, see, seeOpen, seePressed, settle, still, type Tour } from './touring';

/** A guild's programs: none or some, a new one with its key, and what is done with both. */
export async function seePrograms(tour: Tour) {
  const { page, say, look, cast } = tour;
  await see(tour, '/guild?part=programs');
  await seePressed(tour, 'AddProgram', 'programs.new');
  const name = fresh('Program');
  await button(tour, 'programs.new').click();
  await page.locator('#current_password').fill(cast.grace.password);
  await page.locator('#key_name').fill(name);
  await page.locator('#permissions').check();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: say('keys.made') })).toBeVisible();
  await still(page);
  await look('MadeKey');
  await button(tour, 'keys.kept').click();
  const item = page.getByRole('listitem').filter({ hasText: name }).first();
  await item.locator('[aria-expanded]').click();
  await expect(item.getByRole('listitem')).toHaveCount(1);
  await settle(page);
  await look('a program and its key');
  const press = (key: string) => item.getByRole('button', { name: `${say(key)} ${name}`, exact: true }).click();
  await seeOpen(tour, 'KeyItem', () => press('keys.revoke'));
  await seeOpen(tour, 'AddProgram, another key', () => press('programs.new_key'));
  await seeOpen(tour, 'NameProgram', () => press('action.rename'));
  await seeOpen(tour, 'ProgramItem', () => press('programs.end'));
}
