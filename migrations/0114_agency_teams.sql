-- Groups of guilds, an agency's own role sets and its assignments, kept by the access owner; and what a guild sees of them.
set local role guildhall_wall;

create type wall.guild_group as (id uuid, access_owner_id uuid, name text, guild_ids uuid[], version integer, created_at timestamptz);
create type wall.assignment as (
    id uuid, access_owner_id uuid, account_id uuid, name text, email text, team_role_id uuid, team_role text, guild_group_id uuid,
    guild_group text, created_at timestamptz);
create type wall.agent as (
    id uuid, account_id uuid, name text, email text, team_roles text[], suspended boolean, last_seen_at timestamptz, created_at timestamptz);

create function wall.as_guild_group(g platform.guild_groups)
returns wall.guild_group
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select row(g.id, g.access_owner_id, g.name, array(select m.guild_id from platform.grouped_guilds m where m.group_id = g.id order by m.guild_id),
               g.version, g.created_at)::wall.guild_group
$$;

create function wall.seen_guild_group(actor platform.memberships, guild_group uuid)
returns platform.guild_groups
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    found_one platform.guild_groups;
begin
    select g.* into found_one from platform.guild_groups g where g.id = guild_group;
    if found_one.id is null or not wall.sees_access_owner(actor, found_one.access_owner_id) then
        raise exception 'no such group' using errcode = 'GH404';
    end if;
    return found_one;
end
$$;

create function wall.list_guild_groups(owner uuid)
returns setof wall.guild_group
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select wall.as_guild_group(g)
      from wall.acting() actor
     cross join lateral wall.seen_access_owner(actor, owner) o
      join platform.guild_groups g on g.access_owner_id = o.id
$$;

create function wall.get_guild_group(guild_group uuid)
returns setof wall.guild_group
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    return next wall.as_guild_group(wall.seen_guild_group(wall.acting(), guild_group));
end
$$;

