import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../../api/problem';
import { plural, showNumber, t } from '../../i18n';
import { Dialog } from '../../ui/Dialog';
import type { ExportMenuProps } from './ExportMenu';
import { beginExport, cancelExport, exportById, type ExportFormat } from './queries';

interface ExportDialogProps extends ExportMenuProps {
  /** The one that is made, or was. */
  id: string | null;
  onId: (id: string | null) => void;
  onClose: () => void;
}

/** How the file shall be, then how far it is. */
export function ExportDialog({ id, onId, onClose, ...what }: ExportDialogProps) {
  return (
    <Dialog open title={t('export.title')} size="small" onClose={onClose}>
      <div className="form-body export">{id === null ? <Choosing {...what} onBegun={onId} /> : <Making id={id} total={what.total} onAgain={() => onId(null)} />}</div>
    </Dialog>
  );
}

function Choosing({ kind, filter, columns, total, onBegun }: ExportMenuProps & { onBegun: (id: string) => void }) {
  const [all, setAll] = useState(false);
  const begin = useMutation({ mutationFn: (format: ExportFormat) => beginExport(kind, format, filter, all ? [] : columns), onSuccess: (made) => onBegun(made.id) });
  return (
    <>
      <p className="muted">{total === undefined ? t('export.text') : plural('export.text_of', total)}</p>
      <label className="check">
        <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} />
        {t('export.all_columns')}
      </label>
      <div className="export-formats">
        <button type="button" className="button primary" disabled={begin.isPending} onClick={() => begin.mutate('xlsx')}>
          {t('export.xlsx')}
        </button>
        <button type="button" className="button" disabled={begin.isPending} onClick={() => begin.mutate('csv')}>
          {t('export.csv')}
        </button>
      </div>
      {begin.error && (
        <p className="notice" role="alert">
          {messageOf(begin.error)}
        </p>
      )}
    </>
  );
}

function Making({ id, total, onAgain }: { id: string; total: number | undefined; onAgain: () => void }) {
  const queries = useQueryClient();
  const { data, error } = useQuery(exportById(id));
  const cancel = useMutation({ mutationFn: () => cancelExport(id), onSuccess: (changed) => queries.setQueryData(exportById(id).queryKey, changed) });
  const state = error ? 'failed' : (data?.state ?? 'running');
  return (
    <>
      {state === 'running' && <progress className="progress" aria-label={t('export.progress')} value={total && data ? Math.min(data.rows, total) : undefined} max={total || 1} />}
      <p role="status">
        {state === 'running' && t('export.rows', { rows: showNumber(data?.rows ?? 0) })}
        {state === 'done' && t('export.done', { rows: showNumber(data?.rows ?? 0) })}
        {state === 'failed' && t('export.failed')}
        {state === 'cancelled' && t('export.cancelled')}
      </p>
      <div className="export-formats">
        {state === 'running' && (
          <button type="button" className="button" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('export.cancel')}
          </button>
        )}
        {data?.file_url?.startsWith('/') && (
          <a className="button primary" href={data.file_url} download="">
            {t('export.download')}
          </a>
        )}
        {state !== 'running' && (
          <button type="button" className="button" onClick={onAgain}>
            {t('export.another')}
          </button>
        )}
      </div>
    </>
  );
}
