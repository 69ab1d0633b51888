import type { Import } from '../../api/types';
import { t, type Key } from '../../i18n';
import { Select } from '../../ui/Select';
import type { HowRead } from './queries';

const ways: Record<Import['duplicates'], Key> = { create: 'import.duplicates.create', skip: 'import.duplicates.skip', update: 'import.duplicates.update' };
const matches: Record<Import['match_by'], Key> = {
  external_id: 'import.field.external_id',
  vat_number: 'customer.vat_number',
  email: 'contact.email',
  name: 'customer.name',
  sku: 'product.sku',
};
const choices: Record<Import['kind'], Import['match_by'][]> = {
  customers: ['external_id', 'vat_number', 'email', 'name'],
  products: ['external_id', 'sku', 'name'],
  contacts: ['email', 'name'],
};

/** What is done with a row whose record is there already, and by what that is known. */
export function Duplicates({ data, onChange }: { data: Import; onChange: (change: Partial<HowRead>) => void }) {
  return (
    <div className="import-duplicates">
      <label htmlFor="import-duplicates">{t('import.duplicates')}</label>
      <Select id="import-duplicates" className="control" value={data.duplicates} onChange={(event) => onChange({ duplicates: event.target.value as Import['duplicates'] })}>
        {(Object.keys(ways) as Import['duplicates'][]).map((way) => (
          <option key={way} value={way}>
            {t(ways[way])}
          </option>
        ))}
      </Select>
      {data.duplicates !== 'create' && (
        <>
          <label htmlFor="import-match">{t('import.match_by')}</label>
          <Select id="import-match" className="control" value={data.match_by} onChange={(event) => onChange({ match_by: event.target.value as Import['match_by'] })}>
            {choices[data.kind].map((by) => (
              <option key={by} value={by}>
                {t(matches[by])}
              </option>
            ))}
          </Select>
        </>
      )}
    </div>
  );
}
