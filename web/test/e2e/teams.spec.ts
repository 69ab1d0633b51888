import { linkTo } from './mails';
import { ask, expect, fresh, make, signIn, test } from './support';

test('an agency gives somebody work in a group of guilds; the guild decides whether they also change what they see', async ({ page, cast, browser, baseURL }) => {
  const group = fresh('Traders');
  const role = fresh('Consultant');
  const name = fresh('Abe');
  const email = `${fresh('abe').replace(/\W/g, '')}@agents.example`;
  await signIn(page, cast.olga, '/agency');
  await page.getByRole('button', { name: 'New group' }).click();
  await page.keyboard.press('Enter');
  await expect(page.locator('#name')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#name')).toBeFocused();
  await page.getByLabel('Name', { exact: true }).fill(group);
  await page.getByRole('checkbox', { name: cast.grace.guild ?? '' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: group }).getByText('1 guild')).toBeVisible();

  await page.getByRole('region', { name: 'Roles for this work' }).getByRole('button', { name: 'New role' }).click();
  await page.getByLabel('Name', { exact: true }).fill(role);
  await page.getByLabel('Add customers').selectOption({ label: 'everyone’s' });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: role })).toBeVisible();

  await page.getByRole('button', { name: 'Give somebody work' }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('As', { exact: true }).selectOption({ label: role });
  await page.getByLabel('In the guilds of').selectOption({ label: group });
  await page.keyboard.press('Enter');
  const invited = page.getByRole('region', { name: 'Invited' }).getByRole('listitem').filter({ hasText: name });
  await expect(invited.getByText(`${role}, in ${group}`)).toBeVisible();

  const elsewhere = await browser.newContext({ baseURL });
  const abe = await elsewhere.newPage();
  await abe.goto(await linkTo(email, '/join'));
  await abe.getByLabel('Password').fill('a bridge of reeds');
  await abe.keyboard.press('Enter');
  await expect(abe.locator('main#page')).toBeVisible({ timeout: 15_000 });
  await page.reload();
  await expect(invited).toHaveCount(0);
  const work = page.getByRole('region', { name: 'Work in guilds' }).getByRole('listitem').filter({ hasText: name });
  await expect(work.getByText(`${role}, in ${group}`)).toBeVisible();
  await expect(abe.getByRole('gridcell').first()).toBeVisible();
  await expect(abe.getByRole('button', { name: /New customer/ })).toHaveCount(0);
  expect((await ask(abe, 'POST', '/customers', { name: 'Not yet' })).status).toBe(403);

  const guild = await browser.newContext({ baseURL });
  const grace = await guild.newPage();
  await signIn(grace, cast.grace, '/guild?part=access');
  const agents = grace.getByRole('region', { name: /people who work here/ });
  await expect(agents.getByRole('listitem').filter({ hasText: name }).getByText(role)).toBeVisible();
  await agents.getByRole('button', { name: 'Let them change records' }).click();
  await expect(agents.getByText('May change records', { exact: true })).toBeVisible();
  await abe.reload();
  await expect(abe.getByRole('button', { name: /New customer/ })).toBeVisible();
  await make(abe, '/customers', { name: fresh('Theirs') });
  await agents.getByRole('button', { name: 'Let them only read' }).click();
  await expect(agents.getByText('May change records', { exact: true })).toHaveCount(0);

  await work.getByRole('button', { name: `Take back the work of ${name}` }).click();
  await expect(work).toHaveCount(0);
  await abe.reload().catch(() => undefined); // it may be on its way out already: its page hears of it
  await expect(abe).toHaveURL(/sign-in/);
  await elsewhere.close();
  await guild.close();
});
