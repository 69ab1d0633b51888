-- Role sets listed, made, changed, removed and given to people.
set local role guildhall_wall;

create type wall.role_set as (id uuid, guild_id uuid, name text, permissions text[], people bigint, version integer, created_at timestamptz);

-- As people read it and back: {"customers.read:spot"} and {"customers.read": 2}. GH422 at permissions for what there is not.
create function wall.as_permissions(shape jsonb)
returns text[]
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select array(select k.permission || ':' || (array['own', 'spot', 'guild'])[(shape ->> k.permission)::integer]
                   from platform.permissions k
                  where shape ? k.permission
                  order by k.place)
$$;

create function wall.as_shape(permissions text[])
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    written text;
    known   platform.permissions;
    scope   smallint;
    shape   jsonb := '{}';
begin
    foreach written in array permissions
    loop
        select k.* into known from platform.permissions k where k.permission = split_part(written, ':', 1);
        scope := array_position(array['own', 'spot', 'guild'], split_part(written, ':', 2));
        if known.permission is null or scope is null or written <> known.permission || ':' || split_part(written, ':', 2) then
            raise exception 'there is no %', left(written, 100) using errcode = 'GH422', detail = 'permissions';
        elsif not scope = any (known.scopes) then
            raise exception '% makes no difference', written using errcode = 'GH422', detail = 'permissions';
        elsif shape ? known.permission then
            raise exception '% stands there twice', known.permission using errcode = 'GH422', detail = 'permissions';
        end if;
        shape := shape || jsonb_build_object(known.permission, scope);
    end loop;
    return shape;
end
$$;

create function wall.as_role_set(r platform.role_sets)
returns wall.role_set
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select row(r.id, r.guild_id, r.name, wall.as_permissions(r.permissions),
               (select count(*) from platform.memberships m where m.role_set_id = r.id), r.version, r.created_at)::wall.role_set
$$;

create function wall.seen_role_set(actor platform.memberships, role_set uuid)
returns platform.role_sets
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    found_one platform.role_sets;
begin
    select r.* into found_one from platform.role_sets r where r.id = role_set;
    if found_one.id is null or not wall.sees_guild(actor, found_one.guild_id) then
        raise exception 'no such role' using errcode = 'GH404';
    end if;
    return found_one;
end
$$;

create function wall.list_role_sets(guild uuid)
returns setof wall.role_set
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select wall.as_role_set(r)
      from wall.acting() actor
     cross join lateral wall.seen_guild(actor, list_role_sets.guild) g
      join platform.role_sets r on r.guild_id = g.id
$$;

create function wall.get_role_set(role_set uuid)
returns setof wall.role_set
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    return next wall.as_role_set(wall.seen_role_set(wall.acting(), role_set));
end
$$;

