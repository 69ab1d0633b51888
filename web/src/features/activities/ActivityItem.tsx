import { Link } from '@tanstack/react-router';
import type { Activity } from '../../api/types';
import { t } from '../../i18n';
import { exact } from '../../i18n/dates';
import { dueText, groupOf } from './due';
import { useFinish } from './queries';
import { kindWords } from './words';

/** One thing to do: tick it off, see what it is and when it is due. */
export function ActivityItem({ activity, customer }: { activity: Activity; customer?: boolean }) {
  const finish = useFinish();
  return (
    <li className="activity">
      <input
        type="checkbox"
        aria-label={t('activities.finish', { subject: activity.subject })}
        checked={finish.isPending || activity.done}
        disabled={finish.isPending}
        onChange={() => finish.mutate(activity)}
      />
      <span className="activity-subject" dir="auto">
        {activity.subject}
      </span>
      <span className="muted">{t(kindWords[activity.kind])}</span>
      {customer && activity.customer_id && (
        <Link className="link" to="/customers/$customerId" params={{ customerId: activity.customer_id }}>
          {t('activities.customer')}
        </Link>
      )}
      {activity.due_at && (
        <time className={groupOf(activity.due_at) === 'overdue' ? 'activity-due late' : 'activity-due'} dateTime={activity.due_at} title={exact(activity.due_at)}>
          {dueText(activity.due_at)}
        </time>
      )}
    </li>
  );
}
