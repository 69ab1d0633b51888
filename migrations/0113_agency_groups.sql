-- Agency teams: groups of an access owner's guilds, role sets of its own, and a role set given to a person over a group. The person then
-- works in each guild of the group as an agent; who comes and goes follows at the next request. A guild's standing grant bounds it: without
-- one nobody works there, and whether agents write is for the guild to say.
set local role guildhall_owner;

-- An agent is a member of the guild by the agency's leave: its set says what it does, and what everybody needs is a builder's.
insert into platform.roles (role, level) values ('agent', 5);

-- works: what agents' roles let them write, they write; else they read.
alter table platform.standing_grants add column works boolean not null default false;

create table platform.guild_groups (
    id              uuid        not null,
    access_owner_id uuid        not null,
    name            text        not null,
    version         integer     not null default 1,
    created_at      timestamptz not null default now(),
    created_by      uuid        not null,
    updated_at      timestamptz not null default now(),
    updated_by      uuid        not null,
    constraint guild_groups_key primary key (id),
    constraint guild_groups_place unique (access_owner_id, id),
    constraint guild_groups_access_owner foreign key (access_owner_id) references platform.access_owners (id),
    constraint guild_groups_name_length check (length(name) between 1 and 60)
);
create unique index guild_groups_name on platform.guild_groups (access_owner_id, lower(name));

create table platform.grouped_guilds (
    group_id uuid not null,
    guild_id uuid not null,
    constraint grouped_guilds_key primary key (group_id, guild_id),
    constraint grouped_guilds_group foreign key (group_id) references platform.guild_groups (id) on delete cascade,
    constraint grouped_guilds_guild foreign key (guild_id) references platform.guilds (id)
);
create index grouped_guilds_guild_index on platform.grouped_guilds (guild_id);

-- A role set is a guild's or an access owner's.
alter table platform.role_sets
    alter column guild_id drop not null,
    add column access_owner_id uuid,
    add constraint role_sets_access_owner foreign key (access_owner_id) references platform.access_owners (id),
    add constraint role_sets_of_owner unique (access_owner_id, id),
    add constraint role_sets_of_one check (num_nonnulls(guild_id, access_owner_id) = 1);
create unique index role_sets_owner_name on platform.role_sets (access_owner_id, lower(name));

create table platform.assignments (
    id              uuid        not null,
    access_owner_id uuid        not null,
    account_id      uuid        not null,
    role_set_id     uuid        not null,
    group_id        uuid        not null,
    created_at      timestamptz not null default now(),
    created_by      uuid        not null,
    constraint assignments_key primary key (id),
    constraint assignments_once unique (account_id, role_set_id, group_id),
    constraint assignments_account foreign key (account_id) references platform.accounts (id),
    constraint assignments_role_set foreign key (access_owner_id, role_set_id) references platform.role_sets (access_owner_id, id),
    constraint assignments_group foreign key (access_owner_id, group_id) references platform.guild_groups (access_owner_id, id)
);
create index assignments_access_owner_index on platform.assignments (access_owner_id);
create index assignments_group_index on platform.assignments (group_id);
create index assignments_role_set_index on platform.assignments (role_set_id);
grant select, insert, update, delete on platform.guild_groups, platform.grouped_guilds, platform.assignments to guildhall_wall;

alter table platform.memberships
    drop constraint memberships_place,
    add constraint memberships_place check (
        case role
            when 'access_owner' then access_owner_id is not null and spot_id is null
            when 'guild' then access_owner_id is not null and guild_id is not null and spot_id is null
            when 'support' then access_owner_id is not null and guild_id is not null and spot_id is null
            when 'agent' then access_owner_id is not null and guild_id is not null and spot_id is null
            when 'spot' then access_owner_id is not null and guild_id is not null and spot_id is not null
            when 'builder' then access_owner_id is not null and guild_id is not null and spot_id is not null
            else access_owner_id is null and guild_id is null and spot_id is null
        end);

set local role guildhall_wall;

-- The role sets that an agent has in its guild, by all groups that this lies in.
create function wall.assigned(m platform.memberships)
returns setof platform.role_sets
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
    select r.*
      from platform.role_sets r
     where r.id in (select a.role_set_id
                      from platform.assignments a
                      join platform.grouped_guilds g on g.group_id = a.group_id and g.guild_id = m.guild_id
                     where a.account_id = m.account_id and a.access_owner_id = m.access_owner_id);
end
$$;

-- As in 0086; an agent's is the widest of its sets', and without the guild's word nothing that writes.
create or replace function wall.shape_of(m platform.memberships)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    works constant boolean := m.role = 'agent' and exists (select from platform.standing_grants s
                                                            where s.guild_id = m.guild_id and s.access_owner_id = m.access_owner_id
                                                              and s.ended_at is null and s.works);
begin
    if m.role <> 'agent' then
        return (select r.permissions from platform.role_sets r where r.id = m.role_set_id);
    end if;
    return (select coalesce(jsonb_object_agg(p.permission, p.scope), '{}')
              from (select e.key as permission, max(e.value::smallint) as scope
                      from wall.assigned(m) r
                     cross join lateral jsonb_each_text(r.permissions) e
                     where works or e.key like '%.read'
                     group by e.key) p);
