import { useMutation, useQueryClient } from '@tanstack/react-query';
import { messageOf } from '../../api/problem';
import type { Import } from '../../api/types';
import { showNumber, t, type Key } from '../../i18n';
import { Chip, type Tone } from '../../ui/Chip';
import { Mapping } from './Mapping';
import { advance, importById, map, type Step } from './queries';

export const importStates: Record<Import['state'], [Key, Tone]> = {
  preview: ['import.state.preview', 'sky'],
  running: ['import.state.running', 'gold'],
  done: ['import.state.done', 'spruce'],
  cancelled: ['import.state.cancelled', 'plain'],
  undone: ['import.state.undone', 'plain'],
};

/** One import: how its columns are read, what came of it, and what can be done now. */
export function ImportPanel({ data }: { data: Import }) {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ['imports'] });
  const step = useMutation({ mutationFn: (next: Step) => advance(data.id, next), onSuccess: refresh });
  const mapping = useMutation({
    mutationFn: (next: Import['mapping']) => map(data.id, next),
    onSuccess: (changed) => queries.setQueryData(importById(data.id).queryKey, changed),
  });
  const failure = step.error ?? mapping.error;
  const [name, tone] = importStates[data.state];
  return (
    <section className="panel" aria-labelledby="import-title">
      <div className="panel-head">
        <h2 id="import-title">{data.file_name}</h2>
        <Chip tone={tone}>{t(name)}</Chip>
        <span className="muted">{t('import.rows', { rows: showNumber(data.rows) })}</span>
        <span className="spacer" />
        <NextStep data={data} pending={step.isPending} onStep={(next) => step.mutate(next)} />
      </div>
      {failure && (
        <p className="notice" role="alert">
          {messageOf(failure)}
        </p>
      )}
      {data.state === 'preview' ? <Preview data={data} onMap={(next) => mapping.mutate(next)} /> : <Progress data={data} />}
    </section>
  );
}

function NextStep({ data, pending, onStep }: { data: Import; pending: boolean; onStep: (step: Step) => void }) {
  const button = (step: Step, label: Key, look = 'button') => (
    <button type="button" className={look} disabled={pending} onClick={() => onStep(step)}>
      {t(label)}
    </button>
  );
  if (data.state === 'preview') return button('start', 'import.start', 'button primary');
  if (data.state === 'running') return data.resumable ? button('start', 'import.resume') : button('cancellation', 'import.cancel');
  return data.imported > 0 && data.state !== 'undone' ? button('undo', 'action.undo') : null;
}

function Preview({ data, onMap }: { data: Import; onMap: (mapping: Import['mapping']) => void }) {
  const faulty = data.preview.filter((row) => row.problems.length > 0);
  return (
    <>
      <Mapping data={data} onMap={onMap} />
      {data.faulty > 0 && (
        <div className="notice gold">
          <p>{t('import.faulty', { rows: showNumber(data.faulty) })}</p>
          <ul>
            {faulty.slice(0, 5).map((row) => (
              <li key={row.row}>
                {t('import.row_problem', { row: row.row, problem: row.problems.map((problem) => `${problem.field} ${problem.message}`).join('; ') })}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function Progress({ data }: { data: Import }) {
  return (
    <>
      {data.state === 'running' && <progress className="progress" aria-label={t('import.progress')} value={data.done} max={Math.max(1, data.rows)} />}
      <p role="status">
        {t('import.result', { imported: showNumber(data.imported), failed: showNumber(data.failed) })}{' '}
        {data.removed + data.kept > 0 && t('import.undone', { removed: showNumber(data.removed), kept: showNumber(data.kept) })}{' '}
        {data.problems_url?.startsWith('/') && (
          <a href={data.problems_url} download="">
            {t('import.problems')}
          </a>
        )}
      </p>
    </>
  );
}
