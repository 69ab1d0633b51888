-- Service accounts of a guild ("programs" on its page): accounts that are nobody's, with what was given to them and no more. They enter by
-- keys alone, which are sessions as a person's keys are (0102); neither ends when who made it leaves.
set local role guildhall_owner;

insert into platform.roles (role, level) values ('program', 6);

-- No address, no password, no second factor: nothing to sign in with.
alter table platform.accounts
    alter column email drop not null,
    add column program boolean not null default false,
    add constraint accounts_program check (
        case when program then num_nonnulls(email, password_hash, totp_secret) = 0 and length(name) <= 100 else email is not null end);

-- id: its account's, whose name it has. permissions: {"customers.read": 3, …}, as its maker held them.
create table platform.service_accounts (
    id          uuid        not null,
    guild_id    uuid        not null,
    permissions jsonb       not null,
    ended_at    timestamptz,
    version     integer     not null default 1,
    created_at  timestamptz not null default now(),
    created_by  uuid        not null,
    updated_at  timestamptz not null default now(),
    updated_by  uuid        not null,
    constraint service_accounts_key primary key (id),
    constraint service_accounts_account foreign key (id) references platform.accounts (id),
    constraint service_accounts_guild foreign key (guild_id) references platform.guilds (id),
    constraint service_accounts_permissions check (jsonb_typeof(permissions) = 'object' and permissions <> '{}')
);
create index service_accounts_guild_index on platform.service_accounts (guild_id);
grant select, insert, update on platform.service_accounts to guildhall_wall;

alter table platform.memberships
    drop constraint memberships_place,
    add constraint memberships_place check (
        case role
            when 'access_owner' then access_owner_id is not null and spot_id is null
            when 'guild' then access_owner_id is not null and guild_id is not null and spot_id is null
            when 'support' then access_owner_id is not null and guild_id is not null and spot_id is null
            when 'agent' then access_owner_id is not null and guild_id is not null and spot_id is null
            when 'program' then access_owner_id is not null and guild_id is not null and spot_id is null
            when 'spot' then access_owner_id is not null and guild_id is not null and spot_id is not null
            when 'builder' then access_owner_id is not null and guild_id is not null and spot_id is not null
            else access_owner_id is null and guild_id is null and spot_id is null
        end);

insert into platform.permissions (place, permission, scopes, least, administrative)
values (221, 'service_accounts.create', '{3}', 0, true), (222, 'service_accounts.update', '{3}', 0, true),
       (223, 'service_accounts.delete', '{3}', 0, true);

set local role guildhall_wall;

create function wall.only_keys_for_programs()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if exists (select from platform.accounts a where a.id = new.account_id and a.program) then
        raise exception 'a program has keys and nothing else' using errcode = 'GH403';
    end if;
    return new;
end
$$;
grant execute on function wall.only_keys_for_programs() to guildhall_owner;

-- As in 0113; a program's is its own.
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
    if m.role = 'program' then
        return (select s.permissions from platform.service_accounts s where s.id = m.account_id and s.guild_id = m.guild_id);
    elsif m.role <> 'agent' then
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

-- As in 0086; a program may what was given to it and nothing that everybody may.
create or replace function wall.rights_of(role_name text, can_create_customers boolean, shape jsonb)
returns setof wall.right
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    if role_name = 'program' then
        return query select e.key, e.value::smallint from jsonb_each_text(shape) e;
        return;
    elsif shape is null then
        return query
        select p.permission, p.scope
          from platform.role_permissions p
         where p.role = role_name and (not p.switched or can_create_customers);
        return;
    end if;
    return query
    with by_level as (
        select p.permission, split_part(p.permission, '.', 1) as things, p.scope from platform.role_permissions p where p.role = role_name
    ),
    by_set as (
        select k.permission, split_part(k.permission, '.', 1) as things,
               case when k.administrative then least((shape ->> k.permission)::smallint, l.scope)
                    else greatest(coalesce((shape ->> k.permission)::smallint, 0::smallint), k."least") end as scope
          from platform.permissions k
          left join by_level l on l.permission = k.permission
         where case when k.administrative then shape ? k.permission and l.scope is not null else k."least" > 0 or shape ? k.permission end
    ),
    held as (
        select s.permission, s.scope from by_set s
         union all
        select s.things || '.read', s.scope from by_set s where s.permission like '%.run'
         union all
        select l.permission, l.scope
          from by_level l
         where not exists (select from platform.permissions k where k.permission = l.permission)
           and (not exists (select from platform.permissions k where k.permission = l.things || '.run') or shape ? (l.things || '.run'))
    )
    select h.permission, max(h.scope) from held h group by h.permission;
