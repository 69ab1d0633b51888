import { useRef } from 'react';
import { t } from '../../i18n';
import { Icon } from '../../ui/Icon';
import { Select } from '../../ui/Select';
import type { ImportKind } from './queries';
import { refusalText } from './refusals';

interface UploadFormProps extends DropZoneProps {
  kind: ImportKind;
  onKind: (kind: ImportKind) => void;
  error: Error | null;
}

/** What is in the file, and where it is dropped or chosen. */
export function UploadForm({ kind, onKind, error, ...zone }: UploadFormProps) {
  return (
    <section className="panel" aria-labelledby="upload-title">
      <div className="panel-head">
        <h2 id="upload-title">{t('imports.upload')}</h2>
        <span className="spacer" />
        <label htmlFor="import-kind" className="muted">
          {t('imports.kind')}
        </label>
        <Select id="import-kind" className="control" value={kind} onChange={(event) => onKind(event.target.value as ImportKind)}>
          <option value="customers">{t('nav.customers')}</option>
          <option value="contacts">{t('contacts.title')}</option>
          <option value="products">{t('nav.products')}</option>
        </Select>
      </div>
      <DropZone {...zone} />
      {error && (
        <p className="notice" role="alert">
          {refusalText(error)}
        </p>
      )}
    </section>
  );
}

interface DropZoneProps {
  pending: boolean;
  /** How much of the file is sent. */
  share: number;
  /** A file is held over the page. */
  over: boolean;
  onFile: (file: File) => void;
}

function DropZone({ pending, share, over, onFile }: DropZoneProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="drop-zone" data-over={over || undefined}>
      <Icon name="imports" />
      <p>
        {t('imports.drop')}{' '}
        <button type="button" className="link" disabled={pending} onClick={() => input.current?.click()}>
          {t('imports.choose')}
        </button>
      </p>
      <p className="muted">{t('imports.upload_text')}</p>
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        tabIndex={-1}
        aria-label={t('imports.file')}
        accept=".csv,.tsv,.txt,text/csv"
        disabled={pending}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
      {pending && (
        <p role="status">
          <progress className="progress" aria-label={t('imports.sending')} value={share < 1 ? share : undefined} max={1} />
          {share < 1 ? t('imports.sending') : t('imports.reading')}
        </p>
      )}
    </div>
  );
}
