-- Role sets of an access owner's own, for its agents: kept as a guild's are.
set local role guildhall_wall;

alter type wall.role_set add attribute access_owner_id uuid;

create or replace function wall.as_role_set(r platform.role_sets)
returns wall.role_set
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select row(r.id, r.guild_id, r.name, wall.as_permissions(r.permissions),
               case when r.guild_id is not null then (select count(*) from platform.memberships m where m.role_set_id = r.id)
                    else (select count(distinct a.account_id) from platform.assignments a where a.role_set_id = r.id) end,
               r.version, r.created_at, r.access_owner_id)::wall.role_set
$$;

create or replace function wall.seen_role_set(actor platform.memberships, role_set uuid)
returns platform.role_sets
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    found_one platform.role_sets;
begin
    select r.* into found_one from platform.role_sets r where r.id = role_set;
    if found_one.id is null
       or not (case when found_one.guild_id is not null then wall.sees_guild(actor, found_one.guild_id)
                    else wall.sees_access_owner(actor, found_one.access_owner_id) end) then
        raise exception 'no such role' using errcode = 'GH404';
    end if;
    return found_one;
end
$$;

create function wall.list_owner_role_sets(owner uuid)
returns setof wall.role_set
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select wall.as_role_set(r)
      from wall.acting() actor
     cross join lateral wall.seen_access_owner(actor, owner) o
      join platform.role_sets r on r.access_owner_id = o.id
$$;

create function wall.add_owner_role_set(role_set uuid, owner uuid, name text, permissions text[])
returns setof wall.role_set
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    place constant platform.access_owners := wall.seen_access_owner(actor, owner);
    shape constant jsonb := wall.as_shape(permissions);
begin
    perform wall.expect_may_give(actor, wall.scopes_of('guild', true, '{}'), wall.scopes_of('guild', true, shape), 'permissions');
    insert into platform.role_sets (id, access_owner_id, name, permissions, created_by, updated_by)
    values (role_set, place.id, name, shape, actor.account_id, actor.account_id)
        on conflict do nothing;
    if not found then
        raise exception 'is there already' using errcode = 'GH422', detail = 'name';
    end if;
    perform wall.tell(null, 0, 'role_sets.created', 'role_sets/' || role_set,
                      jsonb_build_object('after', jsonb_build_object('name', name, 'permissions', array_to_string(wall.as_permissions(shape), ', '))));
    return query select r.* from wall.get_role_set(role_set) r;
end
$$;

-- Those who have a set, wherever they act by it.
create function wall.bearers_of(role_set uuid)
returns setof platform.memberships
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select m.* from platform.memberships m where m.role_set_id = role_set
     union all
    select m.*
      from platform.assignments a
      join platform.grouped_guilds g on g.group_id = a.group_id
      join platform.memberships m on m.account_id = a.account_id and m.role = 'agent' and m.guild_id = g.guild_id
     where a.role_set_id = role_set
$$;

-- As in 0088, for both kinds: a bearer's rights are compared before and after.
create or replace function wall.update_role_set(role_set uuid, version integer, name text, permissions text[])
returns setof wall.role_set
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor  constant platform.memberships := wall.acting();
    before platform.role_sets := wall.seen_role_set(actor, role_set);
    after  platform.role_sets := before;
    wider  boolean;
    were   jsonb;
begin
    after.name := coalesce(update_role_set.name, before.name);
    if update_role_set.permissions is not null then
        after.permissions := wall.as_shape(update_role_set.permissions);
    end if;
    wider := wall.gained(wall.scopes_of('guild', true, before.permissions), wall.scopes_of('guild', true, after.permissions)) <> '{}';
    perform wall.expect_may_give(actor, wall.scopes_of('guild', true, before.permissions), wall.scopes_of('guild', true, after.permissions),
                                 'permissions');
    if wider and exists (select from wall.bearers_of(role_set) m where m.account_id = actor.account_id) then
        raise exception 'You have this role yourself: somebody else has to widen it.' using errcode = 'GH409';
    elsif exists (select from platform.role_sets r
                   where (r.guild_id = before.guild_id or r.access_owner_id = before.access_owner_id)
                     and lower(r.name) = lower(after.name) and r.id <> role_set) then
        raise exception 'is there already' using errcode = 'GH422', detail = 'name';
    end if;
    were := (select coalesce(jsonb_object_agg(m.id, m.scopes), '{}') from wall.bearers_of(role_set) m);
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
    perform wall.tell_raised(m, were -> m.id::text, m.scopes, 'role_sets/' || role_set) from wall.bearers_of(role_set) m;
    return query select r.* from wall.get_role_set(role_set) r;
end
$$;

-- As in 0088, for both kinds.
create or replace function wall.remove_role_set(role_set uuid, version integer)
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
    people := (wall.as_role_set(before)).people;
    if people > 0 then
        raise exception 'People have this role: %. Give them another one first.', people using errcode = 'GH409';
    end if;
    delete from platform.role_sets r where r.id = role_set;
    perform wall.tell(before.guild_id, 0, 'role_sets.erased', 'role_sets/' || role_set, jsonb_build_object(
        'before', jsonb_build_object('name', before.name, 'permissions', array_to_string(wall.as_permissions(before.permissions), ', '))));
end
$$;

-- As in 0064, and whether the agency's agents work there or only read. Null leaves that as it is.
alter type wall.standing_grant add attribute works boolean;

