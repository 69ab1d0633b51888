import type { Me } from '../api/types';
import type { Key } from '../i18n';
import type { IconName } from '../ui/Icon';
import { may } from './session';

export interface Place {
  to: '/today' | '/customers' | '/estimates' | '/products' | '/imports' | '/audit';
  label: Key;
  icon: IconName;
  needs: string[];
}

const places: Place[] = [
  { to: '/customers', label: 'nav.customers', icon: 'customers', needs: ['customers.read', 'customers.create'] },
  { to: '/today', label: 'nav.today', icon: 'today', needs: ['activities.create'] },
  { to: '/estimates', label: 'nav.estimates', icon: 'estimates', needs: ['estimates.read', 'estimates.create'] },
  { to: '/products', label: 'nav.products', icon: 'products', needs: ['products.read'] },
  { to: '/imports', label: 'nav.imports', icon: 'imports', needs: ['imports.run'] },
  { to: '/audit', label: 'nav.audit', icon: 'audit', needs: ['audit.read', 'platform_audit.read'] },
];

/** Where somebody may go, in the order of the rail. */
export function placesFor(me: Me): Place[] {
  return places.filter((place) => place.needs.some((permission) => may(me, permission)));
}
