-- A spot moves below another parent with all that lies in it, a person into another spot; and everybody of a guild in one list.
set local role guildhall_owner;

-- Where a spot lay before it was moved. The trail keeps the places of what happened, so nobody else ever gets such a place.
create table platform.left_places (
    guild_id  uuid        not null,
    pos       bigint      not null,
    upto      bigint      not null,
    parent_id uuid,
    left_at   timestamptz not null default now(),
    constraint left_places_key primary key (guild_id, pos),
    constraint left_places_guild foreign key (guild_id) references platform.guilds (id)
);
grant select, insert on platform.left_places to guildhall_wall;

set local role guildhall_wall;

-- As in 0004, but what only follows its spot to another place has not changed: it keeps its version and who changed it last.
create or replace function wall.stamp()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if new.guild_id <> old.guild_id then
        raise exception 'a record never changes its guild' using errcode = 'GH403';
    end if;
    if pg_trigger_depth() > 1 and to_jsonb(new) - 'spot_pos' = to_jsonb(old) - 'spot_pos' then
        return new;
    end if;
    new.version := old.version + 1;
    new.created_at := old.created_at;
    new.created_by := old.created_by;
    new.updated_at := now();
    new.updated_by := coalesce(nullif(current_setting('app.account_id', true), '')::uuid, old.updated_by);
    return new;
end
$$;

-- The next free interval below a parent (null: the guild): a 1024th of the parent's, behind the last sister that is or was there. That
-- leaves 1022 sisters on each of six floors; GH409 beyond. The guild is locked, so that two sisters do not take the same one.
create function wall.free_place(guild uuid, parent uuid, out pos bigint, out upto bigint)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    lowest  bigint := 0;
    highest bigint := 4611686018427387903;
    width   bigint;
begin
    perform from platform.guilds g where g.id = guild for no key update;
    if parent is not null then
        select s.pos, s.upto into strict lowest, highest from platform.spots s where s.guild_id = guild and s.id = parent;
    end if;
    width := (highest - lowest + 1) / 1024;
    select coalesce(max(taken.upto) + 1, lowest + width)
      into pos
      from (select s.upto from platform.spots s where s.guild_id = guild and s.parent_id is not distinct from parent
             union all
            select l.upto
              from platform.left_places l
             where l.guild_id = guild
               and l.parent_id is not distinct from parent
               and l.pos between lowest and highest) as taken;
    upto := pos + width - 1;
    if width = 0 or upto > highest then
        raise exception 'There is no room for another spot here.' using errcode = 'GH409';
    end if;
end
$$;

create or replace function wall.make_spot(maker uuid, guild uuid, parent uuid, spot uuid, name text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    place record;
begin
    select * into place from wall.free_place(guild, parent);
    insert into platform.spots (guild_id, id, parent_id, name, pos, upto, created_by, updated_by)
    values (guild, spot, parent, name, place.pos, place.upto, maker, maker);
    perform wall.tell(guild, place.pos, 'spots.created', 'spots/' || spot, jsonb_strip_nulls(jsonb_build_object('name', name, 'parent_id', parent)));
end
$$;

-- Gives a spot and all below it the places of the interval that begins at start. Records and memberships follow by themselves.
create function wall.renumber(top platform.spots, parent uuid, start bigint, ending bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    old_width constant numeric := top.upto - top.pos + 1;
    new_width constant numeric := ending - start + 1;
begin
    if exists (select from platform.spots s
                where s.guild_id = top.guild_id
                  and s.pos between top.pos and top.upto
                  and (s.upto - s.pos + 1) * new_width < old_width) then
        raise exception 'There is no room for the spots below this one: at most six lie below one another.' using errcode = 'GH409';
    end if;
    insert into platform.left_places (guild_id, pos, upto, parent_id) values (top.guild_id, top.pos, top.upto, top.parent_id);
    update platform.spots s
       set pos = start + ((s.pos - top.pos) * new_width / old_width)::bigint,
           upto = start + ((s.upto + 1 - top.pos) * new_width / old_width)::bigint - 1,
           parent_id = case when s.id = top.id then parent else s.parent_id end,
           version = s.version + (s.id = top.id)::integer,
           updated_at = now(),
           updated_by = wall.account_id()
     where s.guild_id = top.guild_id
       and s.pos between top.pos and top.upto;
end
$$;

-- Moves a spot below another one, or (null) below the guild itself, with the spots below it, their people and their records. GH412 if
-- version is not the current one, GH422 at parent_id for what is no spot of the guild, or lies below the moved one.
create function wall.move_spot(spot uuid, version integer, parent uuid)
returns setof wall.spot
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor  constant platform.memberships := wall.acting();
    before platform.spots := wall.seen_spot(actor, spot);
    above  platform.spots;
    place  record;
begin
    if actor.role not in ('access_owner', 'guild') then
        raise exception 'only who sees all of a guild moves its spots' using errcode = 'GH403';
    end if;
    -- who writes in the guild has this first of all (wall.enter), so nobody waits for us with what we wait for
    perform from platform.audit_heads h where h.guild_id = before.guild_id for no key update;
    select s.* into before from platform.spots s where s.id = spot for update;
    if before.version <> move_spot.version then
        raise exception 'changed meanwhile' using errcode = 'GH412';
    end if;
    select s.* into above from platform.spots s where s.guild_id = before.guild_id and s.id = parent;
    if parent is not null and (above.id is null or above.pos between before.pos and before.upto) then
        raise exception 'is no spot that this one can lie below' using errcode = 'GH422', detail = 'parent_id';
    end if;
    if parent is distinct from before.parent_id then
        select * into place from wall.free_place(before.guild_id, parent);
        perform wall.renumber(before, parent, place.pos, place.upto);
        perform wall.tell(before.guild_id, place.pos, 'spots.moved', 'spots/' || spot,
                          jsonb_build_object('before', jsonb_build_object('parent_id', before.parent_id),
                                             'after', jsonb_build_object('parent_id', parent)));
    end if;
    return query select s.* from wall.get_spot(spot) s;
end
$$;

grant execute on function wall.move_spot(uuid, integer, uuid) to guildhall_app;
