import { useQuery } from '@tanstack/react-query';
import type { Customer } from '../../api/types';
import { t } from '../../i18n';
import { countryName } from '../../i18n/places';
import { AddressLines } from '../../ui/AddressLines';
import { Time } from '../../ui/Time';
import { useColleagues, useGroups, useTags } from '../lists/names';
import { PeekFact } from '../lists/Peek';
import { TagChips } from './list';
import { contactsOf } from './queries';
import { StatusChip } from './status';

/** A customer at a glance: what one looks up while working through a list. */
export function CustomerPeek({ customer }: { customer: Customer }) {
  const [tags, groups, colleagues] = [useTags(), useGroups(), useColleagues()];
  const people = useQuery(contactsOf(customer.id)).data?.items ?? [];
  const address = customer.address ?? customer.billing_address;
  return (
    <dl className="facts">
      <PeekFact label={t('customer.status')}>{<StatusChip status={customer.status} />}</PeekFact>
      <PeekFact label={t('tags.title')}>{customer.tag_ids.length > 0 && <TagChips ids={customer.tag_ids} tags={tags} />}</PeekFact>
      <PeekFact label={t('customer.group')}>{groups.of(customer.group_id)}</PeekFact>
      <PeekFact label={t('customer.phone')}>{customer.phone && <a href={`tel:${customer.phone.replace(/[^+\d]/g, '')}`} dir="ltr">{customer.phone}</a>}</PeekFact>
      <PeekFact label={t('customer.website')}>{customer.website}</PeekFact>
      <PeekFact label={t('customer.vat_number')}>{customer.vat_number}</PeekFact>
      <PeekFact label={t('customer.address')}>{address ? <AddressLines address={address} /> : countryName(customer.country)}</PeekFact>
      <PeekFact label={t('contacts.title')}>
        {people.length > 0 && (
          <ul className="peek-people">
            {people.map((person) => (
              <li key={person.id}>
                {person.first_name} {person.last_name} <span className="muted">{person.email ?? person.phone}</span>
              </li>
            ))}
          </ul>
        )}
      </PeekFact>
      <PeekFact label={t('record.owner')}>{colleagues.of(customer.owner_id)}</PeekFact>
      <PeekFact label={t('record.updated')}>{<Time at={customer.updated_at} />}</PeekFact>
    </dl>
  );
} // prettier-ignore
