import { useQuery, useQueryClient } from '@tanstack/react-query';
import { saidToReader } from '../../api/answers';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { BulkChange } from '../../api/types';
import { plural, showNumber, t } from '../../i18n';
import { Dialog } from '../../ui/Dialog';
import { cancelBulk, readFailures, undoBulk, useBulk } from './bulk';

/** How far a change of many records is, and what of it failed, row by row. */
export function BulkProgress() {
  const { running, told } = useBulk();
  return (
    <>
      {running && running.total !== null && running.total !== undefined && running.total > 200 && <Running change={running} total={running.total} />}
      {told && <Failures change={told} />}
    </>
  );
}

function Running({ change, total }: { change: BulkChange; total: number }) {
  return (
    <div className="bulk-running" role="status">
      <progress className="progress" max={total} value={change.done} aria-label={t('bulk.running')} />
      <span className="number">{t('bulk.how_far', { done: showNumber(change.done), total: showNumber(total) })}</span>
      {!change.undoing && (
        <button type="button" className="button quiet small" onClick={() => void cancelBulk(change)}>
          {t('action.cancel')}
        </button>
      )}
    </div>
  );
}

function Failures({ change }: { change: BulkChange }) {
  const queries = useQueryClient();
  const undone = change.state === 'undone';
  const { data, error } = useQuery({
    queryKey: ['bulk-changes', change.id, 'failures', change.state],
    queryFn: async ({ signal }) => {
      const page = await answerOf(api.GET('/bulk-changes/{bulk_change_id}/failures', { params: { path: { bulk_change_id: change.id }, query: { limit: 200 } }, signal }));
      return { ...page, items: await saidToReader(page.items) };
    },
  });
  return (
    <Dialog open title={undone ? plural('bulk.kept', change.kept) : plural('bulk.failed', change.failed)} onClose={readFailures}>
      <p className="dialog-text">{undone ? t('bulk.kept_text') : plural('bulk.changed', change.changed)}</p>
      {error && <p className="notice">{messageOf(error)}</p>}
      <ul className="failures" tabIndex={0} aria-label={t('bulk.failures')}>
        {data?.items.map((row) => (
          <li key={row.id}>
            <strong dir="auto">{row.name || t('bulk.nameless')}</strong>
            <span className="muted">{row.message}</span>
          </li>
        ))}
      </ul>
      {data?.next && <p className="dialog-text">{t('bulk.more_failures')}</p>}
      <div className="form-foot">
        {!undone && change.changed > 0 && (
          <button type="button" className="button" onClick={() => void undoBulk(queries, change)}>
            {t('bulk.undo_rest')}
          </button>
        )}
        <button type="button" className="button primary" onClick={readFailures}>
          {t('action.close')}
        </button>
      </div>
    </Dialog>
  );
}
