import { useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { DeskCase } from '../../api/types';
import { t } from '../../i18n';
import { Chip } from '../../ui/Chip';
import { CheckField, describedBy, Field } from '../../ui/Field';
import { useSaving } from '../../ui/saving';
import { Time } from '../../ui/Time';

/** What the desk and the reporter wrote to each other, with the desk's own notes between. */
export function Messages({ found }: { found: DeskCase }) {
  return (
    <section className="panel" aria-labelledby="messages-title">
      <h2 id="messages-title">{t('desk.messages')}</h2>
      {found.messages.length === 0 && <p className="muted">{t('desk.no_messages')}</p>}
      <ol className="notes">
        {found.messages.map((message) => (
          <li key={message.id} className="note">
            <span className="panel-head">
              <strong dir="auto">{message.from_desk ? (message.account_name ?? t('nav.desk')) : t('desk.reporter')}</strong>
              {message.internal && <Chip tone="gold">{t('desk.note')}</Chip>}
              <span className="muted"><Time at={message.created_at} /></span>
            </span>
            <span dir="auto">{message.body}</span>
          </li>
        ))}
      </ol>
      <Write id={found.id} />
    </section>
  );
} // prettier-ignore

function Write({ id }: { id: string }) {
  const queries = useQueryClient();
  const [body, setBody] = useState('');
  const [internal, setInternal] = useState(false);
  const saving = useSaving(
    (input: { body: string; internal: boolean }, key) =>
      answerOf(api.POST('/desk-cases/{desk_case_id}/messages', { params: { path: { desk_case_id: id }, header: { 'Idempotency-Key': key } }, body: input })),
    () => {
      setBody('');
      void queries.invalidateQueries({ queryKey: ['desk'] });
    },
  );
  const message = saving.messages['body'] ?? (saving.error ? messageOf(saving.error) : undefined);
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (body.trim() !== '') saving.save({ body, internal });
  }
  return (
    <form className="note-form" onSubmit={submit}>
      <Field name="body" label={t(internal ? 'desk.write_note' : 'desk.write')} message={message}>
        <textarea id="body" className="control" rows={3} dir="auto" value={body} onChange={(event) => setBody(event.target.value)} {...describedBy('body', message)} />
      </Field>
      <CheckField name="internal" label={t('desk.internal')} checked={internal} onChange={setInternal} />
      <button type="submit" className="button" disabled={saving.pending || body.trim() === ''}>
        {t('desk.send')}
      </button>
    </form>
  );
}
