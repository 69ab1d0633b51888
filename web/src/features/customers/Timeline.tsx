import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import { useMay } from '../../app/session';
import { t, type Key } from '../../i18n';
import { Field, describedBy } from '../../ui/Field';
import { fieldMessages } from '../../ui/messages';
import { timelineOf, type TimelineKind } from './queries';
import { TimelineEntry } from './TimelineEntry';

const kinds: Record<TimelineKind, Key> = { note: 'timeline.notes', change: 'timeline.changes', document: 'timeline.documents', activity: 'timeline.activities' };

/** Notes, changes, documents and what there was to do, in one order; a note is added on top. */
export function Timeline({ customerId }: { customerId: string }) {
  const [kind, setKind] = useState<TimelineKind | undefined>(undefined);
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(timelineOf(customerId, kind));
  const mayAdd = useMay('notes.create');
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="panel" aria-labelledby="timeline-title">
      <div className="panel-head">
        <h2 id="timeline-title">{t('timeline.title')}</h2>
        <Kinds chosen={kind} onChoose={setKind} />
      </div>
      {mayAdd && <AddNote customerId={customerId} />}
      {error && <p className="notice">{messageOf(error)}</p>}
      {data && items.length === 0 && <p className="muted">{t('timeline.none')}</p>}
      <ol className="timeline">
        {items.map((item) => (
          <TimelineEntry key={item.id} item={item} customerId={customerId} />
        ))}
      </ol>
      {hasNextPage && (
        <button type="button" className="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('timeline.more')}
        </button>
      )}
    </section>
  );
}

function Kinds({ chosen, onChoose }: { chosen: TimelineKind | undefined; onChoose: (kind: TimelineKind | undefined) => void }) {
  return (
    <div className="segments" role="group" aria-label={t('timeline.kind')}>
      <button type="button" className="segment" aria-pressed={chosen === undefined} onClick={() => onChoose(undefined)}>
        {t('timeline.all')}
      </button>
      {(Object.keys(kinds) as TimelineKind[]).map((kind) => (
        <button key={kind} type="button" className="segment" aria-pressed={chosen === kind} onClick={() => onChoose(kind)}>
          {t(kinds[kind])}
        </button>
      ))}
    </div>
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
      await queries.invalidateQueries({ queryKey: ['customers', 'timeline', customerId] });
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
        <textarea
          id="note-body"
          className="control"
          rows={2}
          dir="auto"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => (event.ctrlKey || event.metaKey) && event.key === 'Enter' && submit(event)}
          {...describedBy('note-body', message)}
        />
      </Field>
      <button type="submit" className="button" disabled={saving.isPending || text.trim() === ''}>
        {t('notes.save')}
      </button>
    </form>
  );
}
