import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { CustomersPage } from '../features/customers/CustomersPage';
import { Missing } from './Missing';
import { Shell } from './Shell';

const root = createRootRoute({ component: Shell, notFoundComponent: Missing });

function text(value: unknown): string | undefined {
  // The router reads a search of digits as a number; it is text all the same.
  return typeof value === 'string' || typeof value === 'number' ? String(value) || undefined : undefined;
}

export interface ListSearch {
  search?: string | undefined;
  sort?: string | undefined;
  status?: string | undefined;
}

function listSearch(given: Record<string, unknown>): ListSearch {
  return { search: text(given['search']), sort: text(given['sort']), status: text(given['status']) };
}

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- how the router wants it
    throw redirect({ to: '/customers' });
  },
});
const customers = createRoute({ getParentRoute: () => root, path: '/customers', validateSearch: listSearch, component: CustomersPage });
const customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$customerId',
  component: lazyRouteComponent(() => import('../features/customers/CustomerPage'), 'CustomerPage'),
});
const estimates = createRoute({
  getParentRoute: () => root,
  path: '/estimates',
  validateSearch: listSearch,
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
  validateSearch: listSearch,
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
  routeTree: root.addChildren([home, customers, customer, estimates, estimate, products, imports, audit]),
  defaultPreload: 'intent',
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
