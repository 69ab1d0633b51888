-- Who reads a guild from above: its standing grant, which it can end and renew; and handing it over to another access owner, by the
-- consent of both.
set local role guildhall_wall;

create type wall.standing_grant as (
    guild_id uuid, access_owner_id uuid, access_owner text, running boolean, created_at timestamptz, ended_at timestamptz);

create function wall.get_standing_grant(guild uuid)
returns setof wall.standing_grant
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select g.id, o.id, o.name, coalesce(s.ended_at is null and s.guild_id is not null, false), s.created_at, s.ended_at
      from wall.acting() actor
     cross join lateral wall.seen_guild(actor, guild) g
      join platform.access_owners o on o.id = g.access_owner_id
      left join platform.standing_grants s on s.guild_id = g.id and s.access_owner_id = o.id
$$;

-- By the guild alone. From the next request on nobody of the access owner's acts in it any more, or may again.
create function wall.set_standing_grant(guild uuid, running boolean)
returns setof wall.standing_grant
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    place constant platform.guilds := wall.seen_guild(actor, guild);
    verb  constant text := case when running then 'standing_grants.renewed' else 'standing_grants.ended' end;
begin
    if actor.role <> 'guild' then
        raise exception 'the guild decides who reads it' using errcode = 'GH403';
    end if;
    insert into platform.standing_grants as s (guild_id, access_owner_id, ended_at, ended_by)
    values (place.id, place.access_owner_id, case when running then null else now() end, case when running then null else actor.account_id end)
        on conflict (guild_id, access_owner_id) do update
       set created_at = case when excluded.ended_at is null then now() else s.created_at end,
           ended_at = excluded.ended_at,
           ended_by = excluded.ended_by
     where (s.ended_at is null) <> (excluded.ended_at is null);
    if found then
        perform wall.tell(place.id, 0, verb, 'access_owners/' || place.access_owner_id, '{}');
        perform wall.tell(null, 0, verb, 'guilds/' || place.id, jsonb_build_object('access_owner_id', place.access_owner_id));
    end if;
    return query select * from wall.get_standing_grant(guild);
end
$$;

set local role guildhall_owner;

create table platform.handovers (
    id          uuid        not null,
    guild_id    uuid        not null,
    from_owner  uuid        not null,
    to_owner    uuid        not null,
    outcome     text,
    decided_by  uuid,
    decided_at  timestamptz,
    ends_at     timestamptz not null default now() + interval '14 days',
    created_at  timestamptz not null default now(),
    created_by  uuid        not null,
    constraint handovers_key primary key (id),
    constraint handovers_guild foreign key (guild_id) references platform.guilds (id),
    constraint handovers_from_owner foreign key (from_owner) references platform.access_owners (id),
    constraint handovers_to_owner foreign key (to_owner) references platform.access_owners (id),
    constraint handovers_parties check (from_owner <> to_owner),
    constraint handovers_outcome check (outcome in ('accepted', 'declined', 'withdrawn', 'expired'))
);
create unique index handovers_one_open on platform.handovers (guild_id) where outcome is null;
create index handovers_from_owner_index on platform.handovers (from_owner);
create index handovers_to_owner_index on platform.handovers (to_owner);
grant select, insert, update on platform.handovers to guildhall_wall;

set local role guildhall_wall;

-- As in 0010, but a guild that was handed over is out of sight of those it belonged to.
create or replace function wall.sees_guild(actor platform.memberships, guild uuid)
returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case
               when actor.role in ('admin', 'moderator') then
                   exists (select from platform.guilds g where g.id = guild and wall.sees_access_owner(actor, g.access_owner_id))
               when actor.role = 'access_owner' then
                   exists (select from platform.memberships m
                             join platform.guilds g on g.id = m.guild_id and g.access_owner_id = m.access_owner_id
                            where m.account_id = actor.account_id and m.role = 'access_owner'
                              and m.access_owner_id = actor.access_owner_id and m.guild_id = guild and m.suspended_at is null)
               else coalesce(actor.guild_id = guild, false)
           end
$$;

create type wall.handover as (
    id uuid, guild_id uuid, guild text, from_owner_id uuid, from_owner text, to_owner_id uuid, to_owner text, state text,
    ends_at timestamptz, created_at timestamptz);

create function wall.as_handover(h platform.handovers)
returns wall.handover
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select row(h.id, g.id, g.name, f.id, f.name, o.id, o.name,
               coalesce(h.outcome, case when h.ends_at <= now() then 'expired' else 'open' end), h.ends_at, h.created_at)::wall.handover
      from platform.guilds g, platform.access_owners f, platform.access_owners o
     where g.id = h.guild_id and f.id = h.from_owner and o.id = h.to_owner
$$;

-- Both sides see a handover, and the guild that it is about.
create function wall.list_handovers()
returns setof wall.handover
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select wall.as_handover(h)
      from wall.acting() actor
      join platform.handovers h
        on case actor.role when 'access_owner' then actor.access_owner_id in (h.from_owner, h.to_owner)
                           when 'guild' then h.guild_id = actor.guild_id
                           else false
           end
$$;

create function wall.tell_both(guild uuid, verb text, payload jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.tell(guild, 0, verb, 'guilds/' || guild, payload);
    perform wall.tell(null, 0, verb, 'guilds/' || guild, payload);
end
$$;

-- Offers a guild to another access owner, for 14 days. GH404, GH409 while another offer is open, GH422 at access_owner_id.
create function wall.offer_guild(handover uuid, guild uuid, owner uuid)
returns setof wall.handover
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    place constant platform.guilds := wall.seen_guild(actor, guild);
begin
    if actor.role <> 'access_owner' then
        raise exception 'only its access owner hands a guild over' using errcode = 'GH403';
    elsif owner = place.access_owner_id or not exists (select from platform.access_owners o where o.id = owner and o.suspended_at is null) then
        raise exception 'is no access owner that you can hand a guild over to' using errcode = 'GH422', detail = 'access_owner_id';
    end if;
    perform from platform.guilds g where g.id = guild for no key update;
    update platform.handovers h set outcome = 'expired' where h.guild_id = guild and h.outcome is null and h.ends_at <= now();
    if exists (select from platform.handovers h where h.guild_id = guild and h.outcome is null) then
        raise exception 'This guild is being offered to somebody already. Withdraw that offer first.' using errcode = 'GH409';
    end if;
    insert into platform.handovers (id, guild_id, from_owner, to_owner, created_by)
    values (handover, guild, place.access_owner_id, owner, actor.account_id);
    perform wall.tell_both(guild, 'guilds.offered', jsonb_build_object('handover_id', handover, 'access_owner_id', owner));
    return query select (wall.as_handover(h)).* from platform.handovers h where h.id = handover;
end
$$;

grant execute on function wall.get_standing_grant(uuid), wall.set_standing_grant(uuid, boolean), wall.list_handovers(),
      wall.offer_guild(uuid, uuid, uuid)
   to guildhall_app;

set local role guildhall_owner;
insert into platform.role_permissions (role, permission, scope)
values ('guild', 'standing_grants.read', 3),
       ('access_owner', 'standing_grants.read', 3),
       ('guild', 'standing_grants.update', 3),
       ('guild', 'handovers.read', 3),
       ('access_owner', 'handovers.read', 3),
       ('access_owner', 'handovers.create', 3),
       ('access_owner', 'handovers.decide', 3);
update platform.memberships set live = live;
