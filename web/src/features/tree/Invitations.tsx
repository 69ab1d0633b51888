import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Invitation } from '../../api/types';
import { useMay } from '../../app/session';
import { t, type Key } from '../../i18n';
import { Chip } from '../../ui/Chip';
import { Time } from '../../ui/Time';
import { showToast } from '../../ui/toast';
import { invitations } from './queries';
import { roleNames } from './words';

const states: Record<Invitation['state'], [Key, 'gold' | 'sky' | 'rose']> = {
  waiting: ['invitation.waiting', 'gold'],
  sent: ['invitation.sent', 'sky'],
  failed: ['invitation.failed', 'rose'],
  expired: ['invitation.expired', 'rose'],
};

/** Who was asked by mail to join and has not come yet; nothing where there is nobody. */
export function Invitations({ guild, role, owner }: { guild?: string; role?: Invitation['role']; owner?: string }) {
  const title = useId();
  const { data } = useQuery({ ...invitations(guild), enabled: useMay('invitations.read') });
  const open = data?.items.filter((invitation) => (!role || invitation.role === role) && (!owner || invitation.access_owner_id === owner)) ?? [];
  if (open.length === 0) return null;
  return (
    <section className="panel invitations" aria-labelledby={title}>
      <h2 id={title}>{t('invitations.title')}</h2>
      <ul className="people">
        {open.map((invitation) => (
          <InvitationItem key={invitation.id} invitation={invitation} />
        ))}
      </ul>
    </section>
  );
}

const promised = ({ role, spot, team_role, guild_group }: Invitation) =>
  team_role && guild_group ? t('work.line', { role: team_role, group: guild_group }) : [t(roleNames[role] ?? 'role.builder'), spot].filter(Boolean).join(' · ');

function InvitationItem({ invitation }: { invitation: Invitation }) {
  const queries = useQueryClient();
  const params = { params: { path: { invitation_id: invitation.id } } };
  const settled = {
    onError: (failure: Error) => showToast(messageOf(failure), null, 'error'),
    onSettled: () => queries.invalidateQueries({ queryKey: ['tree', 'invitations'] }),
  };
  const sending = useMutation({
    mutationFn: () => answerOf(api.POST('/invitations/{invitation_id}/sending', params)),
    onSuccess: () => showToast(t('invitations.sent', { name: invitation.name })),
    ...settled,
  });
  const revoking = useMutation({ mutationFn: () => answerOf(api.DELETE('/invitations/{invitation_id}', params)), ...settled });
  const [state, tone] = states[invitation.state];
  const mayChange = useMay('invitations.send');
  return (
    <li className="person">
      <span className="person-name" dir="auto">{invitation.name}</span>
      <Chip tone={tone}>{t(state)}</Chip>
      <span className="spacer" />
      {mayChange && (
        <>
          <button type="button" className="button quiet" disabled={sending.isPending} onClick={() => sending.mutate()}>
            {t('invitations.again')}
            <span className="visually-hidden"> {invitation.name}</span>
          </button>
          <button type="button" className="button quiet" disabled={revoking.isPending} onClick={() => revoking.mutate()}>
            {t('invitations.revoke')}
            <span className="visually-hidden"> {invitation.name}</span>
          </button>
        </>
      )}
      <span className="person-reach muted">
        <span>{invitation.email}</span>
        <span>{promised(invitation)}</span>
        <Time at={invitation.sent_at} />
      </span>
    </li>
  );
} // prettier-ignore