-- What can be given, by its place on the page; held: whether the caller may give it, and how far.
create function wall.list_permissions()
returns table (permission text, scopes text[], "least" text, administrative boolean, held text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select k.permission, array(select (array['own', 'spot', 'guild'])[s] from unnest(k.scopes) s), (array['own', 'spot', 'guild'])[k.least],
           k.administrative, (array['own', 'spot', 'guild'])[wall.scope_in(given.scopes, k.permission)]
      from wall.acting() actor
     cross join lateral (select wall.may_give(actor) as scopes) given
     cross join platform.permissions k
     order by k.place
$$;

-- GH422 at name and permissions; nobody puts into a set what it may not give.
create function wall.add_role_set(role_set uuid, guild uuid, name text, permissions text[])
returns setof wall.role_set
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    place constant platform.guilds := wall.seen_guild(actor, guild);
    shape constant jsonb := wall.as_shape(permissions);
begin
    perform wall.expect_may_give(actor, wall.scopes_of('guild', true, '{}'), wall.scopes_of('guild', true, shape), 'permissions');
    insert into platform.role_sets (id, guild_id, name, permissions, created_by, updated_by)
    values (role_set, place.id, name, shape, actor.account_id, actor.account_id)
        on conflict do nothing;
    if not found then
        raise exception 'is there already' using errcode = 'GH422', detail = 'name';
    end if;
    perform wall.tell(place.id, 0, 'role_sets.created', 'role_sets/' || role_set,
                      jsonb_build_object('after', jsonb_build_object('name', name, 'permissions', array_to_string(wall.as_permissions(shape), ', '))));
    return query select r.* from wall.get_role_set(role_set) r;
end
$$;

-- Null leaves as it is. What a set gains, all who have it gain: GH422 where the caller may not give it, GH409 where it is its own.
create function wall.update_role_set(role_set uuid, version integer, name text, permissions text[])
returns setof wall.role_set
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor  constant platform.memberships := wall.acting();
    before platform.role_sets := wall.seen_role_set(actor, role_set);
    after  platform.role_sets := before;
    wider  boolean;
    member platform.memberships;
begin
    after.name := coalesce(update_role_set.name, before.name);
    if update_role_set.permissions is not null then
        after.permissions := wall.as_shape(update_role_set.permissions);
    end if;
    wider := wall.gained(wall.scopes_of('guild', true, before.permissions), wall.scopes_of('guild', true, after.permissions)) <> '{}';
    perform wall.expect_may_give(actor, wall.scopes_of('guild', true, before.permissions), wall.scopes_of('guild', true, after.permissions),
                                 'permissions');
    if wider and exists (select from platform.memberships m where m.role_set_id = role_set and m.account_id = actor.account_id) then
        raise exception 'You have this role yourself: somebody else has to widen it.' using errcode = 'GH409';
    elsif exists (select from platform.role_sets r
                   where r.guild_id = before.guild_id and lower(r.name) = lower(after.name) and r.id <> role_set) then
        raise exception 'is there already' using errcode = 'GH422', detail = 'name';
    end if;
    update platform.role_sets r
       set name = after.name, permissions = after.permissions, version = r.version + 1, updated_at = now(), updated_by = actor.account_id
     where r.id = role_set
       and r.version = update_role_set.version;
    if not found then
        raise exception 'changed meanwhile' using errcode = 'GH412';
    end if;
    perform wall.tell(before.guild_id, 0, 'role_sets.updated', 'role_sets/' || role_set, jsonb_build_object(
        'before', jsonb_build_object('name', before.name, 'permissions', array_to_string(wall.as_permissions(before.permissions), ', ')),
        'after', jsonb_build_object('name', after.name, 'permissions', array_to_string(wall.as_permissions(after.permissions), ', '))));
    for member in select m.* from platform.memberships m where m.role_set_id = role_set and wider order by m.id
    loop
        perform wall.tell_raised(member, wall.scopes_of(member.role, member.can_create_customers, before.permissions), member.scopes,
                                 'role_sets/' || role_set);
    end loop;
    return query select r.* from wall.get_role_set(role_set) r;
end
$$;

-- GH409 while somebody has it, GH412 if version (null: whichever) is not the current one.
create function wall.remove_role_set(role_set uuid, version integer)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor  constant platform.memberships := wall.acting();
    before platform.role_sets := wall.seen_role_set(actor, role_set);
    people bigint;
begin
    select r.* into before from platform.role_sets r where r.id = role_set for update;
    if remove_role_set.version <> before.version then
        raise exception 'changed meanwhile' using errcode = 'GH412';
    end if;
    select count(*) into people from platform.memberships m where m.role_set_id = role_set;
    if people > 0 then
        raise exception 'People have this role: %. Give them another one first.', people using errcode = 'GH409';
    end if;
    delete from platform.role_sets r where r.id = role_set;
    perform wall.tell(before.guild_id, 0, 'role_sets.erased', 'role_sets/' || role_set, jsonb_build_object(
        'before', jsonb_build_object('name', before.name, 'permissions', array_to_string(wall.as_permissions(before.permissions), ', '))));
end
$$;

-- Gives somebody of a guild a set, or (null) what its built-in role may do. By who rules over it, never to oneself. GH404, GH403, GH409
-- for the last administrator who may do everything, GH422 at role_set_id for what is no set of this guild, or goes beyond the giver.
create function wall.give_role_set(membership uuid, role_set uuid)
returns setof wall.person
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor  constant platform.memberships := wall.acting();
    before platform.memberships;
    after  platform.memberships;
    given  platform.role_sets;
begin
    select m.* into before from platform.memberships m where m.id = membership for no key update;
    if not found or not wall.sees_membership(actor, before) or before.guild_id is null then
        raise exception 'no such person' using errcode = 'GH404';
    elsif before.account_id = actor.account_id or not wall.rules_over(actor, before) or before.role not in ('guild', 'spot', 'builder') then
        raise exception 'not permitted' using errcode = 'GH403';
    end if;
    select r.* into given from platform.role_sets r where r.guild_id = before.guild_id and r.id = role_set;
    if role_set is not null and not found then
        raise exception 'is no role of this guild' using errcode = 'GH422', detail = 'role_set_id';
    elsif role_set is not null and before.role = 'guild' then
        perform wall.keep_an_administrator(before.guild_id, before.account_id);
    end if;
    if role_set is distinct from before.role_set_id then
        update platform.memberships m
           set role_set_id = given.id, version = m.version + 1, updated_at = now(), updated_by = actor.account_id
         where m.id = before.id
        returning m.* into after;
        perform wall.expect_may_give(actor, before.scopes, after.scopes, 'role_set_id');
        perform wall.tell(before.guild_id, before.pos % 4611686018427387904, 'memberships.role_set_given', 'accounts/' || before.account_id,
                          jsonb_build_object('before', jsonb_build_object('role_set_id', before.role_set_id),
                                             'after', jsonb_build_object('role_set_id', given.id)));
        perform wall.tell_raised(after, before.scopes, after.scopes, 'role_sets/' || coalesce(given.id::text, 'built_in'));
    end if;
    return query select p.* from wall.get_person(membership) p;
end
$$;

alter type wall.person add attribute role_set_id uuid;
alter type wall.person add attribute role_set text;

create or replace function wall.as_person(m platform.memberships)
returns wall.person
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select row(m.id, a.id, a.email, a.name, a.language, m.role, s.id, s.name, m.can_create_customers,
               m.suspended_at is not null or a.suspended_at is not null, a.totp_secret is not null,
               (select max(e.last_seen_at) from platform.sessions e where e.account_id = a.id and e.membership_id = m.id),
               a.version, m.created_at, r.id, r.name)::wall.person
      from platform.accounts a
      left join platform.spots s on s.guild_id = m.guild_id and s.id = m.spot_id
      left join platform.role_sets r on r.id = m.role_set_id
     where a.id = m.account_id
$$;

grant execute on function wall.list_role_sets(uuid), wall.get_role_set(uuid), wall.list_permissions(), wall.add_role_set(uuid, uuid, text, text[]),
      wall.update_role_set(uuid, integer, text, text[]), wall.remove_role_set(uuid, integer), wall.give_role_set(uuid, uuid)
   to guildhall_app;