end
$$;

-- As in 0110: a program has no second factor, so that none can be asked of it.
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
    new.factor_required := new.role <> 'program'
                           and (coalesce(new.factor_required, false) or new.role in ('admin', 'moderator', 'support'));
    return new;
end
$$;

set local role guildhall_owner;
create trigger only_keys_for_programs before insert or update of account_id, kind on platform.sessions
    for each row when (new.kind <> 'key') execute function wall.only_keys_for_programs();

insert into platform.role_permissions (role, permission, scope)
select r.role, 'service_accounts.read', 3 from unnest('{guild,access_owner,moderator,admin}'::text[]) as r (role)
 union all
select 'guild', p.permission, 3
  from unnest('{service_accounts.create,service_accounts.update,service_accounts.delete}'::text[]) as p (permission);

set local role guildhall_wall;

-- As in 0014; programs are no people.
create or replace function wall.seen_membership(actor platform.memberships, account uuid)
returns platform.memberships
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    seen platform.memberships;
begin
    select m.* into seen
      from platform.memberships m
     where m.account_id = account
       and m.role <> 'program'
       and wall.sees_membership(actor, m)
     order by m.id <> actor.id, m.suspended_at is not null, wall.level(m.role), m.guild_id is not null, m.created_at, m.id
     limit 1;
    if not found then
        raise exception 'no such account' using errcode = 'GH404';
    end if;
    return seen;
end
$$;

