import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense, type ComponentType } from 'react';
import { messageOf, Refusal } from '../../api/problem';
import type { Guild, Me } from '../../api/types';
import { guildById } from '../../app/guild';
import { Missing } from '../../app/Missing';
import { may, useMe } from '../../app/session';
import { useTitle } from '../../app/title';
import { t, withWords, type Key } from '../../i18n';
import { Chip } from '../../ui/Chip';
import { GuildAccess } from './GuildAccess';
import { GuildPeople } from './GuildPeople';
import { GuildSettings } from './GuildSettings';
import { GuildSpots } from './GuildSpots';
import { guildParts, type GuildPart } from './parts';
import { SupportNotices } from './SupportNotices';
import { SuspendGuild } from './SuspendGuild';

/* Each is fetched when it is looked at. */
const later: Partial<Record<GuildPart, ComponentType<{ guild: Guild }>>> = {
  roles: lazy(() => withWords(import('../roles/GuildRoles')).then(({ GuildRoles: component }) => ({ default: component }))),
  programs: lazy(() => withWords(import('../programs/GuildPrograms')).then(({ GuildPrograms: component }) => ({ default: component }))),
  isolation: lazy(() => withWords(import('./GuildIsolation')).then(({ GuildIsolation: component }) => ({ default: component }))),
};

const above = getRouteApi('/guilds/$guildId');
const own = getRouteApi('/guild');

const partNames: Record<GuildPart, Key> = { people: 'guild.people', roles: 'guild.roles', spots: 'guild.spots', settings: 'guild.settings', access: 'guild.access', programs: 'guild.programs', isolation: 'guild.isolation' };

function partsFor(me: Me): GuildPart[] {
  const rights: Record<GuildPart, boolean> = {
    people: may(me, 'builders.read'),
    roles: may(me, 'role_sets.update') || may(me, 'role_sets.assign'),
    spots: may(me, 'spots.read'),
    settings: may(me, 'guilds.update') && ['guild', 'access_owner'].includes(me.acting.role),
    access: may(me, 'standing_grants.read') || may(me, 'support_grants.read'),
    programs: may(me, 'service_accounts.read'),
    isolation: may(me, 'isolation.read'),
  };
  return guildParts.filter((part) => rights[part]);
}

/** A guild among others, for those above it. */
export function GuildPage() {
  const { guildId } = above.useParams();
  const { part } = above.useSearch();
  return <Administration guildId={guildId} part={part} crumb />;
}

/** The guild that one acts in. */
export function OwnGuildPage() {
  const { part } = own.useSearch();
  const id = useMe().acting.guild_id;
  return id ? <Administration guildId={id} part={part} crumb={false} /> : <Missing />;
}

function Administration({ guildId, part, crumb }: { guildId: string; part: GuildPart | undefined; crumb: boolean }) {
  const me = useMe();
  const { data: guild, error } = useQuery(guildById(guildId));
  useTitle(guild?.name ?? t('nav.guilds'));
  if (error instanceof Refusal && error.status === 404) return <Missing />;
  if (error) return <p className="notice">{messageOf(error)}</p>;
  if (!guild) return <div className="loading" role="progressbar" aria-label={t('state.loading')} />;
  const parts = partsFor(me);
  const shown = parts.find((each) => each === part) ?? 'people';
  return (
    <>
      <header className="page-head">
        <div>
          {crumb && (
            <Link to="/guilds" className="crumb">
              {t('nav.guilds')}
            </Link>
          )}
          <h1>{guild.name}</h1>
        </div>
        {guild.suspended && <Chip tone="rose">{t('state.suspended')}</Chip>}
        <span className="spacer" />
        {['admin', 'moderator', 'access_owner'].includes(me.acting.role) && <SuspendGuild guild={guild} />}
      </header>
      {shown !== 'access' && may(me, 'support_grants.create') && <SupportNotices guildId={guildId} />}
      <Parts parts={parts} shown={shown} />
      <Part guild={guild} part={shown} />
    </>
  );
}

function Parts({ parts, shown }: { parts: GuildPart[]; shown: GuildPart }) {
  return (
    <nav className="segments tabs" aria-label={t('guild.parts')}>
      {parts.map((part) => (
        <Link key={part} to="." search={{ part }} replace className="segment" aria-current={part === shown ? 'page' : undefined}>
          {t(partNames[part])}
        </Link>
      ))}
    </nav>
  );
}

function Part({ guild, part }: { guild: Guild; part: GuildPart }) {
  const Later = later[part];
  if (Later)
    return (
      <Suspense fallback={<div className="loading" role="progressbar" aria-label={t('state.loading')} />}>
        <Later guild={guild} />
      </Suspense>
    );
  if (part === 'spots') return <GuildSpots guild={guild} />;
  if (part === 'settings') return <GuildSettings key={guild.version} guild={guild} />;
  if (part === 'access') return <GuildAccess guild={guild} />;
  return <GuildPeople guild={guild} />;
}
