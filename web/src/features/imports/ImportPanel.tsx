import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Import } from '../../api/types';
import { showNumber, t, type Key } from '../../i18n';
import { Chip, type Tone } from '../../ui/Chip';
import { Duplicates } from './Duplicates';
import { LeftRecords } from './LeftRecords';
import { Mapping } from './Mapping';
import { Notices } from './Notices';
import { advance, importById, importList, map, type HowRead, type Step } from './queries';
import { refusalText, rowProblem } from './refusals';

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
  const keep = (changed: Import) => {
    queries.setQueryData(importById(data.id).queryKey, changed);
    void queries.invalidateQueries({ queryKey: importList.queryKey });
  };
  const step = useMutation({ mutationFn: (next: Step) => advance(data.id, next), onSuccess: keep });
  const mapping = useMutation({ mutationFn: (next: HowRead) => map(data.id, next), onSuccess: keep });
  const failure = step.error ?? mapping.error;
  const [name, tone] = importStates[data.state];
  const read = (change: Partial<HowRead>) => mapping.mutate({ mapping: data.mapping, duplicates: data.duplicates, match_by: data.match_by, ...change });
  return (
    <section className="panel" aria-labelledby="import-title">
      <div className="panel-head">
        <h2 id="import-title">{data.file_name}</h2>
        <Chip tone={tone}>{t(name)}</Chip>
        <span className="muted">{t('import.rows', { rows: showNumber(data.rows) })}</span>
        <span className="spacer" />
        <NextSteps data={data} pending={step.isPending || mapping.isPending} onStep={(next) => step.mutate(next)} />
      </div>
      {failure && (
        <p className="notice" role="alert">
          {refusalText(failure)}
        </p>
      )}
      {data.state === 'preview' ? (
        <>
          <Notices notices={data.notices} />
          <Duplicates data={data} onChange={read} />
          <Mapping data={data} onMap={(next) => read({ mapping: next })} />
          <Faulty data={data} />
        </>
      ) : (
        <Result data={data} />
      )}
    </section>
  );
}

/* What can be done with an import as it stands; the first is what one mostly wants. */
function stepsOf(data: Import): [Step, Key][] {
  const undo: [Step, Key][] = data.imported + data.updated > 0 ? [['undo', 'import.undo']] : [];
  if (data.state === 'preview') return [['start', 'import.start']];
  if (data.state === 'undone') return [];
  if (data.state === 'running' && !data.resumable) return [['cancellation', 'import.cancel']];
  return data.resumable ? [['start', 'import.resume'], ...(data.state === 'running' ? [] : undo)] : undo;
}

function NextSteps({ data, pending, onStep }: { data: Import; pending: boolean; onStep: (step: Step) => void }) {
  return stepsOf(data).map(([step, label]) => (
    <button key={step} type="button" className={step === 'start' ? 'button primary' : 'button'} disabled={pending} onClick={() => onStep(step)}>
      {t(label)}
    </button>
  ));
}

function Faulty({ data }: { data: Import }) {
  if (data.faulty === 0) return null;
  const faulty = data.preview.filter((row) => row.problems.length > 0);
  const values = { rows: showNumber(data.faulty), looked: showNumber(data.looked) };
  return (
    <div className="notice gold">
      <p>{data.looked < data.rows ? t('import.faulty_of_first', values) : t('import.faulty', values)}</p>
      <ul>
        {faulty.slice(0, 5).map((row) => (
          <li key={row.row}>
            {t('import.row_problem', { row: row.row, problem: row.problems.map((problem) => rowProblem(problem, data.kind)).join('; ') })}
          </li>
        ))}
      </ul>
      <ProblemsLink data={data} />
    </div>
  );
}

function ProblemsLink({ data }: { data: Import }) {
  if (!data.problems_url?.startsWith('/')) return null;
  return (
    <a href={data.problems_url} download="">
      {t('import.problems')}
    </a>
  );
}

/* Of an undo, what was made is what there is to go through. */
function progressOf(data: Import): { done: number; all: number } {
  return data.undoing ? { done: data.removed + data.kept, all: data.imported + data.updated } : { done: data.done, all: data.rows };
}

function Result({ data }: { data: Import }) {
  const { done, all } = progressOf(data);
  return (
    <>
      {data.state === 'running' && (
        <div className="import-progress">
          <progress className="progress" aria-label={t('import.progress')} value={done} max={Math.max(1, all)} />
          <span className="muted">{t(data.undoing ? 'import.taken_back_of' : 'import.done_of', { done: showNumber(done), all: showNumber(all) })}</span>
        </div>
      )}
      <p role="status">
        {t('import.result', { imported: showNumber(data.imported), failed: showNumber(data.failed) })}{' '}
        {data.updated > 0 && t('import.updated', { updated: showNumber(data.updated) })} {data.skipped > 0 && t('import.skipped', { skipped: showNumber(data.skipped) })}{' '}
        {data.removed + data.kept > 0 && t('import.undone', { removed: showNumber(data.removed), kept: showNumber(data.kept) })} <ProblemsLink data={data} />
      </p>
      {data.failed > 0 && data.state !== 'running' && <p className="muted">{t('import.mend')}</p>}
      {data.kept > 0 && data.state !== 'running' && <LeftRecords data={data} />}
    </>
  );
}