-- As in 0112, and everybody of a guild reads what its programs are called.
create or replace function wall.names_of(accounts uuid[])
returns table (id uuid, name text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select a.id, a.name
      from wall.acting() actor
      join platform.accounts a on a.id = any (accounts)
     where exists (select from platform.memberships m where m.account_id = a.id and wall.sees_membership(actor, m))
        or exists (select from platform.service_accounts s where s.id = a.id and s.guild_id = actor.guild_id)
        or actor.role in ('guild', 'access_owner')
           and (exists (select from platform.memberships m where m.account_id = a.id and m.role = 'support' and m.guild_id = actor.guild_id)
                or exists (select from platform.support_grants g where g.asked_by = a.id and g.guild_id = actor.guild_id))
$$;

create type wall.service_account as (
    id uuid, guild_id uuid, membership_id uuid, name text, permissions text[], keys bigint, last_used_at timestamptz, version integer,
    created_at timestamptz);

-- As keys say it: {"customers.read", "notes.read:own"}.
create function wall.as_key_permissions(shape jsonb)
returns text[]
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select array(select e.key || case e.value when '1' then ':own' when '2' then ':spot' else '' end from jsonb_each_text(shape) e order by e.key)
$$;

create function wall.as_service_account(s platform.service_accounts)
returns wall.service_account
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select row(s.id, s.guild_id, m.id, a.name, wall.as_key_permissions(s.permissions), (select count(*) from wall.keys_of(s.id)),
               (select max(k.last_seen_at) from platform.sessions k where k.account_id = s.id and k.last_seen_at >= k.created_at),
               s.version, s.created_at)::wall.service_account
      from platform.accounts a
      join platform.memberships m on m.account_id = a.id and m.role = 'program'
     where a.id = s.id
$$;

-- One that has not ended; GH404.
create function wall.seen_service_account(actor platform.memberships, service_account uuid)
returns platform.service_accounts
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    found_one platform.service_accounts;
begin
    select s.* into found_one from platform.service_accounts s where s.id = service_account and s.ended_at is null;
    if not found or not wall.sees_guild(actor, found_one.guild_id) then
        raise exception 'no such program' using errcode = 'GH404';
    end if;
    return found_one;
end
$$;

-- To change it or its keys: the chain's head first (wall.enter), then the program. GH403 for who could not give it all that it may.
create function wall.service_account_to_change(actor platform.memberships, service_account uuid)
returns platform.service_accounts
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    held      constant jsonb := wall.may_give(actor);
    found_one platform.service_accounts := wall.seen_service_account(actor, service_account);
begin
    if exists (select from jsonb_each_text(found_one.permissions) e where coalesce(wall.scope_in(held, e.key), 0) < e.value::integer) then
        raise exception 'this program may do more than you' using errcode = 'GH403';
    end if;
    perform from platform.audit_heads h where h.guild_id = found_one.guild_id for no key update;
    select s.* into found_one from platform.service_accounts s where s.id = service_account and s.ended_at is null for no key update;
    if not found then
        raise exception 'no such program' using errcode = 'GH404';
    end if;
    return found_one;
end
$$;

-- What the caller could give to a program.
create function wall.service_account_permissions()
returns setof text
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select p.key
      from wall.acting() actor
     cross join lateral jsonb_each_text(wall.may_give(actor)) p
     where wall.is_for_keys(p.key)
     order by p.key
$$;

-- {"customers.read", "notes.read:own"} as {"customers.read": 3, "notes.read": 1}: without a scope as far as the giver. GH422.
create function wall.as_key_shape(actor platform.memberships, permissions text[])
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    held    constant jsonb := wall.may_give(actor);
    shape   jsonb := '{}';
    written text;
    named   text;
    reach   smallint;
    scope   smallint;
begin
    foreach written in array permissions
    loop
        named := split_part(written, ':', 1);
        reach := wall.scope_in(held, named);
        scope := coalesce(array_position(array['own', 'spot', 'guild'], split_part(written, ':', 2))::smallint, reach);
        if written !~ '^[a-z_]+\.[a-z]+(:(own|spot|guild))?$' or not wall.is_for_keys(named) then
            raise exception 'holds what cannot be given to a program' using errcode = 'GH422', detail = 'permissions';
        elsif reach is null or scope > reach then
            raise exception 'holds what you may not do yourself' using errcode = 'GH422', detail = 'permissions';
        elsif shape ? named then
            raise exception 'holds the same twice' using errcode = 'GH422', detail = 'permissions';
        end if;
        shape := shape || jsonb_build_object(named, scope);
    end loop;
    return shape;
end
$$;

create function wall.list_service_accounts(guild uuid)
returns setof wall.service_account
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select wall.as_service_account(s)
      from wall.acting() actor
     cross join lateral wall.seen_guild(actor, list_service_accounts.guild) g
      join platform.service_accounts s on s.guild_id = g.id and s.ended_at is null
$$;

create function wall.get_service_account(service_account uuid)
returns setof wall.service_account
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    return next wall.as_service_account(wall.seen_service_account(wall.acting(), service_account));
end
$$;

-- By the guild alone: what reads it goes on when nobody above may read it any more. GH404, GH403, GH409 beyond two hundred, GH422 at permissions.
create function wall.add_service_account(service_account uuid, membership uuid, guild uuid, name text, permissions text[])
returns setof wall.service_account
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    place constant platform.guilds := wall.seen_guild(actor, guild);
    shape constant jsonb := wall.as_key_shape(actor, permissions);
    added platform.memberships;
begin
    perform from platform.audit_heads h where h.guild_id = place.id for no key update;
    if (select count(*) from platform.service_accounts s where s.guild_id = place.id and s.ended_at is null) >= 200 then
        raise exception 'There are two hundred programs already: end one first.' using errcode = 'GH409';
    end if;
    insert into platform.accounts (id, name, program, created_by, updated_by)
    values (service_account, add_service_account.name, true, actor.account_id, actor.account_id);
    insert into platform.service_accounts (id, guild_id, permissions, created_by, updated_by)
    values (service_account, place.id, shape, actor.account_id, actor.account_id);
    insert into platform.memberships as m (id, account_id, role, access_owner_id, guild_id, created_by, updated_by)
    values (membership, service_account, 'program', place.access_owner_id, place.id, actor.account_id, actor.account_id)
    returning m.* into added;
    perform wall.tell(place.id, 0, 'service_accounts.created', 'service_accounts/' || service_account, jsonb_build_object(
        'after', jsonb_build_object('name', name, 'permissions', array_to_string(wall.as_key_permissions(shape), ', '))));
    perform wall.tell_raised(added, '{}', added.scopes, 'service_accounts/' || service_account);
    return query select s.* from wall.get_service_account(service_account) s;
end
$$;

-- GH404, GH403, GH412
create function wall.rename_service_account(service_account uuid, version integer, name text)
returns setof wall.service_account
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor  constant platform.memberships := wall.acting();
    before constant platform.service_accounts := wall.service_account_to_change(actor, service_account);
    was    constant text := (select a.name from platform.accounts a where a.id = before.id);
begin
    if rename_service_account.version <> before.version then
        raise exception 'changed meanwhile' using errcode = 'GH412';
    end if;
    update platform.accounts a
       set name = rename_service_account.name, version = a.version + 1, updated_at = now(), updated_by = actor.account_id
     where a.id = before.id;
    update platform.service_accounts s
       set version = s.version + 1, updated_at = now(), updated_by = actor.account_id
     where s.id = before.id;
    perform wall.tell(before.guild_id, 0, 'service_accounts.updated', 'service_accounts/' || before.id, jsonb_build_object(
        'before', jsonb_build_object('name', was), 'after', jsonb_build_object('name', name)));
    return query select s.* from wall.get_service_account(service_account) s;
end
$$;

-- For good; its keys open nothing from the next request on. What it made keeps its name. GH404, GH403, GH412 if version (null: whichever)
-- is not the current one.
create function wall.end_service_account(service_account uuid, version integer)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor  constant platform.memberships := wall.acting();
    before constant platform.service_accounts := wall.service_account_to_change(actor, service_account);
begin
    if end_service_account.version <> before.version then
        raise exception 'changed meanwhile' using errcode = 'GH412';
    end if;
    update platform.service_accounts s
       set ended_at = now(), version = s.version + 1, updated_at = now(), updated_by = actor.account_id
     where s.id = before.id;
    update platform.accounts a
       set suspended_at = now(), version = a.version + 1, updated_at = now(), updated_by = actor.account_id
     where a.id = before.id;
    update platform.sessions s set ended_at = now() where s.account_id = before.id and s.ended_at is null;
    perform wall.tell(before.guild_id, 0, 'service_accounts.ended', 'service_accounts/' || before.id, '{}');
end
$$;

-- A key of whomever, once it is clear that it may be made. GH409 beyond fifty.
create function wall.keep_key(acting platform.memberships, made_by uuid, second_factor boolean, key uuid, secret bytea, hint text, name text,
                              permissions text[], days integer)
returns wall.api_key
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    made platform.sessions;
begin
    if (select count(*) from wall.keys_of(acting.account_id)) >= 50 then
        raise exception 'There are fifty keys already: revoke one first.' using errcode = 'GH409';
    end if;
    insert into platform.sessions (digest, id, account_id, membership_id, kind, second_factor, idle_minutes, idle_until, ends_at, last_seen_at, limits, made_by)
    values (sha256(secret), key, acting.account_id, acting.id, 'key', keep_key.second_factor, days * 1440, now() + make_interval(days => days),
            now() + make_interval(days => days), now() - interval '2 minutes', array(select distinct p from unnest(permissions) p order by p),
            keep_key.made_by)
    returning * into made;
    insert into platform.api_keys (session_id, name, hint) values (key, keep_key.name, keep_key.hint);
    perform wall.tell(acting.guild_id, acting.pos % 4611686018427387904, 'api_keys.created', 'api_keys/' || key,
                      jsonb_build_object('name', name, 'account_id', acting.account_id, 'permissions', permissions, 'ends_at', made.ends_at));
    return wall.as_api_key(made);
end
$$;

create function wall.expect_for_keys(permissions text[])
returns void
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
    if exists (select from unnest(permissions) p where p !~ '^[a-z_]+\.[a-z]+(:(own|spot|guild))?$' or not wall.is_for_keys(split_part(p, ':', 1))) then
        raise exception 'holds what cannot be given to a key' using errcode = 'GH422', detail = 'permissions';
    end if;
end
$$;

-- As in 0102.
create or replace function wall.make_key(maker platform.sessions, acting platform.memberships, key uuid, secret bytea, hint text, name text, permissions text[], days integer)
returns wall.api_key
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    making constant platform.memberships := wall.acting();
begin
    perform wall.expect_for_keys(permissions);
    if exists (select from unnest(permissions) p where not (making.scopes ? split_part(p, ':', 1) and acting.scopes ? split_part(p, ':', 1))) then
        raise exception 'holds what you may not do yourself' using errcode = 'GH422', detail = 'permissions';
    end if;
    return wall.keep_key(acting, making.id, maker.second_factor, key, secret, hint, name, permissions, days);
end
$$;

create function wall.list_service_account_keys(service_account uuid)
returns setof wall.api_key
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select wall.as_api_key(k)
      from wall.acting() actor
     cross join lateral wall.seen_service_account(actor, service_account) s
     cross join lateral wall.keys_of(s.id) k
$$;

-- Within what the program may, which bounds it for as long as it lives. GH404, GH403 also unless one has just signed in, GH409, GH422.
create function wall.add_service_account_key(session_secret bytea, service_account uuid, key uuid, secret bytea, hint text, name text,
                                             permissions text[], days integer)
returns setof wall.api_key
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor  constant platform.memberships := wall.acting();
    holder constant platform.service_accounts := wall.service_account_to_change(actor, service_account);
    acting platform.memberships;
begin
    perform wall.just_signed_in(session_secret);
    perform wall.expect_for_keys(permissions);
    if exists (select from unnest(permissions) p where not holder.permissions ? split_part(p, ':', 1)) then
        raise exception 'holds what the program may not do' using errcode = 'GH422', detail = 'permissions';
    end if;
    select m.* into strict acting from platform.memberships m where m.account_id = holder.id and m.role = 'program';
    return next wall.keep_key(acting, acting.id, false, key, secret, hint, name, permissions, days);
end
$$;

-- GH404, GH403
create function wall.revoke_service_account_key(key uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor  constant platform.memberships := wall.acting();
    holder platform.service_accounts;
begin
    holder := wall.service_account_to_change(actor, (select s.account_id from platform.sessions s where s.id = key and s.kind = 'key'));
    update platform.sessions s set ended_at = now() where s.id in (select k.id from wall.keys_of(holder.id) k) and s.id = key;
    if not found then
        raise exception 'no such key' using errcode = 'GH404';
    end if;
    perform wall.tell(holder.guild_id, 0, 'api_keys.revoked', 'api_keys/' || key, '{}');
end
$$;

grant execute on function wall.service_account_permissions(), wall.list_service_accounts(uuid), wall.get_service_account(uuid),
      wall.add_service_account(uuid, uuid, uuid, text, text[]), wall.rename_service_account(uuid, integer, text),
      wall.end_service_account(uuid, integer), wall.list_service_account_keys(uuid),
      wall.add_service_account_key(bytea, uuid, uuid, bytea, text, text, text[], integer), wall.revoke_service_account_key(uuid)
   to guildhall_app;
