import { ask, expect, fresh, signIn, test } from './support';

test('support asks to look into a guild, is let in, is told of, and is out when the guild says so', async ({ page, cast, browser, baseURL }) => {
  const reason = fresh('An import fails');
  await signIn(page, cast.root, `/guilds/${cast.grace.guild_id ?? ''}?part=access`);
  await page.getByRole('button', { name: 'Ask to look in…' }).click();
  await page.keyboard.press('Enter');
  await expect(page.locator('#reason')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#reason')).toBeFocused();
  await page.getByLabel('What for').fill(reason);
  await page.getByLabel('For how long').selectOption('2 hours');
  await page.keyboard.press('Enter');
  const asked = page.getByRole('listitem').filter({ hasText: reason });
  await expect(asked.getByText('Asked for', { exact: true })).toBeVisible();
  await expect(asked.getByRole('button', { name: 'Take back' })).toBeVisible();

  const elsewhere = await browser.newContext({ baseURL });
  const theirs = await elsewhere.newPage();
  await signIn(theirs, cast.grace, '/guild');
  const request = theirs.getByRole('list', { name: 'What support asks for' }).getByRole('listitem').filter({ hasText: reason });
  await request.getByRole('button', { name: 'Allow' }).click();
  await expect(request).toHaveCount(0);

  await page.goto('/guilds');
  const given = page.getByRole('list', { name: 'Guilds that let you look in' }).getByRole('listitem').filter({ hasText: reason });
  await given.getByRole('button', { name: 'Look in' }).click();
  await expect(page.getByText(/You look into this company by its leave/)).toBeVisible();
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Quick customer' })).toHaveCount(0);
  expect((await ask(page, 'POST', '/customers', { name: 'Support writes nothing' })).status).toBe(403);

  await theirs.goto('/audit');
  await expect(theirs.getByRole('row').filter({ hasText: 'has looked' }).first()).toBeVisible();
  await theirs.goto('/guild?part=access');
  const running = theirs.getByRole('listitem').filter({ hasText: reason });
  await expect(running.getByText('Running')).toBeVisible();
  await running.getByRole('button', { name: 'End it' }).click();
  await expect(running.getByText('Ended', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Products' }).click();
  await expect(page).toHaveURL(/sign-in/);
  await elsewhere.close();
});

test('a guild declines what support asks for, and lets it in of itself', async ({ page, cast }) => {
  const reason = fresh('To mend a list');
  await signIn(page, cast.root);
  expect((await ask(page, 'POST', `/guilds/${cast.hugo.guild_id ?? ''}/support-requests`, { reason })).status).toBe(201);
  await page.context().clearCookies();
  await signIn(page, cast.hugo, '/guild?part=access');
  const asked = page.getByRole('listitem').filter({ hasText: reason });
  await asked.getByRole('button', { name: 'Decline' }).click();
  await expect(asked.getByText('Declined', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Let support look in' }).click();
  const own = fresh('Please look at our products');
  await page.getByLabel('What for').fill(own);
  await page.keyboard.press('Enter');
  const given = page.getByRole('listitem').filter({ hasText: own });
  await expect(given.getByText('Running')).toBeVisible();
  await given.getByRole('button', { name: 'End it' }).click();
  await expect(given.getByText('Ended', { exact: true })).toBeVisible();
});

test('an agency goes to another moderator once both agree', async ({ page, cast, browser, baseURL }) => {
  const elsewhere = await browser.newContext({ baseURL });
  const theirs = await elsewhere.newPage();
  await signIn(theirs, cast.mona, '/moderators');
  const number = (await theirs.locator('code').textContent()) ?? '';
  await signIn(page, cast.root, '/access-owners');
  const name = fresh('Handed agency');
  await page.getByRole('button', { name: 'New agency' }).click();
  await page.getByLabel('Agency', { exact: true }).fill(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.getByRole('button', { name: 'Hand over…' }).click();
  await page.getByLabel('Number of the moderator').fill('01920000-0000-7000-8000-000000000000');
  await page.keyboard.press('Enter');
  await expect(page.locator('#moderator_id')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#moderator_id')).toBeFocused();
  await page.getByLabel('Number of the moderator').fill(number);
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Nothing changes before they take it/)).toBeVisible();

  await theirs.goto('/access-owners');
  await expect(theirs.getByRole('gridcell', { name })).toHaveCount(0);
  await theirs.getByRole('listitem').filter({ hasText: name }).getByRole('button', { name: 'Take it over' }).click();
  await expect(theirs.getByRole('gridcell', { name })).toBeVisible();
  await elsewhere.close();
});
