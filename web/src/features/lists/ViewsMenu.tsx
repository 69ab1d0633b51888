import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { messageOf } from '../../api/problem';
import type { View } from '../../api/types';
import { useMay, useMe } from '../../app/session';
import { t, withWords } from '../../i18n';
import { Popup } from '../../ui/Popup';
import { showToast } from '../../ui/toast';
import type { ListName } from './definition';
import { searchOf, viewQuery, type ListSearch } from './url';
import { useViewActs, viewList } from './views';

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

function useMayChange(view: View): boolean {
  const me = useMe();
  return view.owner_id === me.account.id || (view.shared && me.acting.role === 'guild');
}

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

interface ViewListsProps {
  list: ListName;
  views: View[];
  chosen: View | undefined;
  search: ListSearch;
  mayKeep: boolean;
  onGo: (search: ListSearch) => void;
  onName: (what: View | 'new') => void;
}

function ViewLists({ list, views, chosen, mayKeep, onGo, onName }: ViewListsProps) {
  const me = useMe();
  const own = views.filter((view) => view.owner_id === me.account.id);
  const shared = views.filter((view) => view.owner_id !== me.account.id);
  return (
    <div className="menu-body">
      <button type="button" className="menu-item" aria-current={chosen ? undefined : 'true'} onClick={() => onGo({})}>
        {t('views.none')}
      </button>
      <ViewGroup title={t('views.own')} views={own} chosen={chosen} onGo={onGo} />
      <ViewGroup title={t('views.shared')} views={shared} chosen={chosen} onGo={onGo} />
      {mayKeep && (
        <div className="menu-group">
          <button type="button" className="menu-item" onClick={() => onName('new')}>
            {t('views.save_new')}
          </button>
          {chosen && <ChosenActs list={list} view={chosen} onName={onName} onGo={onGo} />}
        </div>
      )}
    </div>
  );
}

function ViewGroup({ title, views, chosen, onGo }: { title: string; views: View[]; chosen: View | undefined; onGo: (search: ListSearch) => void }) {
  if (views.length === 0) return null;
  return (
    <div className="menu-group" role="group" aria-label={title}>
      <span className="menu-title" aria-hidden="true">
        {title}
      </span>
      {views.map((view) => (
        <button key={view.id} type="button" className="menu-item" aria-current={view === chosen ? 'true' : undefined} onClick={() => onGo(searchOf(view))}>
          <span dir="auto">{view.name}</span>
          {view.shared && <span className="muted">{t('views.is_shared')}</span>}
        </button>
      ))}
    </div>
  );
}

function ChosenActs({ list, view, onName, onGo }: { list: ListName; view: View; onName: (what: View) => void; onGo: (search: ListSearch) => void }) {
  const { add, remove } = useViewActs(list);
  if (!useMayChange(view)) return null;
  const drop = () => {
    onGo({});
    const { name, query, shared } = view;
    const back = () => add.mutate({ name, query, shared, key: crypto.randomUUID() });
    remove.mutate(view, { onSuccess: () => showToast(t('views.removed', { name }), { label: t('action.undo'), run: back }) });
  };
  return (
    <>
      <button type="button" className="menu-item" onClick={() => onName(view)}>
        {t('views.rename')}
      </button>
      <button type="button" className="menu-item danger" onClick={drop}>
        {t('views.remove')}
      </button>
    </>
  );
}
