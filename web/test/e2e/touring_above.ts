import { ask, expect, fresh, make } from './support';
import { see, seeOpen, seePlaces, seePressed, settle, type Tour } from './touring';

/** The agency: its guilds, one of them, and its team. */
export async function seeAgency(tour: Tour) {
  const { page } = tour;
  await seePlaces(tour);
  await page.goto('/guilds');
  await seePressed(tour, 'AddGuild', 'guilds.new');
  await page.locator('[data-cell="0:0"] a').click();
  await settle(page);
  await tour.look('a guild from above');
  await seePressed(tour, 'SuspendGuild', 'guild.suspend');
  await page.goto(`${new URL(page.url()).pathname}?part=access`);
  await seePressed(tour, 'HandOver, a guild', 'handover.offer');
  await page.goto('/agency');
  await seePressed(tour, 'OwnerPage, another name', 'spots.rename');
  await seeWork(tour);
}

/** The work that the agency gives: a group, a role and who has it. */
async function seeWork(tour: Tour) {
  const { page } = tour;
  const me = JSON.parse((await ask(page, 'GET', '/me')).text) as { memberships: { access_owner: { id: string } | null }[] };
  const agency = `/access-owners/${me.memberships[0]?.access_owner?.id ?? ''}`;
  const name = fresh('Traders');
  const group = await make(page, `${agency}/guild-groups`, { name, guild_ids: [tour.cast.grace.guild_id ?? ''] });
  const role = await make(page, `${agency}/role-sets`, { name: fresh('Consultant'), permissions: ['customers.read:guild', 'notes.create:guild'] });
  const email = `${fresh('tour').replace(/\W/g, '')}@agents.example`;
  await make(page, `${agency}/assignments`, { name: 'Abe Agent', email, password: 'a bridge of reeds', team_role_id: role.id, guild_group_id: group.id });
  await see(tour, '/agency');
  await seePressed(tour, 'AssignDialog', 'work.add');
  await seeOpen(tour, 'GroupDialog', () => page.getByRole('button', { name, exact: true }).click());
  await page.getByRole('region', { name: tour.say('team_roles.title') }).getByRole('button', { name: tour.say('roles.new') }).click();
  await settle(page);
  await tour.look('RoleEditor, for agents');
}

/** What the installation's admin sees. */
export async function seeInstallation(tour: Tour) {
  const { page } = tour;
  await seePlaces(tour);
  await page.goto('/moderators');
  await seePressed(tour, 'Accounts', 'moderators.add');
  await page.goto('/access-owners');
  await seePressed(tour, 'OwnersPage', 'owners.new');
  await page.locator('[data-cell="0:0"] a').click();
  await settle(page);
  await tour.look('an agency');
  await seePressed(tour, 'OwnerPage, before it is suspended', 'guild.suspend');
  await seeOffered(tour);
  await seeDesk(tour);
  await page.goto(`/guilds/${tour.cast.grace.guild_id ?? ''}?part=access`);
  await settle(page);
  await tour.look('a guild, before support asks');
  await seePressed(tour, 'SupportDialog', 'support.ask');
  const asked = await ask(page, 'POST', `/guilds/${tour.cast.grace.guild_id ?? ''}/support-requests`, { reason: fresh('An import fails'), hours: 2 });
  expect([201, 409], asked.text).toContain(asked.status); // another tour of the same guild may have asked already
}

/** The security desk with a case, and who is at it. */
async function seeDesk(tour: Tour) {
  const { page } = tour;
  const reported = await ask(page, 'POST', '/security-reports', { description: 'Seen on a tour', versions: '0.1.0' });
  expect([201, 429], reported.text).toContain(reported.status); // others report from here as well
  await see(tour, '/desk');
  await seePressed(tour, 'DeskMembers', 'desk.members');
  await page.locator('[data-cell="0:0"] a').click();
  await settle(page);
  await tour.look('a case at the desk');
}

/** An agency of one's own, offered to somebody else. */
async function seeOffered(tour: Tour) {
  const { page } = tour;
  const { id } = await make(page, '/access-owners', { name: fresh('Given agency') });
  await page.goto(`/access-owners/${id}`);
  await seePressed(tour, 'HandOver, an agency', 'handover.offer');
  const moderators = JSON.parse((await ask(page, 'GET', '/moderators')).text) as { items: { id: string }[] };
  await make(page, `/access-owners/${id}/handovers`, { moderator_id: moderators.items[0]?.id ?? '' });
  await see(tour, `/access-owners/${id}`);
}

/** What support asks for, as the guild sees it; and given. */
export async function seeAskedFor(tour: Tour) {
  const { page, say } = tour;
  await see(tour, '/guild', '/guild?part=access');
  await page.getByRole('button', { name: say('support.accept') }).first().click();
  await expect(page.getByText(say('support.state.running')).first()).toBeVisible();
  await settle(page);
  await tour.look('a guild, support looks in');
}

/** What the guild's leave opens, while it lasts. */
export async function seeLookingIn(tour: Tour) {
  const { page, say } = tour;
  await see(tour, '/guilds');
  await page.getByRole('list', { name: say('support.open') }).getByRole('button').first().click();
  await expect(page.getByRole('button', { name: say('support.leave') })).toBeVisible();
  await see(tour, '/customers');
  await page.getByRole('button', { name: say('support.leave') }).click();
  await expect(page).toHaveURL(/guilds/);
}
