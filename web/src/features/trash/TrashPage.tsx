import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Trashed, TrashQuery } from '../../api/types';
import { useNameOf } from '../../app/colleagues';
import { useMay } from '../../app/session';
import { useTitle } from '../../app/title';
import { t, type Key } from '../../i18n';
import { fieldMessages } from '../../ui/messages';
import { SearchBox } from '../../ui/SearchBox';
import { Time } from '../../ui/Time';
import { showToast } from '../../ui/toast';
import { forgetCustomers } from '../customers/queries';
import { trashKinds } from './kinds';

const route = getRouteApi('/trash');
const kinds: Record<Trashed['kind'], Key> = { customer: 'trash.customer', contact: 'trash.contact', note: 'trash.note', activity: 'trash.activity', estimate: 'trash.estimate' };

function trashList(which: Pick<TrashQuery, 'search' | 'kind'>) {
  return infiniteQueryOptions({
    queryKey: ['trash', which],
    queryFn: ({ pageParam, signal }) => answerOf(api.GET('/trash', { params: { query: { ...which, limit: 50, after: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** What was deleted in the last 30 days, and the way back. */
export function TrashPage() {
  useTitle(t('nav.trash'));
  const { search, kind } = route.useSearch();
  const navigate = useNavigate({ from: '/trash' });
  const list = useInfiniteQuery(trashList({ search, kind }));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <header className="page-head">
        <h1>{t('nav.trash')}</h1>
        <Kinds chosen={kind} onChoose={(next) => void navigate({ search: { search, kind: next }, replace: true })} />
        <span className="spacer" />
        <SearchBox label={t('trash.search')} value={search} onSearch={(text) => void navigate({ search: { search: text, kind }, replace: true })} />
      </header>
      <div className="today">
        {list.isError && <p className="notice">{messageOf(list.error)}</p>}
        {list.isSuccess && items.length === 0 ? (
          <div className="page-note">
            <h2>{search === undefined && kind === undefined ? t('trash.none') : t('list.none_found')}</h2>
            <p className="muted">{t('trash.text')}</p>
          </div>
        ) : (
          <section className="panel" aria-label={t('nav.trash')}>
            <p className="muted">{t('trash.text')}</p>
            <ul className="people">
              {items.map((item) => (
                <TrashedItem key={item.id} item={item} />
              ))}
            </ul>
            {list.hasNextPage && (
              <button type="button" className="button" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {t('timeline.more')}
              </button>
            )}
          </section>
        )}
      </div>
    </>
  );
}

function Kinds({ chosen, onChoose }: { chosen: Trashed['kind'] | undefined; onChoose: (kind: Trashed['kind'] | undefined) => void }) {
  return (
    <div className="segments" role="group" aria-label={t('timeline.kind')}>
      <button type="button" className="segment" aria-pressed={chosen === undefined} onClick={() => onChoose(undefined)}>
        {t('timeline.all')}
      </button>
      {trashKinds.map((kind) => (
        <button key={kind} type="button" className="segment" aria-pressed={chosen === kind} onClick={() => onChoose(kind)}>
          {t(kinds[kind])}
        </button>
      ))}
    </div>
  );
}

function TrashedItem({ item }: { item: Trashed }) {
  const queries = useQueryClient();
  const nameOf = useNameOf();
  const mayRestore = useMay('customers.delete');
  const restoring = useMutation({
    mutationFn: () => answerOf(api.POST('/trash/{trashed_id}/restoration', { params: { path: { trashed_id: item.id } } })),
    onSuccess: async () => {
      showToast(t('trash.restored', { name: item.name }));
      await forgetCustomers(queries);
    },
  });
  const wrong = restoring.error && (Object.values(fieldMessages(restoring.error)).length > 0 ? t('trash.taken') : messageOf(restoring.error));
  return (
    <li className="person">
      <span className="person-name" dir="auto">
        {item.name}
      </span>
      <span className="muted">{t(kinds[item.kind])}</span>
      <span className="muted">
        {nameOf(item.deleted_by) ?? t('timeline.somebody')} · <Time at={item.deleted_at} />
      </span>
      {mayRestore && (
        <button type="button" className="button at-end" disabled={restoring.isPending} onClick={() => restoring.mutate()}>
          {t('trash.restore')} <span className="visually-hidden">{item.name}</span>
        </button>
      )}
      {wrong && (
        <p className="message whole-line" role="alert">
          {wrong}
        </p>
      )}
    </li>
  );
}
