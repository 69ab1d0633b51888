-- Spots, their heads and builders.
set local role guildhall_wall;

create type wall.spot as (id uuid, guild_id uuid, parent_id uuid, name text, version integer, created_at timestamptz);

create function wall.as_spot(s platform.spots)
returns wall.spot
language sql immutable
set search_path = pg_catalog, pg_temp
as $$ select row(s.id, s.guild_id, s.parent_id, s.name, s.version, s.created_at)::wall.spot $$;

create function wall.list_spots(guild uuid)
returns setof wall.spot
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select wall.as_spot(s)
      from wall.acting() actor
     cross join lateral wall.seen_guild(actor, list_spots.guild) g
      join platform.spots s on s.guild_id = g.id and wall.sees_spot(actor, s.guild_id, s.pos)
$$;

create function wall.get_spot(spot uuid)
returns setof wall.spot
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select wall.as_spot(s)
      from wall.acting() actor
     cross join lateral wall.seen_spot(actor, get_spot.spot) s
$$;

-- The next free interval below a parent (null: the guild): a 1024th of the parent's, behind the last sister. That leaves 1022
-- sisters on each of six floors; GH409 beyond. The guild is locked, so that two sisters do not take the same one.
create function wall.make_spot(maker uuid, guild uuid, parent uuid, spot uuid, name text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    range record;
    width bigint;
    start bigint;
begin
    perform from platform.guilds g where g.id = guild for no key update;
    select 0::bigint as pos, 4611686018427387903 as upto into range;
    if parent is not null then
        select s.pos, s.upto into strict range from platform.spots s where s.guild_id = guild and s.id = parent;
    end if;
    width := (range.upto - range.pos + 1) / 1024;
    select coalesce(max(s.upto) + 1, range.pos + width)
      into start
      from platform.spots s
     where s.guild_id = guild
       and s.parent_id is not distinct from parent;
    if width = 0 or start + width - 1 > range.upto then
        raise exception 'There is no room for another spot here.' using errcode = 'GH409';
    end if;
    insert into platform.spots (guild_id, id, parent_id, name, pos, upto, created_by, updated_by)
    values (guild, spot, parent, name, start, start + width - 1, maker, maker);
    perform wall.tell(guild, start, 'spots.created', 'spots/' || spot, jsonb_strip_nulls(jsonb_build_object('name', name, 'parent_id', parent)));
end
$$;

-- A spot of the guild itself: for those who see the whole guild.
create function wall.add_spot(guild uuid, spot uuid, name text)
returns setof wall.spot
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
begin
    perform wall.seen_guild(actor, guild);
    if actor.role not in ('access_owner', 'guild') then
        raise exception 'not permitted' using errcode = 'GH403';
    end if;
    perform wall.make_spot(actor.account_id, guild, null, spot, name);
    return query select * from wall.get_spot(spot);
end
$$;

create function wall.add_sub_spot(parent uuid, spot uuid, name text)
returns setof wall.spot
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    place platform.spots;
begin
    place := wall.seen_spot(actor, parent);
    if actor.role not in ('access_owner', 'guild', 'spot') then
        raise exception 'not permitted' using errcode = 'GH403';
    end if;
    perform wall.make_spot(actor.account_id, place.guild_id, place.id, spot, name);
    return query select * from wall.get_spot(spot);
end
$$;

create function wall.update_spot(spot uuid, version integer, name text)
returns setof wall.spot
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor  constant platform.memberships := wall.acting();
    before platform.spots;
begin
    before := wall.seen_spot(actor, spot);
    if actor.role not in ('access_owner', 'guild', 'spot') then
        raise exception 'not permitted' using errcode = 'GH403';
    end if;
    update platform.spots s
       set name = coalesce(update_spot.name, s.name),
           version = s.version + 1,
           updated_at = now(),
           updated_by = actor.account_id
     where s.id = spot
       and s.version = update_spot.version;
    if not found then
        raise exception 'changed meanwhile' using errcode = 'GH412';
    end if;
    perform wall.tell(before.guild_id, before.pos, 'spots.updated', 'spots/' || spot,
                      jsonb_build_object('before', jsonb_build_object('name', before.name), 'after', jsonb_build_object('name', name)));
    return query select * from wall.get_spot(spot);
end
$$;

create function wall.list_spot_accounts(spot uuid, role_name text)
returns setof wall.account
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select wall.as_account(m)
      from wall.acting() actor
     cross join lateral wall.seen_spot(actor, spot) s
      join platform.memberships m on m.guild_id = s.guild_id and m.spot_id = s.id and m.role = role_name
$$;

create function wall.list_heads(spot uuid)
returns setof wall.account language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$ select * from wall.list_spot_accounts(spot, 'spot') $$;

create function wall.list_builders(spot uuid)
returns setof wall.account language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$ select * from wall.list_spot_accounts(spot, 'builder') $$;

create function wall.add_head(spot uuid, account uuid, membership uuid, email text, name text, language text, password_hash text)
returns setof wall.account
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor  constant platform.memberships := wall.acting();
    place  platform.spots;
    person uuid;
    owner  uuid;
begin
    place := wall.seen_spot(actor, spot);
    if actor.role not in ('access_owner', 'guild') then
        raise exception 'a head makes builders, not heads' using errcode = 'GH403';
    end if;
    person := wall.add_account(actor, account, email, name, language, password_hash);
    select g.access_owner_id into owner from platform.guilds g where g.id = place.guild_id;
    return next wall.as_account(wall.add_membership(actor, membership, person, 'spot', owner, place.guild_id, place.id, true));
end
$$;

create function wall.add_builder(spot uuid, account uuid, membership uuid, email text, name text, language text, password_hash text,
                                 can_create_customers boolean)
returns setof wall.account
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor  constant platform.memberships := wall.acting();
    place  platform.spots;
    person uuid;
    owner  uuid;
begin
    place := wall.seen_spot(actor, spot);
    if actor.role not in ('access_owner', 'guild', 'spot') then
        raise exception 'not permitted' using errcode = 'GH403';
    end if;
    person := wall.add_account(actor, account, email, name, language, password_hash);
    select g.access_owner_id into owner from platform.guilds g where g.id = place.guild_id;
    return next wall.as_account(wall.add_membership(actor, membership, person, 'builder', owner, place.guild_id, place.id,
                                                    add_builder.can_create_customers));
end
$$;

grant execute on function wall.list_spots(uuid), wall.get_spot(uuid), wall.add_spot(uuid, uuid, text), wall.add_sub_spot(uuid, uuid, text),
      wall.update_spot(uuid, integer, text), wall.list_heads(uuid), wall.list_builders(uuid),
      wall.add_head(uuid, uuid, uuid, text, text, text, text), wall.add_builder(uuid, uuid, uuid, text, text, text, text, boolean)
   to guildhall_app;
