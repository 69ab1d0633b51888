import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, atVersion } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Activity, ActivityInput, ActivityQuery } from '../../api/types';
import { t } from '../../i18n';
import { showToast } from '../../ui/toast';

type Which = Pick<ActivityQuery, 'assignee_id' | 'customer_id' | 'done'>;

export function activityList(which: Which) {
  return queryOptions({
    queryKey: ['activities', 'list', which],
    queryFn: ({ signal }) => answerOf(api.GET('/activities', { params: { query: { ...which, limit: 200 } }, signal })),
  });
}

export function addActivity(input: ActivityInput, key: string) {
  return answerOf(api.POST('/activities', { params: { header: { 'Idempotency-Key': key } }, body: input }));
}

function setDone(activity: Activity, done: boolean) {
  return answerOf(api.PATCH('/activities/{activity_id}', { params: { path: { activity_id: activity.id }, header: atVersion(activity) }, body: { done } }));
}

/** Ticks something off, with a way back. */
export function useFinish() {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ['activities'] });
  const failed = (error: Error) => {
    showToast(messageOf(error), null, 'error');
    void refresh();
  };
  return useMutation({
    mutationFn: (activity: Activity) => setDone(activity, true),
    onSuccess: async (done) => {
      showToast(t('activities.done', { subject: done.subject }), { label: t('action.undo'), run: () => void setDone(done, false).then(refresh, failed) });
      await refresh();
    },
    onError: failed,
  });
}
