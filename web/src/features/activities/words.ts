import type { Activity } from '../../api/types';
import type { Key } from '../../i18n';
import type { Group } from './due';

type Kind = Activity['kind'];

export const kinds: readonly Kind[] = ['task', 'call', 'meeting'];

export const kindWords: Record<Kind, Key> = {
  task: 'activities.kind.task',
  call: 'activities.kind.call',
  meeting: 'activities.kind.meeting',
};

export const groupWords: Record<Group, Key> = {
  overdue: 'activities.group.overdue',
  today: 'activities.group.today',
  next: 'activities.group.next',
  some_day: 'activities.group.some_day',
};
