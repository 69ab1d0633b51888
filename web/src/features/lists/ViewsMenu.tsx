import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { messageOf } from '../../api/problem';
import type { View } from '../../api/types';
import { useMay } from '../../app/session';
import { t, withWords } from '../../i18n';
import { Popup } from '../../ui/Popup';
import { showToast } from '../../ui/toast';
import type { ListName } from './definition';
import { searchOf, viewQuery, type ListSearch } from './url';
import { ViewLists } from './ViewLists';
import { useMayChange, useViewActs, viewList } from './views';

const SaveView = lazy(() => withWords(import('./SaveView')).then((module) => ({ default: module.SaveView })));

interface ViewsMenuProps {
  list: ListName;
  search: ListSearch;
  onGo: (search: ListSearch) => void;
}

/** Saved ways to look at a list. One that was changed says so, and is overwritten only when asked. */
export function ViewsMenu({ list, search, onGo }: ViewsMenuProps) {
  const views = useQuery(viewList(list)).data ?? [];
  const chosen = views.find((view) => view.id === search['view']);
  const [naming, setNaming] = useState<View | 'new' | null>(null);
  const mayKeep = useMay('views.create');
  return (
    <>
      <Popup label={t('views.title')} button={chosen?.name ?? t('views.title')} className={`button quiet${chosen ? ' view-chosen' : ''}`}>
        {(close) => <ViewLists {...{ list, views, chosen, search, mayKeep }} onGo={(next) => { close(); onGo(next); }} onName={(what) => { close(); setNaming(what); }} />}
      </Popup>
      {chosen && <Changed list={list} view={chosen} search={search} onGo={onGo} onSaveAs={() => setNaming('new')} />}
      <Suspense>
        {naming && <SaveView list={list} view={naming === 'new' ? null : naming} query={viewQuery(search)} onClose={() => setNaming(null)} onSaved={(view) => onGo({ ...search, view: view.id })} />}
      </Suspense>
    </>
  );
} // prettier-ignore

interface ChangedProps {
  list: ListName;
  view: View;
  search: ListSearch;
  onGo: (search: ListSearch) => void;
  onSaveAs: () => void;
}

/* Stands beside a view as soon as the list shows something else than was saved. */
function Changed({ list, view, search, onGo, onSaveAs }: ChangedProps) {
  const { change } = useViewActs(list);
  const mayChange = useMayChange(view);
  const query = viewQuery(search);
  if (query === view.query) return null;
  const save = () => change.mutate({ view, query }, { onError: (failure) => showToast(messageOf(failure), null, 'error') });
  return (
    <span className="view-changed" role="group" aria-label={t('views.changed')}>
      <button type="button" className="button small" disabled={change.isPending} onClick={mayChange ? save : onSaveAs}>
        {mayChange ? t('action.save') : t('views.save_copy')}
      </button>
      <button type="button" className="button quiet small" onClick={() => onGo(searchOf(view))}>
        {t('views.reset')}
      </button>
    </span>
  );
}