-- The guilds of a group as they shall be: each one that the caller sees, of this access owner. GH422 at guild_ids.
create function wall.put_guilds(actor platform.memberships, guild_group platform.guild_groups, guilds uuid[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if exists (select from unnest(guilds) as w (id)
                where not exists (select from platform.guilds g
                                   where g.id = w.id and g.access_owner_id = guild_group.access_owner_id and wall.sees_guild(actor, g.id))) then
        raise exception 'are not all guilds of yours' using errcode = 'GH422', detail = 'guild_ids';
    end if;
    delete from platform.grouped_guilds m where m.group_id = guild_group.id and not m.guild_id = any (guilds);
    insert into platform.grouped_guilds (group_id, guild_id)
    select distinct guild_group.id, w.id from unnest(guilds) as w (id)
        on conflict do nothing;
end
$$;

-- What is done to an agency's team is told in the platform's trail, and in that of each guild that it is about.
create function wall.tell_of_team(owner uuid, guilds uuid[], verb text, object text, payload jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.tell(g.id, 0, verb, object, payload) from (select distinct u.id from unnest(guilds) as u (id) order by u.id) as g;
    perform wall.tell(null, 0, verb, object, payload || jsonb_build_object('access_owner_id', owner));
end
$$;

create function wall.guilds_of(guild_group uuid)
returns uuid[]
language sql stable
set search_path = pg_catalog, pg_temp
as $$ select array(select m.guild_id from platform.grouped_guilds m where m.group_id = guild_group) $$;

create function wall.add_guild_group(guild_group uuid, owner uuid, name text, guilds uuid[])
returns setof wall.guild_group
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    place constant platform.access_owners := wall.seen_access_owner(actor, owner);
    added platform.guild_groups;
begin
    insert into platform.guild_groups as g (id, access_owner_id, name, created_by, updated_by)
    values (guild_group, place.id, name, actor.account_id, actor.account_id)
        on conflict do nothing
    returning g.* into added;
    if added.id is null then
        raise exception 'is there already' using errcode = 'GH422', detail = 'name';
    end if;
    perform wall.put_guilds(actor, added, guilds);
    perform wall.tell_of_team(owner, guilds, 'guild_groups.created', 'guild_groups/' || guild_group, jsonb_build_object('name', name));
    return query select g.* from wall.get_guild_group(guild_group) g;
end
$$;

-- Null leaves as it is. Who joins and leaves is worked there, or not, from the next request on.
create function wall.update_guild_group(guild_group uuid, version integer, name text, guilds uuid[])
returns setof wall.guild_group
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor  constant platform.memberships := wall.acting();
    before constant platform.guild_groups := wall.seen_guild_group(actor, guild_group);
    were   constant uuid[] := wall.guilds_of(guild_group);
begin
    if exists (select from platform.guild_groups g
                where g.access_owner_id = before.access_owner_id and lower(g.name) = lower(update_guild_group.name) and g.id <> guild_group) then
        raise exception 'is there already' using errcode = 'GH422', detail = 'name';
    end if;
    update platform.guild_groups g
       set name = coalesce(update_guild_group.name, g.name), version = g.version + 1, updated_at = now(), updated_by = actor.account_id
     where g.id = guild_group
       and g.version = update_guild_group.version;
    if not found then
        raise exception 'changed meanwhile' using errcode = 'GH412';
    end if;
    if guilds is not null then
        perform wall.put_guilds(actor, before, guilds);
    end if;
    perform wall.tell_of_team(before.access_owner_id, were || wall.guilds_of(guild_group), 'guild_groups.updated', 'guild_groups/' || guild_group,
                              jsonb_strip_nulls(jsonb_build_object('name', name, 'guild_ids', array_to_string(guilds, ', '))));
    return query select g.* from wall.get_guild_group(guild_group) g;
end
$$;

-- GH409 while somebody is assigned over it.
create function wall.remove_guild_group(guild_group uuid, version integer)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    before platform.guild_groups := wall.seen_guild_group(wall.acting(), guild_group);
begin
    select g.* into before from platform.guild_groups g where g.id = guild_group for update;
    if remove_guild_group.version <> before.version then
        raise exception 'changed meanwhile' using errcode = 'GH412';
    elsif exists (select from platform.assignments a where a.group_id = guild_group) then
        raise exception 'People work over this group. Take their work from them first.' using errcode = 'GH409';
    end if;
    perform wall.tell_of_team(before.access_owner_id, wall.guilds_of(guild_group), 'guild_groups.erased', 'guild_groups/' || guild_group, '{}');
    delete from platform.guild_groups g where g.id = guild_group;
end
$$;

create function wall.as_assignment(a platform.assignments)
returns wall.assignment
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select row(a.id, a.access_owner_id, p.id, p.name, p.email, r.id, r.name, g.id, g.name, a.created_at)::wall.assignment
      from platform.accounts p, platform.role_sets r, platform.guild_groups g
     where p.id = a.account_id and r.id = a.role_set_id and g.id = a.group_id
$$;

create function wall.list_assignments(owner uuid)
returns setof wall.assignment
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select wall.as_assignment(a)
      from wall.acting() actor
     cross join lateral wall.seen_access_owner(actor, owner) o
      join platform.assignments a on a.access_owner_id = o.id
$$;

-- One person, new or of the team, one role set, one group: and it works in each of its guilds. Somebody new comes
-- with a first password. GH422 at team_role_id, guild_group_id, email, password.
create function wall.assign(assignment uuid, owner uuid, account uuid, email text, name text, language text, password_hash text,
                            role_set uuid, guild_group uuid)
returns setof wall.assignment
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor  constant platform.memberships := wall.acting();
    place  constant platform.access_owners := wall.seen_access_owner(actor, owner);
    person uuid;
    given  platform.role_sets;
begin
    select r.* into given from platform.role_sets r where r.id = role_set and r.access_owner_id = place.id;
    if given.id is null then
        raise exception 'is no role of this agency' using errcode = 'GH422', detail = 'team_role_id';
    elsif not exists (select from platform.guild_groups g where g.id = guild_group and g.access_owner_id = place.id) then
        raise exception 'is no group of this agency' using errcode = 'GH422', detail = 'guild_group_id';
    end if;
    perform wall.expect_may_give(actor, '{}', wall.scopes_of('agent', false, given.permissions), 'team_role_id');
    select a.id into person
      from platform.accounts a
     where lower(a.email) = lower(assign.email) and assign.password_hash is null
       and (exists (select from platform.assignments s where s.account_id = a.id and s.access_owner_id = place.id)
            or exists (select from platform.memberships m where m.account_id = a.id and wall.sees_membership(actor, m)));
    if person is null and assign.password_hash is null then
        raise exception 'is needed: nobody of yours has this address' using errcode = 'GH422', detail = 'password';
    end if;
    person := coalesce(person, wall.add_account(actor, account, email, name, language, password_hash));
    insert into platform.assignments (id, access_owner_id, account_id, role_set_id, group_id, created_by)
    values (assignment, place.id, person, given.id, guild_group, actor.account_id)
        on conflict on constraint assignments_once do nothing;
    if not found then
        raise exception 'This person is already there.' using errcode = 'GH422', detail = 'email';
    end if;
    perform wall.tell_of_team(place.id, wall.guilds_of(guild_group), 'assignments.created', 'accounts/' || person,
                              jsonb_build_object('assignment_id', assignment, 'role_set', given.name, 'guild_group_id', guild_group));
    perform wall.tell_raised(m, '{}', m.scopes, 'assignments/' || assignment)
       from platform.memberships m
      where m.account_id = person and m.role = 'agent' and m.guild_id = any (wall.guilds_of(guild_group));
    return query select (wall.as_assignment(a)).* from platform.assignments a where a.id = assignment;
end
$$;

create function wall.unassign(assignment uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    gone  platform.assignments;
begin
    select a.* into gone from platform.assignments a where a.id = assignment for update;
    if not found or not wall.sees_access_owner(actor, gone.access_owner_id) then
        raise exception 'no such assignment' using errcode = 'GH404';
    end if;
    delete from platform.assignments a where a.id = assignment;
    perform wall.tell_of_team(gone.access_owner_id, wall.guilds_of(gone.group_id), 'assignments.erased', 'accounts/' || gone.account_id,
                              jsonb_build_object('assignment_id', assignment));
end
$$;

-- Who works in the guild for its agency, with the roles it has there.
create function wall.list_agents(guild uuid)
returns setof wall.agent
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select row(m.id, p.id, p.name, p.email, array(select r.name from wall.assigned(m) r order by r.name), not m.live,
               (select max(e.last_seen_at) from platform.sessions e where e.account_id = p.id and e.membership_id = m.id), m.created_at)::wall.agent
      from wall.acting() actor
     cross join lateral wall.seen_guild(actor, list_agents.guild) g
      join platform.memberships m on m.guild_id = g.id and m.access_owner_id = g.access_owner_id and m.role = 'agent'
      join platform.accounts p on p.id = m.account_id
     where exists (select from wall.assigned(m))
$$;

grant execute on function wall.list_guild_groups(uuid), wall.get_guild_group(uuid), wall.add_guild_group(uuid, uuid, text, uuid[]),
      wall.update_guild_group(uuid, integer, text, uuid[]), wall.remove_guild_group(uuid, integer), wall.list_assignments(uuid),
      wall.assign(uuid, uuid, uuid, text, text, text, text, uuid, uuid), wall.unassign(uuid), wall.list_agents(uuid)
   to guildhall_app;
