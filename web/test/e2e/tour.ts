import { linkTo, mails } from './mails';
import { ask, choices, expect, fresh, make, signIn, type Account } from './support';
import { button, isWide, see, seeOpen, seePlaces, seePressed, settle, still, type Tour } from './touring';
import { newcomer, seeKeys } from './touring_keys';
import { seePrograms } from './touring_programs';
import { seeAgency, seeAskedFor, seeInstallation, seeLookingIn } from './touring_above';

async function seeAs(tour: Tour, who: Account, part: (tour: Tour) => Promise<void>) {
  await tour.page.context().clearCookies();
  await signIn(tour.page, who);
  await settle(tour.page);
  await part(tour);
}

/** The pages before the app. */
async function seeEntrance({ page, look }: Tour) {
  await page.goto('/sign-in');
  await expect(page.locator('#submit')).toBeEnabled();
  await look('sign-in');
  await page.locator('#submit').click();
  await expect(page.locator('#problem')).toBeVisible();
  await look('sign-in, refused');
  await page.goto('/setup#no-such-link');
  await page.locator('#founding button[type=submit]').click();
  await expect(page.locator('#name')).toBeFocused();
  await look('first run, refused');
  for (const path of ['/reset', '/register', '/confirm#no-such-link', '/join#no-such-link', '/reset#no-such-link']) {
    await page.goto(path);
    await expect(page.locator('.entrance :is([data-part], #problem):visible').first()).toBeVisible();
    await look(path.replace('/', ''));
  }
  for (const path of ['/security', '/security/report', '/security/case#no-such-link']) {
    await page.goto(path);
    await expect(page.locator('.entrance :is([data-part], #problem, #nobody, #finders):visible').first()).toBeVisible();
    await look(path.slice(1).replaceAll('/', ' '));
  }
  await page.goto('/confirm#no-such-link');
  await page.locator('#confirming button').click();
  await expect(page.locator('#problem')).toBeVisible();
  await look('confirm, refused');
}

/** Somebody who was invited, on the list and at the door; an address that waits to be confirmed. */
async function seeInvited(tour: Tour) {
  const { page, say, look } = tour;
  const email = `${fresh('tour').replace(/\W/g, '')}@new.example`;
  await make(page, `/guilds/${tour.cast.grace.guild_id ?? ''}/administrators`, { name: 'Nina New', email });
  await page.goto('/guild');
  await expect(page.getByRole('region', { name: say('invitations.title') })).toBeVisible();
  await settle(page);
  await look('invitations');
  await page.goto('/account');
  await seePressed(tour, 'EmailDialog', 'email.change');
  if (!mails) return;
  const link = await linkTo(email, '/join');
  await page.goto(link);
  await expect(page.getByRole('button').first()).toBeEnabled();
  await look('join');
}

/** A list with its menus, a cell while it is changed, a row at a glance, rows picked, and the board. */
async function seeList(tour: Tour) {
  const { page, say, look } = tour;
  await page.goto('/customers?columns=name,status,phone,group&kind=company&status=active');
  await settle(page);
  const first = page.locator('[data-cell="0:0"]');
  await button(tour, 'views.title').click();
  await look('ViewsMenu');
  await seePressed(tour, 'SaveView', 'views.save_new');
  if (isWide(page)) {
    await button(tour, 'list.columns').click();
    await look('ColumnsMenu');
    await page.keyboard.press('Escape');
  }
  await page.locator('[data-cell="0:1"]').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.cell-editor')).toBeFocused();
  await look('a cell while it is changed');
  await page.keyboard.press('Escape');
  await first.focus();
  await page.keyboard.press('Space');
  await expect(page.locator('.peek')).toBeVisible();
  await look('a row at a glance');
  await page.keyboard.press('Escape');
  await first.focus();
  await page.keyboard.press('Control+a');
  await expect(page.getByRole('region', { name: say('bulk.label') })).toBeVisible();
  await look('rows picked');
  await seePressed(tour, 'BulkBar', 'bulk.delete');
  await seePressed(tour, 'ExportDialog', 'export.open');
  await see(tour, '/customers?as=board', '/estimates?as=board', '/customers?search=nobody-is-called-so');
}

