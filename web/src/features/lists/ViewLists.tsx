import type { View } from '../../api/types';
import { useMe } from '../../app/session';
import { t } from '../../i18n';
import { showToast } from '../../ui/toast';
import type { ListName } from './definition';
import { searchOf, type ListSearch } from './url';
import { useMayChange, useViewActs } from './views';

interface ViewListsProps {
  list: ListName;
  views: View[];
  chosen: View | undefined;
  search: ListSearch;
  mayKeep: boolean;
  onGo: (search: ListSearch) => void;
  onName: (what: View | 'new') => void;
}

/** The views that there are, and what can be done with them. */
export function ViewLists({ list, views, chosen, mayKeep, onGo, onName }: ViewListsProps) {
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
