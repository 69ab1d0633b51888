import type { Import } from '../../api/types';
import { t } from '../../i18n';
import { Select } from '../../ui/Select';
import { fieldsOf, labelOf } from './fields';

/** The file's columns with a sample; each goes to a field or is left out. */
export function Mapping({ data, onMap }: { data: Import; onMap: (mapping: Import['mapping']) => void }) {
  const used = Object.values(data.mapping).filter((field) => field !== null);
  const known = [...new Set([...fieldsOf(data.kind), ...used])];
  return (
    <div className="table-scroll" role="region" aria-label={t('import.mapping')} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            {data.columns.map((column) => (
              <th key={column} scope="col">
                <span>{column}</span>
                <Select className="control small" aria-label={t('import.column_to', { column })} value={data.mapping[column] ?? ''} onChange={(event) => onMap({ ...data.mapping, [column]: event.target.value || null })}>
                  <option value="">{t('import.leave_out')}</option>
                  {known.map((field) => (
                    <option key={field} value={field}>
                      {labelOf(field, data.kind)}
                    </option>
                  ))}
                </Select>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.sample.slice(0, 8).map((row, index) => (
            <tr key={index}>
              {data.columns.map((column, at) => (
                <td key={column}>{row[at]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
