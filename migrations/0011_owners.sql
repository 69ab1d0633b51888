-- The upper tree: moderators, access owners and their teams. Called in a unit entered with the route's permission.
set local role guildhall_wall;

create type wall.access_owner as (id uuid, name text, made_by uuid, suspended boolean, version integer, created_at timestamptz);

create function wall.list_moderators()
returns setof wall.account
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select wall.as_account(m)
      from wall.acting() actor
      join platform.memberships m on m.role = 'moderator' and wall.sees_membership(actor, m)
$$;

-- A moderator cannot work before its second factor is enrolled: at its first sign-in, or given here, sealed.
create function wall.add_moderator(account uuid, membership uuid, email text, name text, language text, password_hash text, totp_secret bytea)
returns setof wall.account
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor  constant platform.memberships := wall.acting();
    person uuid;
begin
    if actor.role <> 'admin' then
        raise exception 'only an admin makes moderators' using errcode = 'GH403';
    end if;
    person := wall.add_account(actor, account, email, name, language, password_hash);
    update platform.accounts a set totp_secret = coalesce(a.totp_secret, add_moderator.totp_secret) where a.id = person;
    return next wall.as_account(wall.add_membership(actor, membership, person, 'moderator', null, null, null, false));
end
$$;

create function wall.list_access_owners()
returns setof wall.access_owner
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select o.id, o.name, o.made_by, o.suspended_at is not null, o.version, o.created_at
      from wall.acting() actor
      join platform.access_owners o on wall.sees_access_owner(actor, o.id)
$$;

create function wall.get_access_owner(owner uuid)
returns setof wall.access_owner
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select o.id, o.name, o.made_by, o.suspended_at is not null, o.version, o.created_at
      from wall.acting() actor
     cross join lateral wall.seen_access_owner(actor, owner) o
$$;

create function wall.add_access_owner(owner uuid, name text)
returns setof wall.access_owner
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
begin
    if actor.role not in ('admin', 'moderator') then
        raise exception 'only an admin or a moderator makes access owners' using errcode = 'GH403';
    end if;
    insert into platform.access_owners (id, name, made_by, created_by, updated_by)
    values (owner, name, actor.account_id, actor.account_id, actor.account_id);
    perform wall.tell(null, 0, 'access_owners.created', 'access_owners/' || owner, jsonb_build_object('name', name));
    return query select o.* from wall.get_access_owner(owner) o;
end
$$;

-- Null leaves a field as it is. Suspending is for the levels above. GH412 if version is not the current one.
create function wall.update_access_owner(owner uuid, version integer, name text, suspended boolean)
returns setof wall.access_owner
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor  constant platform.memberships := wall.acting();
    before platform.access_owners;
begin
    before := wall.seen_access_owner(actor, owner);
    if suspended is not null and actor.role not in ('admin', 'moderator') then
        raise exception 'nobody suspends itself' using errcode = 'GH403';
    end if;
    update platform.access_owners o
       set name = coalesce(update_access_owner.name, o.name),
           suspended_at = case suspended when true then coalesce(o.suspended_at, now()) when false then null else o.suspended_at end,
           version = o.version + 1,
           updated_at = now(),
           updated_by = actor.account_id
     where o.id = owner
       and o.version = update_access_owner.version;
    if not found then
        raise exception 'changed meanwhile' using errcode = 'GH412';
    end if;
    perform wall.tell(null, 0, 'access_owners.updated', 'access_owners/' || owner, jsonb_strip_nulls(jsonb_build_object(
                          'before', jsonb_build_object('name', before.name, 'suspended', before.suspended_at is not null),
                          'name', name, 'suspended', suspended)));
    return query select o.* from wall.get_access_owner(owner) o;
end
$$;

create function wall.list_team(owner uuid)
returns setof wall.account
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select wall.as_account(m)
      from wall.acting() actor
     cross join lateral wall.seen_access_owner(actor, owner) o
      join platform.memberships m on m.access_owner_id = o.id and m.role = 'access_owner' and m.guild_id is null
$$;

-- A team account reads all guilds that the agency has: one membership for each, by the guild's standing grant.
create function wall.add_team_account(owner uuid, account uuid, membership uuid, email text, name text, language text, password_hash text)
returns setof wall.account
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor  constant platform.memberships := wall.acting();
    person uuid;
    added  platform.memberships;
begin
    perform wall.seen_access_owner(actor, owner);
    if actor.role not in ('admin', 'moderator', 'access_owner') then
        raise exception 'not permitted' using errcode = 'GH403';
    end if;
    person := wall.add_account(actor, account, email, name, language, password_hash);
    added := wall.add_membership(actor, membership, person, 'access_owner', owner, null, null, false);
    perform wall.add_membership(actor, gen_random_uuid(), person, 'access_owner', owner, g.id, null, false)
       from platform.guilds g
      where g.access_owner_id = owner
        and (actor.role <> 'access_owner' or wall.sees_guild(actor, g.id));
    return next wall.as_account(added);
end
$$;

grant execute on function wall.list_moderators(), wall.add_moderator(uuid, uuid, text, text, text, text, bytea), wall.list_access_owners(),
      wall.get_access_owner(uuid), wall.add_access_owner(uuid, text), wall.update_access_owner(uuid, integer, text, boolean),
      wall.list_team(uuid), wall.add_team_account(uuid, uuid, uuid, text, text, text, text)
   to guildhall_app;
