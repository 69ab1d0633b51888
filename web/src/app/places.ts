import type { Me } from '../api/types';
import type { Key } from '../i18n';
import type { IconName } from '../ui/Icon';
import { may } from './session';

export interface Place {
  to: '/today' | '/customers' | '/contacts' | '/estimates' | '/products' | '/imports' | '/trash' | '/audit' | '/guild' | '/guilds' | '/agency' | '/access-owners' | '/moderators' | '/installation' | '/desk';
  label: Key;
  icon: IconName;
  needs: string[];
  /** Only where one acts in a guild, or only where one stands above them. */
  where?: 'guild' | 'above';
}

const places: Place[] = [
  { to: '/customers', label: 'nav.customers', icon: 'customers', needs: ['customers.read', 'customers.create'], where: 'guild' },
  { to: '/contacts', label: 'nav.contacts', icon: 'contact', needs: ['contacts.read'], where: 'guild' },
  { to: '/today', label: 'nav.today', icon: 'today', needs: ['activities.create'], where: 'guild' },
  { to: '/estimates', label: 'nav.estimates', icon: 'estimates', needs: ['estimates.read', 'estimates.create'], where: 'guild' },
  { to: '/products', label: 'nav.products', icon: 'products', needs: ['products.read'], where: 'guild' },
  { to: '/imports', label: 'nav.imports', icon: 'imports', needs: ['imports.run'], where: 'guild' },
  { to: '/guilds', label: 'nav.guilds', icon: 'guilds', needs: ['portfolio.read'] },
  { to: '/agency', label: 'nav.agency', icon: 'agency', needs: ['handovers.create'] },
  { to: '/access-owners', label: 'nav.owners', icon: 'agency', needs: ['access_owners.create'] },
  { to: '/moderators', label: 'nav.moderators', icon: 'people', needs: ['moderators.read'] },
  { to: '/installation', label: 'nav.installation', icon: 'check', needs: ['examinations.read'], where: 'above' },
  { to: '/desk', label: 'nav.desk', icon: 'shield', needs: ['desk.read'] },
  { to: '/guild', label: 'nav.guild', icon: 'people', needs: ['builders.create'], where: 'guild' },
  { to: '/trash', label: 'nav.trash', icon: 'trash', needs: ['customers.delete'], where: 'guild' },
  { to: '/audit', label: 'nav.audit', icon: 'audit', needs: ['audit.read'], where: 'guild' },
  { to: '/audit', label: 'nav.audit', icon: 'audit', needs: ['platform_audit.read'], where: 'above' },
];

/** Where somebody may go, in the order of the rail. */
export function placesFor(me: Me): Place[] {
  const here = me.acting.guild_id === null ? 'above' : 'guild';
  return places.filter((place) => (place.where ?? here) === here && place.needs.some((permission) => may(me, permission)));
}
