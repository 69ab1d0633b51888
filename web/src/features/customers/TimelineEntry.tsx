import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { TimelineItem } from '../../api/types';
import { useNameOf } from '../../app/colleagues';
import { useMay } from '../../app/session';
import { t, type Key } from '../../i18n';
import { Icon, type IconName } from '../../ui/Icon';
import { Time } from '../../ui/Time';
import { showToast } from '../../ui/toast';
import { StateChip } from '../estimates/StateChip';
import { useGroups, useTags } from '../lists/names';
import { takeBackMerge } from './merging';
import { forgetCustomers } from './queries';
import { changesOf, estimateStates, fieldWords, shownValue, type Naming } from './timeline_words';

const icons: Record<TimelineItem['kind'], IconName> = { note: 'note', change: 'audit', document: 'estimates', activity: 'today' };

const actions: Partial<Record<string, Key>> = {
  'notes.created': 'timeline.noted',
  'estimates.created': 'timeline.estimated',
  'activities.created': 'timeline.planned',
  'customers.created': 'timeline.created',
  'customers.updated': 'timeline.updated',
  'customers.deleted': 'timeline.deleted',
  'customers.restored': 'timeline.restored',
  'customers.merged': 'timeline.merged',
  'contacts.created': 'timeline.contact_created',
  'contacts.updated': 'timeline.contact_updated',
  'contacts.deleted': 'timeline.contact_deleted',
  'contacts.restored': 'timeline.contact_restored',
};

/** One thing that has happened: what, by whom, when. */
export function TimelineEntry({ item, customerId }: { item: TimelineItem; customerId: string }) {
  const nameOf = useNameOf();
  const action = actions[item.action];
  const name = item.body ?? '';
  return (
    <li className="entry">
      <span className={`entry-mark of-${item.kind}`}>
        <Icon name={icons[item.kind]} />
      </span>
      <div className="entry-text">
        <p className="entry-head">
          <span>{action ? t(action, { name }) : item.action}</span>
          <span className="muted">
            {nameOf(item.created_by) ?? item.created_by_name ?? t('timeline.somebody')} · <Time at={item.created_at} />
          </span>
        </p>
        <Body item={item} />
      </div>
      <Act item={item} customerId={customerId} />
    </li>
  );
}

function Body({ item }: { item: TimelineItem }) {
  const naming = useNaming();
  if (item.kind === 'note') return <p className="entry-note" dir="auto">{item.body}</p>; // prettier-ignore
  if (item.kind === 'document') return <Document item={item} />;
  if (item.kind === 'activity')
    return (
      <p dir="auto" className={item.state === 'done' ? 'entry-done' : ''}>
        {item.body}
      </p>
    );
  const changes = changesOf(item, naming);
  if (changes.length === 0) return null;
  return (
    <dl className="entry-changes">
      {changes.map((change) => (
        <div key={change.field}>
          <dt>{fieldWords(change.field)}</dt>
          <dd dir="auto">
            <span className="entry-before">{shownValue(change.field, change.before)}</span> → <span>{shownValue(change.field, change.after)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function useNaming(): Naming {
  const [nameOf, groups, tags] = [useNameOf(), useGroups(), useTags()];
  return (field, id) => (field === 'owner_id' ? nameOf(id) : field === 'group_id' ? groups.of(id) : tags.of(id));
}

function Document({ item }: { item: TimelineItem }) {
  const state = estimateStates.find((each) => each === item.state);
  return (
    <p className="entry-document">
      <Link className="link" to="/estimates/$estimateId" params={{ estimateId: item.id }}>
        {t('timeline.open_estimate')}
      </Link>
      {state && <StateChip state={state} />}
    </p>
  );
}

function Act({ item, customerId }: { item: TimelineItem; customerId: string }) {
  const queries = useQueryClient();
  const mayDelete = useMay('notes.delete');
  const mayMerge = useMay('customers.delete');
  if (item.action === 'customers.merged' && item.state === 'done' && mayMerge)
    return (
      <button type="button" className="button quiet" onClick={() => void takeBackMerge(queries, item.id)}>
        {t('merge.undo')}
      </button>
    );
  if (item.kind !== 'note' || !mayDelete) return null;
  const refresh = () => queries.invalidateQueries({ queryKey: ['customers', 'timeline', customerId] });
  const failed = (failure: unknown) => showToast(messageOf(failure), null, 'error');
  const restore = () => answerOf(api.POST('/trash/{trashed_id}/restoration', { params: { path: { trashed_id: item.id } } })).then(() => forgetCustomers(queries), failed);
  const remove = () =>
    answerOf(api.DELETE('/notes/{note_id}', { params: { path: { note_id: item.id } } })).then(() => {
      showToast(t('notes.deleted'), { label: t('action.undo'), run: () => void restore() });
      return refresh();
    }, failed);
  return (
    <button type="button" className="button quiet icon entry-remove" aria-label={t('notes.delete')} onClick={() => void remove()}>
      <Icon name="close" />
    </button>
  );
}
