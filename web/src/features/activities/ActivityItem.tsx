import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { Activity } from '../../api/types';
import { useNameOf } from '../../app/colleagues';
import { useMay, useMe } from '../../app/session';
import { t, withWords } from '../../i18n';
import { exact } from '../../i18n/dates';
import { dueText, groupOf } from './due';
import { useFinish } from './queries';
import { kindWords } from './words';

const ActivityDialog = lazy(() => withWords(import('./ActivityDialog')).then((module) => ({ default: module.ActivityDialog })));

/** One thing to do: tick it off, see what it is and when it is due, press it to change it or give it to somebody else. */
export function ActivityItem({ activity, customer }: { activity: Activity; customer?: boolean }) {
  const finish = useFinish();
  const [open, setOpen] = useState(false);
  const mayChange = useMay('activities.update');
  return (
    <li className="activity">
      <input
        type="checkbox"
        aria-label={t('activities.finish', { subject: activity.subject })}
        checked={finish.isPending || activity.done}
        disabled={finish.isPending}
        onChange={() => finish.mutate(activity)}
      />
      <div className="activity-text">
        {mayChange ? (
          <button type="button" className="in-place activity-subject" aria-label={t('activities.change_what', { subject: activity.subject })} onClick={() => setOpen(true)}>
            <span dir="auto">{activity.subject}</span>
          </button>
        ) : (
          <span className="activity-subject" dir="auto">
            {activity.subject}
          </span>
        )}
        <span className="muted">{t(kindWords[activity.kind])}</span>
        <Assignee account={activity.assignee_id} />
        {customer && activity.customer_id && activity.customer_name && (
          <Link className="link" to="/customers/$customerId" params={{ customerId: activity.customer_id }}>
            <span dir="auto">{activity.customer_name}</span>
          </Link>
        )}
      </div>
      {activity.due_at && (
        <time className={groupOf(activity.due_at) === 'overdue' ? 'activity-due late' : 'activity-due'} dateTime={activity.due_at} title={exact(activity.due_at)}>
          {dueText(activity.due_at)}
        </time>
      )}
      <Suspense>{open && <ActivityDialog activity={activity} onClose={() => setOpen(false)} />}</Suspense>
    </li>
  );
}

/* One's own needs no name. */
function Assignee({ account }: { account: string }) {
  const me = useMe();
  const nameOf = useNameOf();
  if (account === me.account.id) return null;
  return <span className="muted">{t('activities.for', { name: nameOf(account) ?? t('timeline.somebody') })}</span>;
}
