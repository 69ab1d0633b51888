import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import { useMay } from '../../app/session';
import { t } from '../../i18n';
import { fieldMessages } from '../../ui/messages';
import { Field, describedBy } from '../../ui/Field';
import { Time } from '../../ui/Time';
import { notesOf } from './queries';

/** What colleagues wrote about a customer, the newest first. */
export function Notes({ customerId }: { customerId: string }) {
  const { data, error } = useQuery(notesOf(customerId));
  const mayAdd = useMay('notes.create');
  const notes = [...(data?.items ?? [])].sort((a, b) => b.created_at.localeCompare(a.created_at));
  return (
    <section className="panel" aria-labelledby="notes-title">
      <div className="panel-head">
        <h2 id="notes-title">{t('notes.title')}</h2>
      </div>
      {mayAdd && <AddNote customerId={customerId} />}
      {error && <p className="notice">{messageOf(error)}</p>}
      {data && notes.length === 0 && !mayAdd && <p className="muted">{t('notes.none')}</p>}
      <ul className="notes">
        {notes.map((note) => (
          <li key={note.id} className="note">
            <p dir="auto">{note.body}</p>
            <span className="help">
              <Time at={note.created_at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function AddNote({ customerId }: { customerId: string }) {
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const [key, setKey] = useState(() => crypto.randomUUID());
  const saving = useMutation({
    mutationFn: () =>
      answerOf(api.POST('/customers/{customer_id}/notes', { params: { path: { customer_id: customerId }, header: { 'Idempotency-Key': key } }, body: { body: text } })),
    onSuccess: async () => {
      setText('');
      setKey(crypto.randomUUID());
      await queries.invalidateQueries({ queryKey: ['customers', 'notes', customerId] });
    },
  });
  const message = saving.error ? (fieldMessages(saving.error)['body'] ?? messageOf(saving.error)) : undefined;
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (!saving.isPending && text.trim() !== '') saving.mutate();
  }
  return (
    <form className="note-form" onSubmit={submit}>
      <Field name="note-body" label={t('notes.add')} message={message}>
        <textarea id="note-body" className="control" rows={2} dir="auto" value={text} onChange={(event) => setText(event.target.value)} {...describedBy('note-body', message)} />
      </Field>
      <button type="submit" className="button" disabled={saving.isPending || text.trim() === ''}>
        {t('notes.save')}
      </button>
    </form>
  );
}
