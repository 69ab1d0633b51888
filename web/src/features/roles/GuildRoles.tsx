import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../../api/problem';
import type { Guild, RoleSet } from '../../api/types';
import { useMay } from '../../app/session';
import { plural, t } from '../../i18n';
import { permissions, roleSetsOf } from './queries';
import { rightName, scopeName, givenIn } from './rights';
import { RoleEditor } from './RoleEditor';

/** The roles of a guild's own: what each lets people do, and how many have it. */
export function GuildRoles({ guild }: { guild: Guild }) {
  const { data: sets, error } = useQuery(roleSetsOf(guild.id));
  const { data: known } = useQuery(permissions);
  const mayAdd = useMay('role_sets.create');
  const [open, setOpen] = useState<RoleSet | 'new' | null>(null);
  if (error) return <p className="notice">{messageOf(error)}</p>;
  if (!sets || !known) return <div className="loading" role="progressbar" aria-label={t('state.loading')} />;
  if (open)
    return (
      <div className="record">
        <RoleEditor place={{ guild_id: guild.id }} role={open === 'new' ? null : open} rights={known.items} onClose={() => setOpen(null)} />
      </div>
    );
  return (
    <div className="record">
      <div className="record-body single">
        <section className="panel" aria-labelledby="roles-title">
          <div className="panel-head">
            <h2 id="roles-title">{t('roles.title')}</h2>
            <span className="spacer" />
            {mayAdd && (
              <button type="button" className="button" onClick={() => setOpen('new')}>
                {t('roles.new')}
              </button>
            )}
          </div>
          <p className="muted">{t('roles.text')}</p>
          {sets.items.length === 0 && <p>{t('roles.none')}</p>}
          <Roles sets={sets.items} onOpen={setOpen} />
        </section>
      </div>
    </div>
  );
}

export function Roles({ sets, onOpen }: { sets: RoleSet[]; onOpen: (set: RoleSet) => void }) {
  return (
    <ul className="people">
      {sets.map((set) => (
        <li key={set.id} className="person">
          <button type="button" className="link" dir="auto" onClick={() => onOpen(set)}>
            {set.name}
          </button>
          <span className="spacer" />
          <span className="muted">{plural('roles.people', set.people)}</span>
          <span className="person-reach muted">{summaryOf(set)}</span>
        </li>
      ))}
    </ul>
  );
}

/** The first few of what a role gives: "See customers (everyone’s), …". */
function summaryOf(set: RoleSet): string {
  const first = Object.entries(givenIn(set.permissions)).slice(0, 4);
  const said = first.map(([permission, scope]) => t('roles.right', { what: rightName(permission), scope: scopeName(scope ?? 'own') }));
  const rest = set.permissions.length - first.length;
  return [...said, ...(rest > 0 ? [plural('roles.more', rest)] : [])].join(' · ');
}