/** Many changed at once, of which one is gone meanwhile. */
async function seeFailures(tour: Tour) {
  const { page, say } = tour;
  const word = fresh('Tour').replace(/\W/g, '');
  await make(page, '/customers', { name: `${word} one` });
  const { id } = await make(page, '/customers', { name: `${word} two` });
  await page.goto(`/customers?search=${word}`);
  await expect(page.locator('[data-cell="1:0"]')).toBeVisible();
  await page.locator('[data-cell="0:0"]').focus();
  await page.keyboard.press('Control+a');
  const bulk = page.getByRole('region', { name: say('bulk.label') });
  await expect(bulk).toBeVisible();
  expect((await ask(page, 'DELETE', `/customers/${id}`)).status).toBe(204);
  await seeOpen(tour, 'BulkProgress', async () => {
    await bulk.getByRole('combobox', { name: say('customer.status') }).selectOption('former');
  });
}

/** A customer with what is edited in place, its people, its duplicate, its follow-ups, its tags and its history. */
async function seeCustomer(tour: Tour) {
  const { page, say, look } = tour;
  const name = fresh('Tour');
  const { id } = await make(page, '/customers', { name, vat_number: 'DE123456789' });
  await make(page, '/customers', { name, vat_number: 'DE123456789', status: 'lead' });
  await make(page, `/customers/${id}/contacts`, { first_name: 'Maria', last_name: 'Anders', email: 'maria@tour.example' });
  await make(page, `/customers/${id}/notes`, { body: 'Called about the north hall.' });
  await page.goto(`/customers/${id}`);
  await settle(page);
  await expect(page.getByText('Called about the north hall.')).toBeVisible();
  await look('a customer');
  await page.getByRole('region', { name: say('customer.facts') }).getByRole('button', { name: say('customer.phone') }).click();
  await look('a customer, a fact while it is changed');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: say('customer.billing_address') }).click();
  await look('a customer, an address while it is changed');
  await page.keyboard.press('Escape');
  await seePressed(tour, 'ContactDialog', 'contacts.add');
  await button(tour, 'tags.change').click();
  await look('CustomerTags');
  await page.keyboard.press('Escape');
  await seeOpen(tour, 'ActivityDialog', () => page.locator('body').press('f'));
  await seePressed(tour, 'MergeDialog, which', 'merge.open_any');
  await seeOpen(tour, 'MergeDialog', () => page.getByRole('region', { name: say('duplicates.title') }).getByRole('button').first().click());
  await see(tour, '/trash?kind=customers');
}

async function seeEstimate(tour: Tour) {
  const { page, say, look } = tour;
  await see(tour, '/estimates/new');
  await page.locator('[id="lines.0.description"]').fill('Workshop');
  await page.locator('[id="lines.0.unit_price"]').fill('nonsense');
  await page.getByLabel(say('estimate.customer'), { exact: true }).fill('a');
  await expect(choices(page).last()).toBeVisible();
  await look('an estimate, choosing its customer');
  await page.keyboard.press('Escape');
  await seePressed(tour, 'Discard', 'estimate.discard');
  await page.goto('/estimates');
  await page.locator('[data-cell="0:0"] a').first().click();
  await settle(page);
  await look('an estimate');
}

async function seeProducts(tour: Tour) {
  const { page } = tour;
  await page.goto('/products');
  await seePressed(tour, 'AddTaxCode', 'tax_codes.new');
  await seeOpen(tour, 'ProductForm', async () => {
    await page.locator('[data-cell="0:0"]').focus();
    await page.keyboard.press('Enter');
  });
}

/** An import whose second row cannot be read. */
async function seeImport({ page, look }: Tour) {
  await page.goto('/imports');
  await settle(page);
  const text = 'Company name,First name,First name,Email,Since\nOdin,Bo,Ek,bo@odin.example,2021-02-03\nThor,Al,Ek,nobody,2021-02-30\n';
  await page.locator('input[type=file]').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await expect(page.locator('.notice.gold li').first()).toBeVisible();
  await look('an import');
}

