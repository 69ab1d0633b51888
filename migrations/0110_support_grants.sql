-- Support grants: while one runs, the admins and the moderators above a guild read its records, and every reading is told in the guild's
-- trail and in the platform's. They ask for one with a reason, for so many hours; the guild gives it (unasked too), or its access owner
-- while that reads the guild itself, and ends it when it likes.
set local role guildhall_owner;

insert into platform.roles (role, level) values ('support', 6);

-- ends_at: once it is given. What was asked for and not answered in 14 days is over.
create table platform.support_grants (
    id         uuid        not null,
    guild_id   uuid        not null,
    reason     text        not null,
    hours      smallint    not null,
    asked_by   uuid,
    given_by   uuid,
    given_at   timestamptz,
    ends_at    timestamptz,
    ended_by   uuid,
    ended_at   timestamptz,
    created_at timestamptz not null default now(),
    constraint support_grants_key primary key (id),
    constraint support_grants_guild foreign key (guild_id) references platform.guilds (id),
    constraint support_grants_reason_length check (length(reason) between 1 and 500),
    constraint support_grants_hours check (hours between 1 and 72),
    constraint support_grants_given check (num_nonnulls(given_by, given_at, ends_at) in (0, 3)),
    constraint support_grants_by_somebody check (num_nonnulls(asked_by, given_by) > 0),
    constraint support_grants_length check (ends_at <= given_at + interval '72 hours')
);
create index support_grants_guild_index on platform.support_grants (guild_id, ends_at);
grant select, insert, update on platform.support_grants to guildhall_wall;

-- ends_at: when a membership ends by itself (null: it does not). Worked out beforehand, as live is; entering compares it.
alter table platform.memberships
    add column ends_at timestamptz,
    drop constraint memberships_place,
    add constraint memberships_place check (
        case role
            when 'access_owner' then access_owner_id is not null and spot_id is null
            when 'guild' then access_owner_id is not null and guild_id is not null and spot_id is null
            when 'support' then access_owner_id is not null and guild_id is not null and spot_id is null
            when 'spot' then access_owner_id is not null and guild_id is not null and spot_id is not null
            when 'builder' then access_owner_id is not null and guild_id is not null and spot_id is not null
            else access_owner_id is null and guild_id is null and spot_id is null
        end);

set local role guildhall_wall;

-- Whether somebody is an admin, or the moderator of this access owner. Nobody looks into the canaries (0104).
create function wall.supports(account uuid, owner uuid)
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return exists (select from platform.memberships m
                    where m.account_id = account and m.suspended_at is null
                      and (m.role = 'admin' and not wall.is_canary(owner)
                           or m.role = 'moderator' and exists (select from platform.access_owners o where o.id = owner and o.made_by = account)));
end
$$;

-- As in 0085, and what a support grant hangs on.
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
    if m.guild_id is not null and m.role = 'access_owner'
       and not exists (select from platform.standing_grants s
                        where s.guild_id = m.guild_id and s.access_owner_id = m.access_owner_id and s.ended_at is null) then
        found_ones := found_ones || 'standing_grant'::text;
    end if;
    if m.role = 'support'
       and not (wall.supports(m.account_id, m.access_owner_id)
                and exists (select from platform.support_grants g where g.guild_id = m.guild_id and g.ended_at is null and g.ends_at > now())) then
        found_ones := found_ones || 'support_grant'::text;
    end if;
    return found_ones;
end
$$;

-- As in 0086, with when it ends by itself.
create or replace function wall.derive_membership()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    new.pos := 0;
    new.upto := 4611686018427387904;
    if new.spot_id is not null then
        select s.pos, case when new.role = 'builder' then s.pos else s.upto end
          into new.pos, new.upto
          from platform.spots s
         where s.guild_id = new.guild_id
           and s.id = new.spot_id;
    end if;
    new.ends_at := case when new.role = 'support' then
                       (select max(g.ends_at) from platform.support_grants g where g.guild_id = new.guild_id and g.ended_at is null) end;
    new.scopes := wall.scopes_of(new.role, new.can_create_customers, wall.shape_of(new));
    new.language := (select a.language from platform.accounts a where a.id = new.account_id);
    new.live := wall.hindrances(new) = '{}';
    return new;
