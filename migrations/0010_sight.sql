-- Who sees whom in the tree, and the one way in which an account gets a membership. Inner functions: the server calls none.
set local role guildhall_wall;

create type wall.account as (
    id uuid, email text, name text, language text, role text, membership_id uuid, access_owner_id uuid, guild_id uuid, spot_id uuid,
    can_create_customers boolean, suspended boolean, second_factor boolean, version integer, created_at timestamptz);

-- The membership that the unit was entered with.
create function wall.acting()
returns platform.memberships
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    actor platform.memberships;
begin
    perform wall.proven();
    select m.* into strict actor from platform.memberships m where m.id = wall.membership_id() and m.account_id = wall.account_id();
    return actor;
end
$$;

create function wall.level(role_name text)
returns smallint
language sql stable
set search_path = pg_catalog, pg_temp
as $$ select r.level from platform.roles r where r.role = role_name $$;

create function wall.sees_access_owner(actor platform.memberships, owner uuid)
returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case actor.role
               when 'admin' then true
               when 'moderator' then exists (select from platform.access_owners o where o.id = owner and o.made_by = actor.account_id)
               when 'access_owner' then actor.access_owner_id = owner
               else false
           end
$$;

-- An access owner's account sees the guilds it has a membership row for: all or some of its agency's.
create function wall.sees_guild(actor platform.memberships, guild uuid)
returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case
               when actor.role in ('admin', 'moderator') then
                   exists (select from platform.guilds g where g.id = guild and wall.sees_access_owner(actor, g.access_owner_id))
               when actor.role = 'access_owner' then
                   exists (select from platform.memberships m
                            where m.account_id = actor.account_id and m.role = 'access_owner'
                              and m.access_owner_id = actor.access_owner_id and m.guild_id = guild and m.suspended_at is null)
               else coalesce(actor.guild_id = guild, false)
           end
$$;

create function wall.sees_spot(actor platform.memberships, guild uuid, pos bigint)
returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$ select wall.sees_guild(actor, guild) and (actor.spot_id is null or pos between actor.pos and actor.upto) $$;

create function wall.sees_membership(actor platform.memberships, other platform.memberships)
returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case
               when other.account_id = actor.account_id or actor.role = 'admin' then true
               when other.access_owner_id is null then false
               when other.role = 'access_owner' then wall.sees_access_owner(actor, other.access_owner_id)
               when other.spot_id is null then actor.spot_id is null and wall.sees_guild(actor, other.guild_id)
               when actor.role = 'builder' then actor.guild_id = other.guild_id and actor.spot_id = other.spot_id
               else wall.sees_spot(actor, other.guild_id, other.pos)
           end
$$;

create function wall.rules_over(actor platform.memberships, other platform.memberships)
returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$ select wall.sees_membership(actor, other) and wall.level(other.role) > wall.level(actor.role) $$;

create function wall.as_account(m platform.memberships)
returns wall.account
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select row(a.id, a.email, a.name, a.language, m.role, m.id, m.access_owner_id, m.guild_id, m.spot_id, m.can_create_customers,
               m.suspended_at is not null or a.suspended_at is not null, a.totp_secret is not null, a.version, a.created_at)::wall.account
      from platform.accounts a
     where a.id = m.account_id
$$;

-- The guild of a spot that the caller sees; GH404 else.
create function wall.seen_spot(actor platform.memberships, spot uuid)
returns platform.spots
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    found_spot platform.spots;
begin
    select s.* into found_spot from platform.spots s where s.id = spot;
    if found_spot.id is null or not wall.sees_spot(actor, found_spot.guild_id, found_spot.pos) then
        raise exception 'no such spot' using errcode = 'GH404';
    end if;
    return found_spot;
end
$$;

create function wall.seen_guild(actor platform.memberships, guild uuid)
returns platform.guilds
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    found_guild platform.guilds;
begin
    select g.* into found_guild from platform.guilds g where g.id = guild;
    if found_guild.id is null or not wall.sees_guild(actor, guild) then
        raise exception 'no such guild' using errcode = 'GH404';
    end if;
    return found_guild;
end
$$;

create function wall.seen_access_owner(actor platform.memberships, owner uuid)
returns platform.access_owners
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    found_owner platform.access_owners;
begin
    select o.* into found_owner from platform.access_owners o where o.id = owner;
    if found_owner.id is null or not wall.sees_access_owner(actor, owner) then
        raise exception 'no such access owner' using errcode = 'GH404';
    end if;
    return found_owner;
end
$$;

-- An account for an e-mail address. An account that exists already is joined only if the caller sees it and no password came
-- along; otherwise GH422: the way to somebody who is here already is an invitation.
create function wall.add_account(actor platform.memberships, account uuid, email text, name text, language text, password_hash text)
returns uuid
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    existing uuid;
begin
    insert into platform.accounts (id, email, name, language, password_hash, created_by, updated_by)
    values (account, email, name, language, password_hash, coalesce(actor.account_id, account), coalesce(actor.account_id, account))
        on conflict do nothing;
    if found then
        return account;
    end if;
    select a.id into existing
      from platform.accounts a
     where lower(a.email) = lower(add_account.email)
       and add_account.password_hash is null
       and exists (select from platform.memberships m where m.account_id = a.id and wall.sees_membership(actor, m));
    if existing is null then
        raise exception 'This address cannot be used here. Invite the person instead.' using errcode = 'GH422', detail = 'email';
    end if;
    return existing;
end
$$;

create function wall.add_membership(actor platform.memberships, membership uuid, account uuid, role text, owner uuid, guild uuid, spot uuid,
                                    can_create_customers boolean)
returns platform.memberships
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    added platform.memberships;
    maker constant uuid := coalesce(actor.account_id, account);
begin
    insert into platform.memberships as m (id, account_id, role, access_owner_id, guild_id, spot_id, can_create_customers, created_by, updated_by)
    values (membership, account, role, owner, guild, spot, coalesce(can_create_customers, false), maker, maker)
        on conflict do nothing
    returning m.* into added;
    if added.id is null then
        raise exception 'This person is already there.' using errcode = 'GH422', detail = 'email';
    end if;
    perform wall.tell(guild, added.pos, 'memberships.created', 'accounts/' || account,
                      jsonb_build_object('membership_id', membership, 'role', role, 'spot_id', spot,
                                         'can_create_customers', added.can_create_customers));
    return added;
end
$$;
