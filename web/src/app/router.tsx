import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { CustomersPage } from '../features/customers/CustomersPage';
import type { AuditFilter } from '../features/audit/queries';
import { customerFilters } from '../features/customers/list';
import { listSearch, parseSearch, stringifySearch } from '../features/lists/url';
import { guildParts, type GuildPart } from '../features/tree/parts';
import { trashKinds } from '../features/trash/kinds';
import { withWords } from '../i18n';
import { Home } from './Home';
import { Missing } from './Missing';
import { Shell } from './Shell';

const root = createRootRoute({ component: Shell, notFoundComponent: Missing });

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value || undefined : undefined;
}

function oneOf<Value extends string>(values: readonly Value[], given: unknown): Value | undefined {
  return values.find((value) => value === given);
}

const searchOnly = (given: Record<string, unknown>): { search?: string | undefined } => ({ search: text(given['search']) });

const day = (value: unknown) => (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined);

function auditSearch(given: Record<string, unknown>): AuditFilter {
  return { ...searchOnly(given), object: text(given['object']), actor: text(given['actor']), action: text(given['action']), from: day(given['from']), to: day(given['to']) };
}

const guildSearch = (given: Record<string, unknown>): { part?: GuildPart | undefined } => ({ part: oneOf(guildParts, given['part']) });

const home = createRoute({ getParentRoute: () => root, path: '/', component: Home });
const customers = createRoute({ getParentRoute: () => root, path: '/customers', validateSearch: listSearch(customerFilters), component: CustomersPage });
const customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$customerId',
  component: lazyRouteComponent(() => withWords(import('../features/customers/CustomerPage')), 'CustomerPage'),
});
const today = createRoute({
  getParentRoute: () => root,
  path: '/today',
  validateSearch: (given): { whose?: 'all' | undefined } => ({ whose: oneOf(['all'] as const, given['whose']) }),
  component: lazyRouteComponent(() => withWords(import('../features/activities/TodayPage')), 'TodayPage'),
});
const contacts = createRoute({
  getParentRoute: () => root,
  path: '/contacts',
  validateSearch: listSearch(['primary', 'opted_out', 'invalid_address', 'owner_id', 'spot_id']),
  component: lazyRouteComponent(() => withWords(import('../features/contacts/ContactsPage')), 'ContactsPage'),
});
const estimates = createRoute({
  getParentRoute: () => root,
  path: '/estimates',
  validateSearch: listSearch(['state', 'owner_id', 'spot_id']),
  component: lazyRouteComponent(() => withWords(import('../features/estimates/EstimatesPage')), 'EstimatesPage'),
});
const estimate = createRoute({
  getParentRoute: () => root,
  path: '/estimates/$estimateId',
  component: lazyRouteComponent(() => withWords(import('../features/estimates/EstimatePage')), 'EstimatePage'),
});
const products = createRoute({
  getParentRoute: () => root,
  path: '/products',
  validateSearch: listSearch(['active']),
  component: lazyRouteComponent(() => withWords(import('../features/products/ProductsPage')), 'ProductsPage'),
});
const imports = createRoute({
  getParentRoute: () => root,
  path: '/imports',
  validateSearch: (search): { import?: string } => (typeof search['import'] === 'string' ? { import: search['import'] } : {}),
  component: lazyRouteComponent(() => withWords(import('../features/imports/ImportsPage')), 'ImportsPage'),
});
const trash = createRoute({
  getParentRoute: () => root,
  path: '/trash',
  validateSearch: (given) => ({ ...searchOnly(given), kind: oneOf(trashKinds, given['kind']) }),
  component: lazyRouteComponent(() => withWords(import('../features/trash/TrashPage')), 'TrashPage'),
});
const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => withWords(import('../features/audit/AuditPage')), 'AuditPage'),
});

const guilds = createRoute({
  getParentRoute: () => root,
  path: '/guilds',
  validateSearch: searchOnly,
  component: lazyRouteComponent(() => withWords(import('../features/tree/PortfolioPage')), 'PortfolioPage'),
});
const guild = createRoute({
  getParentRoute: () => root,
  path: '/guilds/$guildId',
  validateSearch: guildSearch,
  component: lazyRouteComponent(() => withWords(import('../features/tree/GuildPage')), 'GuildPage'),
});
const ownGuild = createRoute({
  getParentRoute: () => root,
  path: '/guild',
  validateSearch: guildSearch,
  component: lazyRouteComponent(() => withWords(import('../features/tree/GuildPage')), 'OwnGuildPage'),
});
const owners = createRoute({
  getParentRoute: () => root,
  path: '/access-owners',
  validateSearch: searchOnly,
  component: lazyRouteComponent(() => withWords(import('../features/tree/OwnersPage')), 'OwnersPage'),
});
const owner = createRoute({
  getParentRoute: () => root,
  path: '/access-owners/$accessOwnerId',
  component: lazyRouteComponent(() => withWords(import('../features/tree/OwnerPage')), 'OwnerPage'),
});
const agency = createRoute({
  getParentRoute: () => root,
  path: '/agency',
  component: lazyRouteComponent(() => withWords(import('../features/tree/OwnerPage')), 'OwnAgencyPage'),
});
const moderators = createRoute({
  getParentRoute: () => root,
  path: '/moderators',
  component: lazyRouteComponent(() => withWords(import('../features/tree/ModeratorsPage')), 'ModeratorsPage'),
});
const installation = createRoute({
  getParentRoute: () => root,
  path: '/installation',
  component: lazyRouteComponent(() => withWords(import('../features/installation/InstallationPage')), 'InstallationPage'),
});
const desk = createRoute({
  getParentRoute: () => root,
  path: '/desk',
  validateSearch: (given): { search?: string | undefined; closed?: true | undefined } => ({ ...searchOnly(given), closed: given['closed'] === true || undefined }),
  component: lazyRouteComponent(() => withWords(import('../features/desk/DeskPage')), 'DeskPage'),
});
const deskCase = createRoute({
  getParentRoute: () => root,
  path: '/desk/$caseId',
  component: lazyRouteComponent(() => withWords(import('../features/desk/DeskCasePage')), 'DeskCasePage'),
});
const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => withWords(import('../features/account/AccountPage')), 'AccountPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([home, today, customers, customer, contacts, estimates, estimate, products, imports, trash, audit, guilds, guild, ownGuild, owners, owner, agency, moderators, installation, desk, deskCase, account]),
  defaultPreload: 'intent',
  scrollRestoration: false,
  parseSearch,
  stringifySearch,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
