-- Everybody of a guild in one list, by the place each works in; and moving somebody into another spot.
set local role guildhall_wall;

create type wall.person as (
    id uuid, account_id uuid, email text, name text, language text, role text, spot_id uuid, spot text, can_create_customers boolean,
    suspended boolean, second_factor boolean, last_seen_at timestamptz, version integer, created_at timestamptz);

-- id is the membership's: who works in two spots is there twice. version is the account's, as PATCH /accounts takes it.
create function wall.as_person(m platform.memberships)
returns wall.person
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select row(m.id, a.id, a.email, a.name, a.language, m.role, s.id, s.name, m.can_create_customers,
               m.suspended_at is not null or a.suspended_at is not null, a.totp_secret is not null,
               (select max(e.last_seen_at) from platform.sessions e where e.account_id = a.id and e.membership_id = m.id),
               a.version, m.created_at)::wall.person
      from platform.accounts a
      left join platform.spots s on s.guild_id = m.guild_id and s.id = m.spot_id
     where a.id = m.account_id
$$;

create function wall.list_people(guild uuid)
returns setof wall.person
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select wall.as_person(m)
      from wall.acting() actor
     cross join lateral wall.seen_guild(actor, list_people.guild) g
      join platform.memberships m on m.guild_id = g.id and m.role in ('guild', 'spot', 'builder') and wall.sees_membership(actor, m)
$$;

-- By those who may write where the person works and where it will: administrators and heads. Its records stay with the spot. GH404,
-- GH403 for somebody of one's own level, GH422 at spot_id.
create function wall.move_person(membership uuid, spot uuid, out account_id uuid, out spot_id uuid, out spot_pos bigint, out left_spot_id uuid)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    moved platform.memberships;
    place platform.spots;
begin
    select m.* into moved from platform.memberships m where m.id = membership for no key update;
    if not found or not wall.sees_membership(actor, moved) or moved.guild_id is null then
        raise exception 'no such person' using errcode = 'GH404';
    elsif moved.spot_id is null or not wall.rules_over(actor, moved) then
        raise exception 'not permitted' using errcode = 'GH403';
    end if;
    select s.* into place from platform.spots s where s.guild_id = moved.guild_id and s.id = spot;
    if not found or not wall.sees_spot(actor, place.guild_id, place.pos)
       or exists (select from platform.memberships m
                   where m.account_id = moved.account_id and m.role = moved.role and m.guild_id = moved.guild_id and m.spot_id = spot
                     and m.id <> moved.id)
    then
        raise exception 'is no spot that this person can be moved to' using errcode = 'GH422', detail = 'spot_id';
    end if;
    account_id := moved.account_id;
    spot_id := place.id;
    spot_pos := place.pos;
    left_spot_id := moved.spot_id;
    if moved.spot_id <> place.id then
        update platform.memberships m
           set spot_id = place.id, version = m.version + 1, updated_at = now(), updated_by = actor.account_id
         where m.id = moved.id;
        perform wall.tell(place.guild_id, place.pos, 'memberships.moved', 'accounts/' || moved.account_id,
                          jsonb_build_object('before', jsonb_build_object('spot_id', moved.spot_id),
                                             'after', jsonb_build_object('spot_id', place.id)));
    end if;
end
$$;

create function wall.get_person(membership uuid)
returns setof wall.person
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select wall.as_person(m)
      from wall.acting() actor
      join platform.memberships m on m.id = membership and m.guild_id is not null and wall.sees_membership(actor, m)
$$;

grant execute on function wall.list_people(uuid), wall.move_person(uuid, uuid), wall.get_person(uuid) to guildhall_app;

set local role guildhall_owner;
insert into platform.role_permissions (role, permission, scope)
values ('spot', 'people.move', 2), ('guild', 'people.move', 3);
update platform.memberships set live = live;
