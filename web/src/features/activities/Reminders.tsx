import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useMay, useMe } from '../../app/session';
import { t } from '../../i18n';
import { Icon } from '../../ui/Icon';
import { dueText } from './due';
import { activityList, useFinish } from './queries';
import { dueReminders, rememberSeen, seenReminders } from './reminding';

const lookEvery = 30_000;

/** What one wanted to be reminded of stands on every page from its time on, until it is put away or done. */
export function Reminders() {
  const me = useMe();
  const mayRead = useMay('activities.read');
  const [now, setNow] = useState(Date.now);
  const [seen, setSeen] = useState(seenReminders);
  const finish = useFinish();
  const list = useQuery({ ...activityList({ assignee_id: me.account.id, done: false }), enabled: mayRead, refetchInterval: 300_000 });
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), lookEvery);
    return () => clearInterval(timer);
  }, []);
  const due = dueReminders(list.data?.items ?? [], now, seen);
  if (due.length === 0) return null;
  const putAway = (key: string) => setSeen(rememberSeen(key));
  return (
    <div className="reminders" role="region" aria-label={t('reminders.title')} aria-live="polite">
      {due.slice(0, 3).map(({ key, activity }) => (
        <div key={key} className="reminder">
          <Icon name="bell" />
          <span className="reminder-what">
            <strong dir="auto">{activity.subject}</strong>
            {activity.customer_id && activity.customer_name && (
              <Link to="/customers/$customerId" params={{ customerId: activity.customer_id }}>
                <span dir="auto">{activity.customer_name}</span>
              </Link>
            )}
            {activity.due_at && <span>{t('reminders.due', { time: dueText(activity.due_at) })}</span>}
          </span>
          <button type="button" className="button" aria-label={t('action.on', { action: t('reminders.done'), name: activity.subject })} onClick={() => finish.mutate(activity)}>
            {t('reminders.done')}
          </button>
          <button type="button" className="button quiet" aria-label={t('action.on', { action: t('reminders.put_away'), name: activity.subject })} onClick={() => putAway(key)}>
            {t('reminders.put_away')}
          </button>
        </div>
      ))}
    </div>
  );
}
