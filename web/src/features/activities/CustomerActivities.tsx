import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { messageOf } from '../../api/problem';
import { useMay } from '../../app/session';
import { takesLetters } from '../../app/shortcuts';
import { t, withWords } from '../../i18n';
import { ActivityItem } from './ActivityItem';
import { activityList } from './queries';

const ActivityDialog = lazy(() => withWords(import('./ActivityDialog')).then((module) => ({ default: module.ActivityDialog })));

/** What is to be done with a customer. F, then Enter: a follow-up for tomorrow morning. */
export function CustomerActivities({ customerId, name }: { customerId: string; name: string }) {
  const { data, error } = useQuery(activityList({ customer_id: customerId, done: false }));
  const [adding, setAdding] = useState(false);
  const mayAdd = useMay('activities.create');
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'f' || !mayAdd || !takesLetters(event)) return;
      event.preventDefault();
      setAdding(true);
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [mayAdd]);
  const items = data?.items ?? [];
  return (
    <section className="panel" aria-labelledby="activities-title">
      <div className="panel-head">
        <h2 id="activities-title">{t('activities.title')}</h2>
        {mayAdd && (
          <button type="button" className="button quiet" onClick={() => setAdding(true)}>
            {t('activities.follow_up')} <kbd className="key">F</kbd>
          </button>
        )}
      </div>
      {error && <p className="notice">{messageOf(error)}</p>}
      {data && items.length === 0 && <p className="muted">{t('activities.none')}</p>}
      <ul className="activities">
        {items.map((activity) => (
          <ActivityItem key={activity.id} activity={activity} />
        ))}
      </ul>
      <Suspense>{adding && <ActivityDialog subject={t('activities.follow_up_with', { name })} customerId={customerId} onClose={() => setAdding(false)} />}</Suspense>
    </section>
  );
}
