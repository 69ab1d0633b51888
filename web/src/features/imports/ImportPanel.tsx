import { useMutation, useQueryClient } from '@tanstack/react-query';
import { messageOf } from '../../api/problem';
import type { Import } from '../../api/types';
import { showNumber, t, type Key } from '../../i18n';
import { Chip, type Tone } from '../../ui/Chip';
import { advance, importById, map, type Step } from './queries';
import { Select } from '../../ui/Select';

const states: Record<Import['state'], [Key, Tone]> = {
  preview: ['import.state.preview', 'sky'],
  running: ['import.state.running', 'gold'],
  done: ['import.state.done', 'spruce'],
  cancelled: ['import.state.cancelled', 'plain'],
  undone: ['import.state.undone', 'plain'],
};

const targets: string[] = ['external_id', 'name', 'vat_number', 'phone', 'website', 'currency', 'street', 'city', 'region', 'postal_code', 'country', 'first_name', 'last_name', 'contact_name', 'email', 'title', 'sku', 'unit_price'];

/** One import: how its columns are read, what came of it, and what can be done now. */
export function ImportPanel({ data }: { data: Import }) {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: importById(data.id).queryKey });
  const step = useMutation({
    mutationFn: (next: Step) => advance(data.id, next),
    onSuccess: async () => {
      await refresh();
      await queries.invalidateQueries({ queryKey: ['customers'] });
    },
  });
  const mapping = useMutation({ mutationFn: (next: Import['mapping']) => map(data.id, next), onSuccess: refresh });
  const failure = step.error ?? mapping.error;
  const [name, tone] = states[data.state];
  const act = (next: Step, label: Key, primary = false) => (
    <button type="button" className={primary ? 'button primary' : 'button'} disabled={step.isPending} onClick={() => step.mutate(next)}>
      {t(label)}
    </button>
  );
  return (
    <section className="panel" aria-labelledby="import-title">
      <div className="panel-head">
        <h2 id="import-title">{t('import.rows', { rows: showNumber(data.rows) })}</h2>
        <Chip tone={tone}>{t(name)}</Chip>
        <span className="spacer" />
        {data.state === 'preview' && act('start', 'import.start', true)}
        {data.state === 'running' && act('cancellation', 'import.cancel')}
        {data.state === 'done' && act('undo', 'action.undo')}
      </div>
      {failure && <p className="notice">{messageOf(failure)}</p>}
      {data.state === 'preview' ? <Mapping data={data} onMap={(next) => mapping.mutate(next)} /> : <Progress data={data} />}
    </section>
  );
}

function Progress({ data }: { data: Import }) {
  return (
    <>
      <progress className="progress" aria-label={t('import.progress')} value={data.imported + data.failed} max={Math.max(1, data.rows)} />
      <p role="status">
        {t('import.result', { imported: showNumber(data.imported), failed: showNumber(data.failed) })}{' '}
        {data.failed > 0 && data.problems_url?.startsWith('/') && (
          <a href={data.problems_url} download="">
            {t('import.problems')}
          </a>
        )}
      </p>
    </>
  );
}

/* A column goes to a field or is left out. */
function Mapping({ data, onMap }: { data: Import; onMap: (mapping: Import['mapping']) => void }) {
  const known = [...new Set([...targets, ...Object.values(data.mapping).filter((field) => field !== null)])];
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
                      {field}
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
              {row.map((cell, at) => (
                <td key={data.columns[at]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
