import { Link } from '@tanstack/react-router';
import type { AuditEvent } from '../../api/types';
import { may, useMe } from '../../app/session';
import { t } from '../../i18n';
import { thingName } from './words';

const nobody = '00000000-0000-0000-0000-000000000000';

/** Who it was. One whose account one does not see stands above; the machine's operator has none. */
export function Actor({ event }: { event: AuditEvent }) {
  if (event.actor === nobody) return <span className="muted">{t('audit.operator')}</span>;
  return event.actor_name ? <span>{event.actor_name}</span> : <span className="muted">{t('audit.above')}</span>;
}

interface ObjectLinkProps {
  object: string;
  onFollow?: () => void;
}

/** What it was done to, with a way there where there is a page of it. */
export function ObjectLink({ object, onFollow }: ObjectLinkProps) {
  const me = useMe();
  const [thing = '', id = ''] = object.split('/');
  const name = thingName(thing);
  const link = { tabIndex: -1, className: 'object-link', ...(onFollow ? { onClick: onFollow, tabIndex: 0 } : {}) };
  if (thing === 'customers' && may(me, 'customers.read')) return <Link to="/customers/$customerId" params={{ customerId: id }} {...link}>{name}</Link>;
  if (thing === 'estimates' && may(me, 'estimates.read')) return <Link to="/estimates/$estimateId" params={{ estimateId: id }} {...link}>{name}</Link>;
  if (thing === 'guilds' && may(me, 'portfolio.read')) return <Link to="/guilds/$guildId" params={{ guildId: id }} search={{}} {...link}>{name}</Link>;
  if (thing === 'access_owners' && may(me, 'access_owners.create')) return <Link to="/access-owners/$accessOwnerId" params={{ accessOwnerId: id }} {...link}>{name}</Link>;
  return <span>{name}</span>;
} // prettier-ignore
