import { useMay } from '../../app/session';
import { t } from '../../i18n';
import { BulkBar, type BulkAct } from '../lists/BulkBar';
import type { BulkProps } from '../lists/definition';

/** What can be done with many contacts. */
export function ContactBulk(props: BulkProps) {
  const mayDelete = useMay('contacts.delete');
  const choices = [{ value: 'true', label: t('choice.yes') }, { value: 'false', label: t('choice.no') }]; // prettier-ignore
  const acts: BulkAct[] = [{ id: 'opted_out', label: t('contacts.opted_out'), choices, change: (value) => ({ opted_out: value === 'true' }) }];
  return <BulkBar kind="contacts" {...props} acts={acts} mayDelete={mayDelete} />;
}