end
$$;

-- As in 0110, and what an agent hangs on.
create or replace function wall.hindrances(m platform.memberships)
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    found_ones text[] := '{}';
begin
    if not exists (select from platform.accounts a where a.id = m.account_id and a.suspended_at is null) then
        found_ones := found_ones || 'account'::text;
    end if;
    if m.suspended_at is not null then
        found_ones := found_ones || 'membership'::text;
    end if;
    if m.access_owner_id is not null
       and not exists (select from platform.access_owners o where o.id = m.access_owner_id and o.suspended_at is null) then
        found_ones := found_ones || 'access_owner'::text;
    end if;
    if m.guild_id is not null and not exists (select from platform.guilds g where g.id = m.guild_id and g.suspended_at is null) then
        found_ones := found_ones || 'guild'::text;
    end if;
    if m.guild_id is not null and m.role in ('access_owner', 'agent')
       and not exists (select from platform.standing_grants s
                        where s.guild_id = m.guild_id and s.access_owner_id = m.access_owner_id and s.ended_at is null) then
        found_ones := found_ones || 'standing_grant'::text;
    end if;
    if m.role = 'support'
       and not (wall.supports(m.account_id, m.access_owner_id)
                and exists (select from platform.support_grants g where g.guild_id = m.guild_id and g.ended_at is null and g.ends_at > now())) then
        found_ones := found_ones || 'support_grant'::text;
    end if;
    if m.role = 'agent' and not exists (select from wall.assigned(m)) then
        found_ones := found_ones || 'assignment'::text;
    end if;
    return found_ones;
end
$$;

-- Whoever is assigned over a group has a membership in each of its guilds; it lives and is worked out with the assignments.
create function wall.place_agents(owner uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into platform.memberships as m (id, account_id, role, access_owner_id, guild_id, created_by, updated_by)
    select wall.uuid_in_order(row_number() over (order by a.account_id, a.guild_id)::integer), a.account_id, 'agent', owner, a.guild_id,
           a.account_id, a.account_id
      from (select distinct s.account_id, g.guild_id
              from platform.assignments s
              join platform.grouped_guilds g on g.group_id = s.group_id
              join platform.guilds p on p.id = g.guild_id and p.access_owner_id = owner
             where s.access_owner_id = owner) a
        on conflict (account_id, role, coalesce(spot_id, guild_id, access_owner_id, account_id)) do update
       set access_owner_id = excluded.access_owner_id
     where m.access_owner_id <> excluded.access_owner_id;
    update platform.memberships m set live = m.live where m.access_owner_id = owner and m.role = 'agent';
end
$$;

create function wall.touch_agents()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    case tg_table_name
        when 'assignments' then
            perform wall.place_agents(coalesce(new.access_owner_id, old.access_owner_id));
        when 'grouped_guilds' then
            perform wall.place_agents(g.access_owner_id) from platform.guild_groups g where g.id = coalesce(new.group_id, old.group_id);
        when 'role_sets' then
            perform wall.place_agents(new.access_owner_id);
        when 'standing_grants' then
            update platform.memberships m set live = m.live where m.guild_id = new.guild_id and m.role = 'agent';
        when 'guilds' then
            -- a guild that is another's now is in no group of the old one's
            delete from platform.grouped_guilds g using platform.guild_groups o
             where g.guild_id = new.id and o.id = g.group_id and o.access_owner_id <> new.access_owner_id;
    end case;
    return null;
end
$$;

grant execute on function wall.assigned(platform.memberships), wall.place_agents(uuid), wall.touch_agents() to guildhall_owner;

set local role guildhall_owner;
create trigger touch after insert or delete on platform.assignments for each row execute function wall.touch_agents();
create trigger touch after insert or delete on platform.grouped_guilds for each row execute function wall.touch_agents();
create trigger touch_agents after update of permissions on platform.role_sets
   for each row when (new.access_owner_id is not null) execute function wall.touch_agents();
create trigger touch_agents after insert or update on platform.standing_grants for each row execute function wall.touch_agents();
create trigger touch_agents after update of access_owner_id on platform.guilds for each row execute function wall.touch_agents();

insert into platform.role_permissions (role, permission, scope, switched)
select 'agent', p.permission, p.scope, p.switched from platform.role_permissions p where p.role = 'builder';
insert into platform.role_permissions (role, permission, scope)
select r.role, p.permission, 3
  from unnest('{access_owner,moderator,admin}'::text[]) as r (role),
       unnest('{guild_groups.read,assignments.read}'::text[]) as p (permission)
 union all
select 'access_owner', p.permission, 3
  from unnest('{guild_groups.create,guild_groups.update,guild_groups.delete,assignments.create,assignments.delete}'::text[]) as p (permission)
 union all
select r.role, 'agents.read', 3 from unnest('{guild,access_owner}'::text[]) as r (role);
