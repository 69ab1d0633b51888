import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { messageOf } from '../../api/problem';
import { t } from '../../i18n';
import { Chip } from '../../ui/Chip';
import { Time } from '../../ui/Time';
import { ImportPanel, importStates } from './ImportPanel';
import { importById, importList, upload, type ImportKind } from './queries';
import { Select } from '../../ui/Select';
import { useTitle } from '../../app/title';

/** Brings a list in: choose a file, look it over, start, undo if it was wrong. */
export function ImportsPage() {
  useTitle(t('nav.imports'));
  const queries = useQueryClient();
  const [id, setId] = useState<string | null>(null);
  const uploading = useMutation({
    mutationFn: ({ file, kind }: { file: File; kind: ImportKind }) => upload(file, kind),
    onSuccess: (made) => {
      queries.setQueryData(importById(made.id).queryKey, made);
      setId(made.id);
      void queries.invalidateQueries({ queryKey: importList.queryKey });
    },
  });
  return (
    <article className="record">
      <header className="page-head">
        <h1>{t('nav.imports')}</h1>
      </header>
      <div className="record-body single">
        <UploadForm pending={uploading.isPending} error={uploading.error} onUpload={(file, kind) => uploading.mutate({ file, kind })} />
        {id && <Running id={id} />}
        <Earlier chosen={id} onChoose={setId} />
      </div>
    </article>
  );
}

interface UploadFormProps {
  pending: boolean;
  error: Error | null;
  onUpload: (file: File, kind: ImportKind) => void;
}

function UploadForm({ pending, error, onUpload }: UploadFormProps) {
  const [file, setFile] = useState<File | null>(null);
  const [kind, setKind] = useState<ImportKind>('customers');
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (file && !pending) onUpload(file, kind);
  }
  return (
    <section className="panel" aria-labelledby="upload-title">
      <h2 id="upload-title">{t('imports.upload')}</h2>
      <p className="muted">{t('imports.upload_text')}</p>
      <form className="upload" onSubmit={submit}>
        <div className="field">
          <label htmlFor="import-file">{t('imports.file')}</label>
          <input id="import-file" className="control" type="file" accept=".csv,.tsv,.txt,text/csv" onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
        </div>
        <div className="field">
          <label htmlFor="import-kind">{t('imports.kind')}</label>
          <Select id="import-kind" className="control" value={kind} onChange={(event) => setKind(event.target.value as ImportKind)}>
            <option value="customers">{t('nav.customers')}</option>
            <option value="products">{t('nav.products')}</option>
          </Select>
        </div>
        <button type="submit" className="button primary" disabled={!file || pending}>
          {t('imports.preview')}
        </button>
      </form>
      {error && (
        <p className="notice" role="alert">
          {messageOf(error)}
        </p>
      )}
    </section>
  );
}

function Running({ id }: { id: string }) {
  const { data, error } = useQuery({ ...importById(id), refetchInterval: (query) => (query.state.data?.state === 'running' ? 500 : false) });
  if (error) return <p className="notice">{messageOf(error)}</p>;
  return data ? <ImportPanel data={data} /> : null;
}

function Earlier({ chosen, onChoose }: { chosen: string | null; onChoose: (id: string) => void }) {
  const { data = [] } = useQuery(importList);
  const others = data.filter((made) => made.id !== chosen);
  if (others.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="earlier-title">
      <h2 id="earlier-title">{t('imports.earlier')}</h2>
      <ul className="people">
        {others.map((made) => (
          <li key={made.id} className="person">
            <button type="button" className="link" onClick={() => onChoose(made.id)}>
              {made.file_name}
            </button>
            <Chip tone={importStates[made.state][1]}>{t(importStates[made.state][0])}</Chip>
            <span className="muted">{t('import.result', { imported: made.imported, failed: made.failed })}</span>
            <span className="muted">
              <Time at={made.created_at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
