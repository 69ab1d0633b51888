import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { AccessOwner, Assignment, Givable, GuildGroup, RoleSet } from '../../api/types';
import { useMay } from '../../app/session';
import { plural, t } from '../../i18n';
import { showToast } from '../../ui/toast';
import { Roles } from '../roles/GuildRoles';
import { permissions, teamRolesOf } from '../roles/queries';
import { RoleEditor } from '../roles/RoleEditor';
import { AssignDialog } from './AssignDialog';
import { GroupDialog } from './GroupDialog';
import { Invitations } from './Invitations';
import { assignmentsOf, guildGroupsOf } from './queries';

/** Who works in which of an agency's guilds, and as what; the groups and the roles that this is said by. */
export function AgencyWork({ owner }: { owner: AccessOwner }) {
  const { data: roles, error } = useQuery(teamRolesOf(owner.id));
  const { data: groups } = useQuery(guildGroupsOf(owner.id));
  const { data: known } = useQuery(permissions);
  const [role, setRole] = useState<RoleSet | 'new' | null>(null);
  if (error) return <p className="notice">{messageOf(error)}</p>;
  if (!roles || !groups || !known) return null;
  if (role) return <RoleEditor place={{ access_owner_id: owner.id }} role={role === 'new' ? null : role} rights={forAgents(known.items)} onClose={() => setRole(null)} />;
  return (
    <>
      <Assignments owner={owner} roles={roles.items} groups={groups.items} />
      <Invitations role="agent" owner={owner.id} />
      <Groups owner={owner} groups={groups.items} />
      <TeamRoles roles={roles.items} onOpen={setRole} />
    </>
  );
}

/** They administrate nothing, and are in no spot. */
const forAgents = (rights: Givable[]) => rights.filter((right) => !right.administrative).map((right) => ({ ...right, scopes: right.scopes.filter((scope) => scope !== 'spot') }));

function Head({ id, title, add, mayAdd, onAdd }: { id: string; title: string; add: string; mayAdd: boolean; onAdd: () => void }) {
  return (
    <div className="panel-head">
      <h2 id={id}>{title}</h2>
      <span className="spacer" />
      {mayAdd && (
        <button type="button" className="button" onClick={onAdd}>
          {add}
        </button>
      )}
    </div>
  );
}

function Assignments({ owner, roles, groups }: { owner: AccessOwner; roles: RoleSet[]; groups: GuildGroup[] }) {
  const { data } = useQuery(assignmentsOf(owner.id));
  const mayAdd = useMay('assignments.create');
  const [adding, setAdding] = useState(false);
  const ready = roles.length > 0 && groups.length > 0;
  return (
    <section className="panel" aria-labelledby="work-title">
      <Head id="work-title" title={t('work.title')} add={t('work.add')} mayAdd={mayAdd && ready} onAdd={() => setAdding(true)} />
      <p className="muted">{ready ? t('work.text') : t('work.begin')}</p>
      <ul className="people">
        {data?.items.map((assignment) => (
          <Assigned key={assignment.id} assignment={assignment} />
        ))}
      </ul>
      {adding && <AssignDialog ownerId={owner.id} roles={roles} groups={groups} onClose={() => setAdding(false)} />}
    </section>
  );
}

function Assigned({ assignment }: { assignment: Assignment }) {
  const queries = useQueryClient();
  const mayEnd = useMay('assignments.delete');
  const ending = useMutation({
    mutationFn: () => answerOf(api.DELETE('/assignments/{assignment_id}', { params: { path: { assignment_id: assignment.id } } })),
    onSuccess: () => showToast(t('work.ended', { name: assignment.name })),
    onError: (failure) => showToast(messageOf(failure), null, 'error'),
    onSettled: () => queries.invalidateQueries({ queryKey: ['tree'] }),
  });
  return (
    <li className="grant">
      <span className="grant-what">
        <span className="person-name" dir="auto">
          {assignment.name}
        </span>
        <span className="muted">{assignment.email}</span>
      </span>
      <span className="grant-line muted">{t('work.line', { role: assignment.team_role, group: assignment.guild_group })}</span>
      <span className="grant-actions">
        {mayEnd && (
          <button type="button" className="button" disabled={ending.isPending} aria-label={t('work.end_of', { name: assignment.name })} onClick={() => ending.mutate()}>
            {t('work.end')}
          </button>
        )}
      </span>
    </li>
  );
}

function Groups({ owner, groups }: { owner: AccessOwner; groups: GuildGroup[] }) {
  const mayAdd = useMay('guild_groups.create');
  const [open, setOpen] = useState<GuildGroup | 'new' | null>(null);
  return (
    <section className="panel" aria-labelledby="groups-title">
      <Head id="groups-title" title={t('guild_groups.title')} add={t('guild_groups.new')} mayAdd={mayAdd} onAdd={() => setOpen('new')} />
      {groups.length === 0 && <p className="muted">{t('guild_groups.none')}</p>}
      <ul className="people">
        {groups.map((group) => (
          <li key={group.id} className="person">
            {mayAdd ? (
              <button type="button" className="link" dir="auto" onClick={() => setOpen(group)}>
                {group.name}
              </button>
            ) : (
              <span className="person-name" dir="auto">
                {group.name}
              </span>
            )}
            <span className="spacer" />
            <span className="muted">{plural('guild_groups.guilds', group.guild_ids.length)}</span>
          </li>
        ))}
      </ul>
      {open && <GroupDialog ownerId={owner.id} group={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </section>
  );
}

function TeamRoles({ roles, onOpen }: { roles: RoleSet[]; onOpen: (role: RoleSet | 'new') => void }) {
  const mayAdd = useMay('role_sets.create');
  return (
    <section className="panel" aria-labelledby="team-roles-title">
      <Head id="team-roles-title" title={t('team_roles.title')} add={t('roles.new')} mayAdd={mayAdd} onAdd={() => onOpen('new')} />
      {roles.length === 0 && <p className="muted">{t('team_roles.none')}</p>}
      <Roles sets={roles} onOpen={onOpen} />
    </section>
  );
}
