import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, atVersion } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Activity, ActivityChange, ActivityInput, ActivityQuery } from '../../api/types';
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

export function changeActivity(activity: Activity, change: ActivityChange) {
  return answerOf(api.PATCH('/activities/{activity_id}', { params: { path: { activity_id: activity.id }, header: atVersion(activity) }, body: change }));
}

function setDone(activity: Activity, done: boolean) {
  return changeActivity(activity, { done });
}

/** Puts something into the trash, with a way back. */
export function useRemove() {
  const queries = useQueryClient();
  const refresh = () => Promise.all([['activities'], ['customers', 'timeline'], ['trash']].map((queryKey) => queries.invalidateQueries({ queryKey })));
  const failed = (error: Error) => showToast(messageOf(error), null, 'error');
  const restore = (id: string) => answerOf(api.POST('/trash/{trashed_id}/restoration', { params: { path: { trashed_id: id } } })).then(refresh, failed);
  return useMutation({
    mutationFn: (activity: Activity) => answerOf(api.DELETE('/activities/{activity_id}', { params: { path: { activity_id: activity.id } } })),
    onSuccess: async (_, activity) => {
      showToast(t('activities.deleted', { subject: activity.subject }), { label: t('action.undo'), run: () => void restore(activity.id) });
      await refresh();
    },
    onError: failed,
  });
}

/** Ticks something off, with a way back. */
export function useFinish() {
  const queries = useQueryClient();
  const refresh = () => Promise.all([['activities'], ['customers', 'timeline']].map((queryKey) => queries.invalidateQueries({ queryKey })));
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
