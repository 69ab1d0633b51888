import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { CustomersPage } from '../features/customers/CustomersPage';
import type { CustomerFilter } from '../features/customers/queries';
import { statuses } from '../features/customers/status';
import { Home } from './Home';
import { Missing } from './Missing';
import { Shell } from './Shell';

const root = createRootRoute({ component: Shell, notFoundComponent: Missing });

function text(value: unknown): string | undefined {
  // The router reads a search of digits as a number; it is text all the same.
  return typeof value === 'string' || typeof value === 'number' ? String(value) || undefined : undefined;
}

function oneOf<Value extends string>(values: readonly Value[], given: unknown): Value | undefined {
  return values.find((value) => value === given);
}

const searchOnly = (given: Record<string, unknown>): { search?: string | undefined } => ({ search: text(given['search']) });

function customerSearch(given: Record<string, unknown>): CustomerFilter {
  const sort = oneOf(['-created_at', 'created_at', 'name', '-name'], given['sort']);
  return { ...searchOnly(given), sort, status: oneOf(statuses, given['status']) };
}

const home = createRoute({ getParentRoute: () => root, path: '/', component: Home });
const customers = createRoute({ getParentRoute: () => root, path: '/customers', validateSearch: customerSearch, component: CustomersPage });
const customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$customerId',
  component: lazyRouteComponent(() => import('../features/customers/CustomerPage'), 'CustomerPage'),
});
const today = createRoute({
  getParentRoute: () => root,
  path: '/today',
  component: lazyRouteComponent(() => import('../features/activities/TodayPage'), 'TodayPage'),
});
const estimates = createRoute({
  getParentRoute: () => root,
  path: '/estimates',
  validateSearch: searchOnly,
  component: lazyRouteComponent(() => import('../features/estimates/EstimatesPage'), 'EstimatesPage'),
});
const estimate = createRoute({
  getParentRoute: () => root,
  path: '/estimates/$estimateId',
  component: lazyRouteComponent(() => import('../features/estimates/EstimatePage'), 'EstimatePage'),
});
const products = createRoute({
  getParentRoute: () => root,
  path: '/products',
  validateSearch: searchOnly,
  component: lazyRouteComponent(() => import('../features/products/ProductsPage'), 'ProductsPage'),
});
const imports = createRoute({
  getParentRoute: () => root,
  path: '/imports',
  component: lazyRouteComponent(() => import('../features/imports/ImportsPage'), 'ImportsPage'),
});
const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  component: lazyRouteComponent(() => import('../features/audit/AuditPage'), 'AuditPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([home, today, customers, customer, estimates, estimate, products, imports, audit]),
  defaultPreload: 'intent',
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
