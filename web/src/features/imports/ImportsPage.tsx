import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useRef, useState, type DragEvent } from 'react';
import { messageOf } from '../../api/problem';
import { useTitle } from '../../app/title';
import { showNumber, t } from '../../i18n';
import { Chip } from '../../ui/Chip';
import { Time } from '../../ui/Time';
import { ImportPanel, importStates } from './ImportPanel';
import { importById, importList, upload, type ImportKind } from './queries';
import { UploadForm } from './UploadForm';

const route = getRouteApi('/imports');

/** Brings a list in: drop a file anywhere, look it over, start; leave, come back, undo if it was wrong. */
export function ImportsPage() {
  useTitle(t('nav.imports'));
  const queries = useQueryClient();
  const navigate = useNavigate({ from: '/imports' });
  const { import: chosen } = route.useSearch();
  const [kind, setKind] = useState<ImportKind>('customers');
  const [share, setShare] = useState(0);
  const choose = (id: string) => void navigate({ search: { import: id }, replace: true });
  const uploading = useMutation({
    mutationFn: (file: File) => upload(file, kind, setShare),
    onMutate: () => setShare(0),
    onSuccess: (made) => {
      queries.setQueryData(importById(made.id).queryKey, made);
      choose(made.id);
      void queries.invalidateQueries({ queryKey: importList.queryKey });
    },
  });
  const earlier = useQuery({ ...importList, refetchInterval: (query) => (query.state.data?.some((made) => made.state === 'running') ? 2000 : false) });
  // What runs is seen again by whoever comes back.
  const shown = chosen ?? earlier.data?.find((made) => made.state === 'running')?.id;
  const drop = useDrop((file) => uploading.isPending || uploading.mutate(file));
  return (
    <article className="record imports" {...drop.handlers}>
      <header className="page-head">
        <h1>{t('nav.imports')}</h1>
      </header>
      <div className="record-body single">
        <UploadForm kind={kind} onKind={setKind} pending={uploading.isPending} share={share} error={uploading.error} over={drop.over} onFile={(file) => uploading.mutate(file)} />
        {shown && <Shown key={shown} id={shown} />}
        <Earlier imports={(earlier.data ?? []).filter((made) => made.id !== shown)} onChoose={choose} />
      </div>
    </article>
  );
}

/** Files that are dragged anywhere over the page. */
function useDrop(onFile: (file: File) => void) {
  const [over, setOver] = useState(false);
  const depth = useRef(0);
  const carriesFile = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  const set = (next: number) => {
    depth.current = Math.max(0, next);
    setOver(depth.current > 0);
  };
  return {
    over,
    handlers: {
      onDragEnter: (event: DragEvent) => carriesFile(event) && set(depth.current + 1),
      onDragLeave: (event: DragEvent) => carriesFile(event) && set(depth.current - 1),
      onDragOver: (event: DragEvent) => carriesFile(event) && event.preventDefault(),
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        set(0);
        const file = event.dataTransfer.files[0];
        if (file) onFile(file);
      },
    },
  };
}

function Shown({ id }: { id: string }) {
  const { data, error } = useQuery({ ...importById(id), refetchInterval: (query) => (query.state.data?.state === 'running' ? 500 : false) });
  if (error) return <p className="notice">{messageOf(error)}</p>;
  return data ? <ImportPanel data={data} /> : null;
}

type Earlier = { id: string; file_name: string; state: keyof typeof importStates; imported: number; failed: number; created_at: string };

function Earlier({ imports, onChoose }: { imports: Earlier[]; onChoose: (id: string) => void }) {
  if (imports.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="earlier-title">
      <h2 id="earlier-title">{t('imports.earlier')}</h2>
      <ul className="people">
        {imports.map((made) => (
          <li key={made.id} className="person">
            <button type="button" className="link" onClick={() => onChoose(made.id)}>
              {made.file_name}
            </button>
            <Chip tone={importStates[made.state][1]}>{t(importStates[made.state][0])}</Chip>
            <span className="muted">{t('import.result', { imported: showNumber(made.imported), failed: showNumber(made.failed) })}</span>
            <span className="muted">
              <Time at={made.created_at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
