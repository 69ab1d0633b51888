import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { answerOf, messageOf, Refusal } from '../../api/problem';
import { currentLanguage, plural, t } from '../../i18n';
import { Chip } from '../../ui/Chip';
import { fieldMessages } from '../../ui/messages';
import { fieldName } from '../audit/words';
import { mostRows, nameOf, readBatch, type BatchRow } from './batch';
import { inputOf } from './form';

interface Row extends BatchRow {
  /** One key for each row, so that a row that is sent again makes nothing twice. */
  key: string;
  state: 'new' | 'done' | 'failed';
  wrong: string;
}

interface BatchProps {
  defaults: { country: string; currency: string };
  onChanged: (changed: boolean) => void;
  onClose: () => void;
}

function complaint(failure: unknown): string {
  const fields = Object.entries(fieldMessages(failure));
  return fields.length > 0 ? fields.map(([field, message]) => `${fieldName(field.replace('contact.', ''))}: ${message}`).join('; ') : messageOf(failure);
}

async function sendRow(row: Row): Promise<Row> {
  try {
    await answerOf(api.POST('/quick-customers', { params: { header: { 'Idempotency-Key': row.key } }, body: inputOf(row.form, currentLanguage()) }));
    return { ...row, state: 'done', wrong: '' };
  } catch (failure) {
    const key = failure instanceof Refusal && !failure.isUnknown ? crypto.randomUUID() : row.key;
    return { ...row, key, state: 'failed', wrong: complaint(failure) };
  }
}

/* The rows that were read, and how sending them goes. */
function useRows(defaults: BatchProps['defaults'], onChanged: (changed: boolean) => void) {
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const [rows, setRows] = useState<Row[]>([]);
  const [running, setRunning] = useState(false);
  function read(typed: string) {
    setText(typed);
    setRows(readBatch(typed, defaults).map((row) => ({ ...row, key: crypto.randomUUID(), state: 'new', wrong: '' })));
    onChanged(typed.trim() !== '');
  }
  async function run() {
    setRunning(true);
    let failed = false;
    for (const row of rows.filter((each) => each.state !== 'done')) {
      const after = await sendRow(row);
      failed ||= after.state === 'failed';
      setRows((all) => all.map((each) => (each.number === row.number ? after : each)));
    }
    setRunning(false);
    onChanged(failed);
    void queries.invalidateQueries({ queryKey: ['customers'] });
  }
  return { text, rows, running, read, run };
}

/** A few customers at once, pasted from a spreadsheet: looked over first, then sent one by one; what is wrong stands at its row. */
export function Batch({ defaults, onChanged, onClose }: BatchProps) {
  const { text, rows, running, read, run } = useRows(defaults, onChanged);
  const left = rows.filter((row) => row.state !== 'done').length;
  const done = rows.length - left;
  return (
    <div className="form">
      <div className="form-body">
        <div className="field whole">
          <label htmlFor="batch">{t('batch.paste')}</label>
          <textarea id="batch" className="control" rows={4} value={text} disabled={running || done > 0} spellCheck={false} aria-describedby="batch-help" onChange={(event) => read(event.target.value)} />
          <span id="batch-help" className="help">{t('batch.help', { most: mostRows })}</span>
        </div>
        {rows.length > 0 && <Preview rows={rows} />}
        <p className="whole muted" role="status">{done > 0 && plural('batch.done', done)}</p>
      </div>
      <div className="form-foot">
        <button type="button" className="button" onClick={onClose}>{left === 0 && done > 0 ? t('action.close') : t('action.cancel')}</button>
        <button type="button" className="button primary" disabled={left === 0 || running} onClick={() => void run()}>{plural('batch.create', left)}</button>
      </div>
    </div>
  );
} // prettier-ignore

function Preview({ rows }: { rows: Row[] }) {
  return (
    <div className="table-scroll whole" tabIndex={0} role="region" aria-label={t('batch.preview')}>
      <table className="table batch">
        <thead>
          <tr>
            <th scope="col">{t('customer.name')}</th>
            <th scope="col">{t('quick.contact')}</th>
            <th scope="col">{t('contact.email')}</th>
            <th scope="col">{t('estimate.state')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.number}>
              <td dir="auto">{nameOf(row.form)}</td>
              <td dir="auto">{`${row.form.contact.first_name} ${row.form.contact.last_name}`.trim()}</td>
              <td>{row.form.contact.email}</td>
              <td>{row.state === 'done' ? <Chip tone="spruce">{t('batch.row_done')}</Chip> : row.state === 'failed' ? <span className="message">{row.wrong}</span> : <Chip tone="plain">{t('batch.row_new')}</Chip>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
} // prettier-ignore