/** A guild's own administration, one's account and the trail, with what opens above them. */
async function seeAdministration(tour: Tour) {
  const { page, say, look } = tour;
  await see(tour, '/guild', '/guild?part=spots', '/guild?part=settings', '/guild?part=access', '/guild?part=isolation', '/account', '/nowhere');
  await page.goto('/guild');
  await seePressed(tour, 'AddPerson', 'people.add');
  await seeOpen(tour, 'PersonDialog', () => page.locator('[data-cell="0:0"]').click());
  await page.goto('/guild?part=spots');
  await seeOpen(tour, 'SpotDialog, add', () => page.getByRole('button', { name: say('spots.add_below') }).first().click());
  await seeOpen(tour, 'SpotDialog, move', () => page.getByRole('button', { name: `${say('spots.move')}:` }).first().click());
  await page.locator('.help-mark').first().focus();
  await expect(page.getByRole('tooltip').first()).toBeVisible();
  await look('an explanation');
  await page.goto('/account');
  await seePressed(tour, 'SignInAgain', 'account.password_change');
  await seePressed(tour, 'AddPasskey', 'passkeys.add');
  await seePressed(tour, 'AddApiKey', 'keys.new');
  await seeOpen(tour, 'AddTotp', async () => {
    await page.getByRole('region', { name: say('factors.title') }).getByRole('button', { name: say('action.set_up') }).click();
  });
  await page.goto('/audit');
  await seeOpen(tour, 'EventDialog', () => page.locator('[data-cell="0:0"]').click());
}

/** A guild's own roles: none yet, a new one, one that is there, and what somebody may do by it. */
async function seeRoles(tour: Tour) {
  const { page, say, look } = tour;
  await see(tour, '/guild?part=roles');
  await button(tour, 'roles.new').click();
  await look('RoleEditor, new');
  const name = fresh('Role');
  await make(page, `/guilds/${tour.cast.grace.guild_id ?? ''}/role-sets`, { name, permissions: ['customers.read:spot', 'customers.create:spot'] });
  await page.goto('/guild?part=roles');
  await page.getByRole('button', { name, exact: true }).click();
  await look('RoleEditor');
  await seePressed(tour, 'RoleEditor, before it is deleted', 'action.delete');
  await page.goto('/account');
  await page.getByRole('button', { name: say('explain.mine') }).click();
  await seeOpen(tour, 'ExplainDialog', async () => {});
}

/** What lies above every page: quick customer with its questions, the palette, the keys, the menu. */
async function seeLayers(tour: Tour) {
  const { page, say, look } = tour;
  await page.goto('/customers');
  await settle(page);
  await page.locator('body').press('c');
  await expect(page.locator('#company_name')).toBeFocused();
  await page.getByRole('switch').last().click();
  await button(tour, 'quick.create').click();
  await expect(page.locator('[aria-invalid=true]').first()).toBeFocused();
  await look('QuickCustomer, refused');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await still(page);
  await look('FormDialog, before it is thrown away');
  await button(tour, 'discard.discard').click();
  await page.locator('body').press('c');
  await button(tour, 'quick.several').click();
  await page.getByLabel(say('batch.paste')).fill('Alfreds\tMaria\tAnders\tmaria@tour.example\nBottom-Dollar\tElizabeth\tLincoln\tnobody');
  await look('QuickCustomer, several');
  await page.goto('/customers');
  await settle(page);
  await seeOpen(tour, 'Palette', async () => {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('option').first()).toBeVisible();
  });
  await seeOpen(tour, 'Shortcuts', () => page.locator('body').press('?'));
  if (!isWide(page)) await seePressed(tour, 'RailDialog', 'shell.menu');
}

/** Every page and whatever opens above one, each as somebody who may see it; in parts that can be walked apart. */
export const parts: Record<string, (tour: Tour) => Promise<void>> = {
  entrance: seeEntrance,
  records: (tour) =>
    seeAs(tour, tour.cast.grace, async () => {
      await seePlaces(tour);
      await seeList(tour);
      await seeFailures(tour);
      await seeCustomer(tour);
      await seeEstimate(tour);
      await seeProducts(tour);
      await seeImport(tour);
    }),
  administration: (tour) =>
    seeAs(tour, tour.cast.grace, async () => {
      await seeAdministration(tour);
      await seeRoles(tour);
      await seePrograms(tour);
      await seeInvited(tour);
      const nina = await newcomer(tour);
      await seeAs(tour, nina, seeKeys(nina));
    }),
  layers: (tour) => seeAs(tour, tour.cast.ada, seeLayers),
  above: async (tour) => {
    await seeAs(tour, tour.cast.olga, seeAgency);
    await seeAs(tour, tour.cast.root, seeInstallation);
    await seeAs(tour, tour.cast.grace, seeAskedFor);
    await seeAs(tour, tour.cast.root, seeLookingIn);
  },
};

export async function seeEverything(tour: Tour) {
  for (const part of Object.values(parts)) await part(tour);
}