create or replace function wall.get_standing_grant(guild uuid)
returns setof wall.standing_grant
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select g.id, o.id, o.name, coalesce(s.ended_at is null and s.guild_id is not null, false), s.created_at, s.ended_at,
           coalesce(s.works and s.ended_at is null, false)
      from wall.acting() actor
     cross join lateral wall.seen_guild(actor, guild) g
      join platform.access_owners o on o.id = g.access_owner_id
      left join platform.standing_grants s on s.guild_id = g.id and s.access_owner_id = o.id
$$;

create function wall.set_agents_work(guild uuid, works boolean)
returns setof wall.standing_grant
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor  constant platform.memberships := wall.acting();
    place  constant platform.guilds := wall.seen_guild(actor, guild);
    member platform.memberships;
    were   jsonb;
begin
    if actor.role <> 'guild' then
        raise exception 'the guild decides who works in it' using errcode = 'GH403';
    end if;
    were := (select coalesce(jsonb_object_agg(m.id, m.scopes), '{}') from platform.memberships m where m.guild_id = place.id and m.role = 'agent');
    update platform.standing_grants s
       set works = set_agents_work.works
     where s.guild_id = place.id and s.access_owner_id = place.access_owner_id and s.works <> set_agents_work.works;
    if found then
        perform wall.tell(place.id, 0, 'standing_grants.updated', 'access_owners/' || place.access_owner_id,
                          jsonb_build_object('after', jsonb_build_object('works', works)));
        for member in select m.* from platform.memberships m where m.guild_id = place.id and m.role = 'agent' order by m.id
        loop
            perform wall.tell_raised(member, were -> member.id::text, member.scopes, 'standing_grants');
        end loop;
    end if;
    return query select g.* from wall.get_standing_grant(guild) g;
end
$$;

grant execute on function wall.list_owner_role_sets(uuid), wall.add_owner_role_set(uuid, uuid, text, text[]), wall.set_agents_work(uuid, boolean)
   to guildhall_app;

-- As in 0112, with the work that the agency has given.
create or replace function wall.reasons_of_living(m platform.memberships)
returns jsonb[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    hindered constant text[] := wall.hindrances(m)
        || case when m.factor_required and wall.factor_methods(m.account_id) = '{}' then '{second_factor}'::text[] else '{}' end;
begin
    return array(
        select wall.reason(a.reason, a.reason <> all (hindered), a.name)
          from (values (1, 'account', true, (select p.name from platform.accounts p where p.id = m.account_id)),
                       (2, 'second_factor', m.factor_required, null),
                       (3, 'membership', true, null),
                       (4, 'access_owner', m.access_owner_id is not null, (select o.name from platform.access_owners o where o.id = m.access_owner_id)),
                       (5, 'guild', m.guild_id is not null, (select g.name from platform.guilds g where g.id = m.guild_id)),
                       (6, 'standing_grant', m.guild_id is not null and m.role in ('access_owner', 'agent'), null),
                       (7, 'support_grant', m.role = 'support', null),
                       (8, 'assignment', m.role = 'agent', null)
               ) as a (place, reason, applies, name)
         where a.applies
         order by a.place);
end
$$;

-- What an agent would write, it writes if the guild says so.
create function wall.reasons_of_working(m platform.memberships, permission text)
returns jsonb[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    if m.role <> 'agent' or permission like '%.read'
       or not exists (select from platform.permissions k where k.permission = reasons_of_working.permission) then
        return '{}';
    end if;
    return array[wall.reason('agents_work', exists (
        select from platform.standing_grants s
         where s.guild_id = m.guild_id and s.access_owner_id = m.access_owner_id and s.ended_at is null and s.works))];
end
$$;

-- As in 0090, by the sets of an agent.
create or replace function wall.explain(membership uuid, permission text, record uuid)
returns table (membership_id uuid, permission_asked text, allowed boolean, reasons jsonb)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor   constant platform.memberships := wall.acting();
    subject platform.memberships;
    reached wall.record_in_reach;
    why     jsonb[];
begin
    select m.* into subject from platform.memberships m where m.id = coalesce(membership, actor.id);
    if not found or not wall.sees_membership(actor, subject) then
        raise exception 'is nobody whom you see' using errcode = 'GH422', detail = 'membership_id';
    elsif subject.account_id <> actor.account_id and not wall.rules_over(actor, subject) then
        raise exception 'not permitted' using errcode = 'GH403';
    elsif not exists (select from platform.role_permissions p where p.permission = explain.permission) then
        raise exception 'is no permission' using errcode = 'GH422', detail = 'permission';
    end if;
    if record is not null then
        reached := wall.seen_record(actor, subject, permission, record);
    end if;
    why := wall.reasons_of_living(subject)
        || wall.reasons_of_working(subject, permission)
        || case when subject.role = 'agent' then wall.reason('role_set', subject.scopes ? permission, (select string_agg(r.name, ', ' order by r.name) from wall.assigned(subject) r))
                when subject.role_set_id is null then wall.reason('role', subject.scopes ? permission, subject.role)
                else wall.reason('role_set', subject.scopes ? permission,
                                 (select r.name from platform.role_sets r where r.id = subject.role_set_id)) end
        || wall.reasons_of_reaching(subject, permission, reached);
    return query
    select subject.id, permission, bool_and((w ->> 'holds')::boolean), jsonb_agg(w order by place)
      from unnest(why) with ordinality as u (w, place);
end
$$;
