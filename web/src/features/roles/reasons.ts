import type { Explanation } from '../../api/types';
import { t, type Key } from '../../i18n';
import { roleNames } from '../tree/words';
import { scopeName } from './rights';

type Reason = Explanation['reasons'][number];

/* Each reason as a sentence, when it holds and when it does not. */
const sentences: Record<Reason['reason'], [Key, Key]> = {
  account: ['reason.account.yes', 'reason.account.no'],
  second_factor: ['reason.second_factor.yes', 'reason.second_factor.no'],
  membership: ['reason.membership.yes', 'reason.membership.no'],
  access_owner: ['reason.access_owner.yes', 'reason.access_owner.no'],
  guild: ['reason.guild.yes', 'reason.guild.no'],
  standing_grant: ['reason.standing_grant.yes', 'reason.standing_grant.no'],
  support_grant: ['reason.support_grant.yes', 'reason.support_grant.no'],
  assignment: ['reason.assignment.yes', 'reason.assignment.no'],
  agents_work: ['reason.agents_work.yes', 'reason.agents_work.no'],
  role: ['reason.role.yes', 'reason.role.no'],
  role_set: ['reason.role_set.yes', 'reason.role_set.no'],
  scope: ['reason.scope.yes', 'reason.scope.no'],
  owner: ['reason.owner.yes', 'reason.owner.no'],
  spot: ['reason.spot.yes', 'reason.spot.no'],
  record: ['reason.record.yes', 'reason.record.no'],
};

export function sentenceOf({ reason, holds, name, scope }: Reason): string {
  const role = reason === 'role' ? roleNames[name ?? ''] : undefined;
  return t(sentences[reason][holds ? 0 : 1], { name: role ? t(role) : (name ?? '–'), scope: scope ? scopeName(scope) : '' });
}
