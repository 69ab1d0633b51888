import { t } from '../../i18n';
import { Icon } from '../../ui/Icon';
import type { FilterField } from './definition';
import type { ListSearch } from './url';

interface FiltersProps {
  fields: FilterField[];
  search: ListSearch;
  onChange: (change: ListSearch) => void;
}

/** A chip for each field: what is chosen stands in it, and one press takes it away. */
export function Filters({ fields, search, onChange }: FiltersProps) {
  const chosen = fields.filter((field) => search[field.name] !== undefined);
  return (
    <div className="filters" role="group" aria-label={t('list.filters')}>
      {fields.map((field) => (
        <FilterChip key={field.name} field={field} value={search[field.name]} onChange={(value) => onChange({ [field.name]: value })} />
      ))}
      {chosen.length > 1 && (
        <button type="button" className="button quiet small" onClick={() => onChange(Object.fromEntries(chosen.map((field) => [field.name, undefined])))}>
          {t('list.clear_filters')}
        </button>
      )}
    </div>
  );
}

interface FilterChipProps {
  field: FilterField;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

function FilterChip({ field, value, onChange }: FilterChipProps) {
  const known = value === undefined || field.choices.some((choice) => choice.value === value);
  if (field.choices.length === 0 && value === undefined) return null;
  return (
    <span className={`filter${value === undefined ? '' : ' chosen'}`}>
      <select aria-label={field.label} value={value ?? ''} onChange={(event) => onChange(event.target.value || undefined)}>
        <option value="">{field.label}</option>
        {!known && <option value={value}>{field.label}</option>}
        {field.choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      {value === undefined ? (
        <Icon name="down" />
      ) : (
        <button type="button" className="filter-clear" aria-label={t('list.clear_filter', { filter: field.label })} onClick={() => onChange(undefined)}>
          <Icon name="close" />
        </button>
      )}
    </span>
  );
}
