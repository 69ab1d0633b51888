import { linkTo, mails, subjectsTo } from './mails';
import { expect, fresh, signIn, test, type Account } from './support';

const password = 'a bridge of reeds';

function somebody(word: string): Account {
  const name = fresh(word).replace(/\W/g, '').toLowerCase();
  return { email: `${name}@new.example`, password, totp_secret: null, role: 'builder', access_owner: null, guild: null, guild_id: null, spot: null, can_create_customers: false };
}

test.skip(!mails, 'there is no mail server beside this server');

test('a colleague is invited by mail, joins, forgets the password and gets another', async ({ page, cast }) => {
  const nina = somebody('Nina');
  await signIn(page, cast.grace);
  await page.goto('/guild');
  await page.getByRole('button', { name: 'Add somebody' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Nina New');
  await page.getByLabel('E-mail').fill(nina.email);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The invitation to Nina New is on its way.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Invited' }).getByText(nina.email)).toBeVisible();

  const invitation = await linkTo(nina.email, '/join');
  await page.context().clearCookies();
  await page.goto(invitation);
  await expect(page.getByText(/invites you to/)).toBeVisible();
  await expect(page.getByLabel('E-mail')).toHaveValue(nina.email);
  await expect(page.getByLabel('Your name')).toHaveValue('Nina New');
  await expect(page.getByLabel('Password')).toBeFocused();
  await page.keyboard.type('short');
  await page.keyboard.press('Enter');
  await expect(page.getByText('At least 8 characters.', { exact: true })).toBeVisible();
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: /Customers/ })).toBeVisible({ timeout: 15_000 });

  await page.context().clearCookies();
  await page.goto(invitation);
  await expect(page.getByRole('alert')).toContainText('This link was used or is over');

  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await page.getByLabel('E-mail').fill(nina.email);
  await page.keyboard.press('Enter');
  await expect(page.getByText(/a message is on its way/)).toBeVisible();
  await page.goto(await linkTo(nina.email, '/reset'));
  await expect(page.getByText(nina.email)).toBeVisible();
  await page.getByLabel('New password').fill('a bridge of stone');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Your password was changed/)).toBeVisible({ timeout: 15_000 });
  await expect.poll(() => subjectsTo(nina.email)).toContain('Your password was changed');
  await signIn(page, { ...nina, password: 'a bridge of stone' });
  await expect(page.getByRole('heading', { level: 1, name: /Customers/ })).toBeVisible({ timeout: 15_000 });
});

test('nobody hears whether an address is known', async ({ page, cast }) => {
  for (const email of [cast.bob.email, 'nobody@unknown.example']) {
    await page.goto('/reset');
    await page.getByLabel('E-mail').fill(email);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await expect(page.getByText('If there is an account with this address, a message is on its way. Its link works for half an hour.')).toBeVisible();
  }
});

test('somebody with an account joins one more place by signing in', async ({ page, cast }) => {
  await signIn(page, cast.hugo);
  await page.goto('/guild');
  await page.getByRole('button', { name: 'Add somebody' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Bob, whoever that is');
  await page.getByLabel('E-mail').fill(cast.bob.email);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('region', { name: 'Invited' }).getByText(cast.bob.email)).toBeVisible();
  const invitation = await linkTo(cast.bob.email, '/join');
  await page.goto(invitation);
  await expect(page.getByText(`You are signed in as ${cast.hugo.email}`)).toBeVisible();
  await page.getByRole('button', { name: 'Sign in to join' }).click();
  await page.getByLabel('E-mail').fill(cast.bob.email);
  await page.getByLabel('Password').fill(cast.bob.password);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Join as/ }).click({ timeout: 15_000 });
  await expect(page.getByRole('heading', { level: 1, name: /Customers/ })).toBeVisible({ timeout: 15_000 });
});

test('an address is changed by the link that goes there', async ({ page, cast }) => {
  const otto = somebody('Otto');
  await signIn(page, cast.grace);
  await page.goto('/guild');
  await page.getByRole('button', { name: 'Add somebody' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Otto Old');
  await page.getByLabel('E-mail').fill(otto.email);
  await page.getByLabel('First password').fill(password);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Otto Old is in')).toBeVisible();
  await page.context().clearCookies();
  await signIn(page, otto);
  await page.goto('/account');
  await expect(page.getByText('Not confirmed')).toBeVisible();
  const other = somebody('Other');
  await page.getByRole('region', { name: 'E-mail' }).getByRole('button', { name: 'Change' }).click();
  await page.getByLabel('Current password').fill(password);
  await page.getByLabel('New address').fill(other.email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByText(`${other.email} will be your address`)).toBeVisible();
  await page.goto(await linkTo(other.email, '/confirm'));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText(`${other.email} is confirmed.`)).toBeVisible();
  await expect.poll(() => subjectsTo(otto.email)).toContain('Your e-mail address was changed');
  await page.goto('/account');
  await expect(page.getByRole('region', { name: 'E-mail' }).getByText('Confirmed', { exact: true })).toBeVisible();
});
