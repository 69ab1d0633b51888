import { useMay } from '../../app/session';
import { currentLanguage, t } from '../../i18n';
import { countryChoices, currencyChoices } from '../../i18n/places';
import { BulkBar, type BulkAct } from '../lists/BulkBar';
import { useColleagues, useGroups, useTags } from '../lists/names';
import type { BulkProps } from '../lists/definition';
import { statusChoices } from './list';
import type { Status } from './status';

/** What can be done with many customers. */
export function CustomerBulk(props: BulkProps) {
  const [tags, groups, colleagues] = [useTags(), useGroups(), useColleagues()];
  const mayDelete = useMay('customers.delete');
  const language = currentLanguage();
  const acts: BulkAct[] = [
    { id: 'status', label: t('customer.status'), choices: statusChoices(), change: (value) => ({ status: value as Status }) },
    { id: 'owner', label: t('bulk.assign'), choices: colleagues.choices, change: (value) => ({ owner_id: value }) },
    { id: 'add_tag', label: t('bulk.add_tag'), choices: tags.choices, change: (value) => ({ add_tags: [value] }) },
    { id: 'remove_tag', label: t('bulk.remove_tag'), choices: tags.choices, change: (value) => ({ remove_tags: [value] }) },
    { id: 'group', label: t('customer.group'), choices: groups.choices, change: (value) => ({ group_id: value }) },
    { id: 'country', label: t('address.country'), choices: countryChoices(language), change: (value) => ({ country: value }) },
    { id: 'currency', label: t('customer.currency'), choices: currencyChoices(language), change: (value) => ({ currency: value }) },
  ];
  return <BulkBar kind="customers" {...props} acts={acts} mayDelete={mayDelete} />;
}
