-- What the doctor found, kept for who runs the installation; and what each guild and its access owner are told of how their data are kept.
set local role guildhall_owner;

create table platform.examinations (
    id               uuid        not null,
    at               timestamptz not null,
    version          text        not null,
    complaints       jsonb       not null,
    backup_made_at   timestamptz,
    proven_at        timestamptz,
    backup_is_proven boolean     not null,
    constraint examinations_key primary key (id)
);
create index examinations_at on platform.examinations (at);
grant select, insert, delete on platform.examinations to guildhall_wall;

insert into platform.role_permissions (role, permission, scope)
values ('moderator', 'examinations.read', 3), ('admin', 'examinations.read', 3),
       ('guild', 'safeguards.read', 3), ('access_owner', 'safeguards.read', 3), ('moderator', 'safeguards.read', 3), ('admin', 'safeguards.read', 3);
update platform.memberships set live = live;

set local role guildhall_wall;

create type wall.examination as (
    id uuid, at timestamptz, version text, complaints jsonb, backup_made_at timestamptz, proven_at timestamptz, backup_is_proven boolean);

-- A month of them is kept. As guildhall_migrate.
create function wall.keep_examination(examination wall.examination)
returns void
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    insert into platform.examinations (id, at, version, complaints, backup_made_at, proven_at, backup_is_proven) select (examination).*;
    delete from platform.examinations e where e.at < (examination).at - interval '31 days';
$$;

create function wall.list_examinations()
returns setof wall.examination
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select e.id, e.at, e.version, e.complaints, e.backup_made_at, e.proven_at, e.backup_is_proven
      from wall.acting() actor
      join platform.examinations e on actor.role in ('admin', 'moderator')
$$;

create type wall.safeguards as (
    id uuid, people bigint, people_with_second_factor bigint, open_alerts bigint, audit_entries bigint, isolation_checked_at timestamptz,
    isolation_findings integer, backup_made_at timestamptz, proven_at timestamptz, backup_is_proven boolean);

-- Of the installation only what concerns every guild: when all was last proven, not what is wrong with the machine. GH404
create function wall.get_safeguards(guild uuid)
returns setof wall.safeguards
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select g.id, count(p.account_id), count(p.account_id) filter (where wall.factor_methods(p.account_id) <> '{}'),
           (select count(*) from guild.alerts a where a.guild_id = g.id and a.seen_at is null),
           coalesce((select h.seq from platform.audit_heads h where h.guild_id = g.id), 0),
           r.at, r.findings, e.backup_made_at, e.proven_at, coalesce(e.backup_is_proven, false)
      from wall.acting() actor
     cross join lateral wall.seen_guild(actor, get_safeguards.guild) g
      left join lateral (select distinct m.account_id
                           from platform.memberships m
                          where m.guild_id = g.id and m.live and m.role in ('guild', 'spot', 'builder')) p on true
      left join (select i.at, i.findings from platform.isolation_receipts i order by i.at desc limit 1) r on true
      left join (select x.backup_made_at, x.proven_at, x.backup_is_proven from platform.examinations x order by x.at desc limit 1) e on true
     group by g.id, r.at, r.findings, e.backup_made_at, e.proven_at, e.backup_is_proven
$$;

grant execute on function wall.keep_examination(wall.examination) to guildhall_owner;
grant execute on function wall.list_examinations(), wall.get_safeguards(uuid) to guildhall_app;