end
$$;

-- As in 0096: looking into a guild needs a second factor as running the installation does.
create or replace function wall.derive_guard()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    select s.second_factor_required, s.session_idle_minutes, s.session_absolute_minutes
      into new.factor_required, new.idle_minutes, new.absolute_minutes
      from guild.settings s
     where s.guild_id = new.guild_id;
    new.factor_required := coalesce(new.factor_required, false) or new.role in ('admin', 'moderator', 'support');
    return new;
end
$$;

-- Those who may look into a guild while a grant of its runs have a membership there; it lives and ends with the grants.
create function wall.admit_support(guild uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    owner constant uuid := (select g.access_owner_id from platform.guilds g where g.id = guild);
begin
    insert into platform.memberships (id, account_id, role, access_owner_id, guild_id, created_by, updated_by)
    select wall.uuid_in_order(row_number() over (order by a.id)::integer), a.id, 'support', owner, guild, a.id, a.id
      from platform.accounts a
     where wall.supports(a.id, owner)
       and not exists (select from platform.memberships m where m.account_id = a.id and m.role = 'support' and m.guild_id = guild)
       and exists (select from platform.support_grants g where g.guild_id = admit_support.guild and g.ended_at is null and g.ends_at > now());
    update platform.memberships m set access_owner_id = owner where m.guild_id = guild and m.role = 'support';
end
$$;

create function wall.touch_support()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    case tg_table_name
        when 'support_grants' then
            perform wall.admit_support(new.guild_id);
        when 'guilds' then
            perform wall.admit_support(new.id);
        when 'access_owners' then
            perform wall.admit_support(g.id) from platform.guilds g where g.access_owner_id = new.id;
        when 'memberships' then
            update platform.memberships m set live = m.live where m.account_id = new.account_id and m.role = 'support';
            perform wall.admit_support(g.guild_id)
               from (select distinct s.guild_id from platform.support_grants s where s.ended_at is null and s.ends_at > now()) as g;
    end case;
    return null;
end
$$;

grant execute on function wall.supports(uuid, uuid), wall.admit_support(uuid), wall.touch_support() to guildhall_owner;

set local role guildhall_owner;
create trigger touch after insert or update on platform.support_grants for each row execute function wall.touch_support();
create trigger touch_support after update of access_owner_id on platform.guilds for each row execute function wall.touch_support();
create trigger touch_support after update of made_by on platform.access_owners for each row execute function wall.touch_support();
create trigger touch_support after insert or update of suspended_at on platform.memberships
   for each row when (new.role in ('admin', 'moderator')) execute function wall.touch_support();

-- Support reads records and takes no lists away.
insert into platform.role_permissions (role, permission, scope)
select 'support', p.permission, case p.permission when 'accounts.read' then 1 else 3 end
  from unnest('{customers.read,contacts.read,notes.read,activities.read,estimates.read,products.read,tax_codes.read,tags.read,groups.read,
                imports.read,bulk_changes.read,settings.read,guilds.read,spots.read,accounts.read,role_sets.read}'::text[]) as p (permission);
insert into platform.role_permissions (role, permission, scope)
values ('guild', 'support_grants.read', 3), ('access_owner', 'support_grants.read', 3), ('moderator', 'support_grants.read', 3),
       ('admin', 'support_grants.read', 3),
       ('moderator', 'support_grants.ask', 3), ('admin', 'support_grants.ask', 3),
       ('guild', 'support_grants.create', 3), ('access_owner', 'support_grants.create', 3),
       ('guild', 'support_grants.delete', 3), ('access_owner', 'support_grants.delete', 3), ('moderator', 'support_grants.delete', 3),
       ('admin', 'support_grants.delete', 3),
       -- what happens as it happens is for those who work there: each look at it would be told, and be heard of again
       ('builder', 'events.read', 3), ('spot', 'events.read', 3), ('guild', 'events.read', 3), ('access_owner', 'events.read', 3);
insert into platform.permissions (place, permission, scopes, least, administrative)
values (211, 'support_grants.create', '{3}', 0, true), (213, 'support_grants.delete', '{3}', 0, true);
