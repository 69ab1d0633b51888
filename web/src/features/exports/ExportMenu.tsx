import { lazy, Suspense, useState } from 'react';
import { useMay } from '../../app/session';
import { t, withWords } from '../../i18n';
import type { ExportFilter, ExportKind } from './queries';

const ExportDialog = lazy(() => withWords(import('./ExportDialog')).then((module) => ({ default: module.ExportDialog })));

export interface ExportMenuProps {
  kind: ExportKind;
  /** The list's own filter and order: the file has the same rows in the same order. */
  filter: ExportFilter;
  /** The columns that are shown, in their order. */
  columns: readonly string[];
  /** How many rows the list has, where that is known. */
  total?: number | undefined;
}

/** Takes a list along as a file. Made beside the page: it can be closed and opened again meanwhile. */
export function ExportMenu(props: ExportMenuProps) {
  const [open, setOpen] = useState(false);
  const [id, setId] = useState<string | null>(null);
  if (!useMay('exports.create')) return null;
  return (
    <>
      <button type="button" className="button quiet" onClick={() => setOpen(true)}>
        {t('export.open')}
      </button>
      <Suspense>{open && <ExportDialog {...props} id={id} onId={setId} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
