import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { messageOf } from '../../api/problem';
import type { Activity } from '../../api/types';
import { useMay, useMe } from '../../app/session';
import { useTitle } from '../../app/title';
import { t } from '../../i18n';
import { ActivityItem } from './ActivityItem';
import { ActivityDialog } from './ActivityDialog';
import { groupOf, groups } from './due';
import { activityList } from './queries';
import { groupWords } from './words';

const route = getRouteApi('/today');

/** The work by when it is due: one's own, or everybody's that one sees. */
export function TodayPage() {
  useTitle(t('nav.today'));
  const me = useMe();
  const mayAdd = useMay('activities.create');
  const [adding, setAdding] = useState(false);
  const { whose } = route.useSearch();
  const { data, error } = useQuery(activityList({ ...(whose === 'all' ? {} : { assignee_id: me.account.id }), done: false }));
  return (
    <>
      <header className="page-head">
        <h1>{t('nav.today')}</h1>
        <Whose chosen={whose} />
        <span className="spacer" />
        {mayAdd && (
          <button type="button" className="button" onClick={() => setAdding(true)}>
            {t('activities.new')}
          </button>
        )}
      </header>
      {error && <p className="notice">{messageOf(error)}</p>}
      {data?.items.length === 0 && (
        <div className="page-note">
          <h2>{t('activities.free')}</h2>
          <p className="muted">{t('activities.free_text')}</p>
        </div>
      )}
      {data && <Groups activities={data.items} more={Boolean(data.next)} />}
      {adding && <ActivityDialog onClose={() => setAdding(false)} />}
    </>
  );
}

function Whose({ chosen }: { chosen: 'all' | undefined }) {
  const navigate = useNavigate({ from: '/today' });
  const choose = (whose: 'all' | undefined) => void navigate({ search: { whose }, replace: true });
  return (
    <div className="segments" role="group" aria-label={t('activities.whose')}>
      <button type="button" className="segment" aria-pressed={chosen === undefined} onClick={() => choose(undefined)}>
        {t('activities.mine')}
      </button>
      <button type="button" className="segment" aria-pressed={chosen === 'all'} onClick={() => choose('all')}>
        {t('activities.everybodys')}
      </button>
    </div>
  );
}

function Groups({ activities, more }: { activities: Activity[]; more: boolean }) {
  const [now] = useState(Date.now);
  const filled = groups.map((group) => ({ group, items: activities.filter((activity) => groupOf(activity.due_at, now) === group) })).filter(({ items }) => items.length > 0);
  return (
    <div className="today">
      {filled.map(({ group, items }) => (
        <section key={group} className="panel" aria-labelledby={`group-${group}`}>
          <div className="panel-head">
            <h2 id={`group-${group}`}>{t(groupWords[group])}</h2>
            <span className="muted">{items.length}</span>
          </div>
          <ul className="activities">
            {items.map((activity) => (
              <ActivityItem key={activity.id} activity={activity} customer />
            ))}
          </ul>
        </section>
      ))}
      {more && <p className="muted">{t('activities.more')}</p>}
    </div>
  );
}
