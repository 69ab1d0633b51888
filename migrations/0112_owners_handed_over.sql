-- An access owner goes from one moderator (or admin) to another by the consent of both; and what a support grant changes in who sees whom.
set local role guildhall_owner;

create table platform.owner_handovers (
    id              uuid        not null,
    access_owner_id uuid        not null,
    from_account    uuid        not null,
    to_account      uuid        not null,
    outcome         text,
    decided_by      uuid,
    decided_at      timestamptz,
    ends_at         timestamptz not null default now() + interval '14 days',
    created_at      timestamptz not null default now(),
    created_by      uuid        not null,
    constraint owner_handovers_key primary key (id),
    constraint owner_handovers_access_owner foreign key (access_owner_id) references platform.access_owners (id),
    constraint owner_handovers_from_account foreign key (from_account) references platform.accounts (id),
    constraint owner_handovers_to_account foreign key (to_account) references platform.accounts (id),
    constraint owner_handovers_parties check (from_account <> to_account),
    constraint owner_handovers_outcome check (outcome in ('accepted', 'declined', 'withdrawn', 'expired'))
);
create unique index owner_handovers_one_open on platform.owner_handovers (access_owner_id) where outcome is null;
create index owner_handovers_to_account_index on platform.owner_handovers (to_account);
create index owner_handovers_from_account_index on platform.owner_handovers (from_account);
grant select, insert, update on platform.owner_handovers to guildhall_wall;

set local role guildhall_wall;

create type wall.owner_handover as (
    id uuid, access_owner_id uuid, access_owner text, from_account_id uuid, from_name text, to_account_id uuid, to_name text, state text,
    ends_at timestamptz, created_at timestamptz);

create function wall.as_owner_handover(h platform.owner_handovers)
returns wall.owner_handover
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select row(h.id, o.id, o.name, f.id, f.name, t.id, t.name,
               coalesce(h.outcome, case when h.ends_at <= now() then 'expired' else 'open' end), h.ends_at, h.created_at)::wall.owner_handover
      from platform.access_owners o, platform.accounts f, platform.accounts t
     where o.id = h.access_owner_id and f.id = h.from_account and t.id = h.to_account
$$;

-- Admins see all of them, moderators those that they are a side of, an access owner its own.
create function wall.list_owner_handovers()
returns setof wall.owner_handover
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select wall.as_owner_handover(h)
      from wall.acting() actor
      join platform.owner_handovers h
        on case actor.role when 'admin' then true
                           when 'moderator' then actor.account_id in (h.from_account, h.to_account)
                           when 'access_owner' then h.access_owner_id = actor.access_owner_id
                           else false
           end
$$;

-- In the platform's trail, and in that of each guild of the access owner's: who sees it from above changes.
create function wall.tell_of_owner(owner uuid, verb text, payload jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.tell(g.id, 0, verb, 'access_owners/' || owner, payload)
       from (select g.id from platform.guilds g where g.access_owner_id = owner order by g.id) as g;
    perform wall.tell(null, 0, verb, 'access_owners/' || owner, payload);
end
$$;

-- By mail to both sides, and once it is done to the access owner's team; not to who did it.
create function wall.mail_of_owner_handover(h platform.owner_handovers, outcome text, actor uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    facts constant jsonb := (
        select jsonb_build_object('outcome', outcome, 'owner', seen.access_owner, 'from_owner', seen.from_name, 'to_owner', seen.to_name)
          from wall.as_owner_handover(h) seen);
begin
    perform wall.send_mail('owner_handover/' || h.id || '/' || outcome || '/' || told.id, 'handover', told.id, facts)
       from (select h.from_account as id
              union select h.to_account
              union select m.account_id from platform.memberships m
                     where outcome = 'accepted' and m.access_owner_id = h.access_owner_id and m.role = 'access_owner' and m.guild_id is null and m.live
            ) as told
      where told.id <> actor;
end
$$;

-- By the one whose it is; an admin in place of one who works here no more. For 14 days. GH404, GH403, GH409 while another offer is open,
-- GH422 at moderator_id for who is no moderator or admin.
create function wall.offer_owner(handover uuid, owner uuid, account uuid)
returns setof wall.owner_handover
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    place platform.access_owners := wall.seen_access_owner(actor, owner);
begin
    perform from platform.access_owners o where o.id = owner for no key update;
    if actor.role not in ('admin', 'moderator')
       or place.made_by <> actor.account_id and (actor.role <> 'admin' or wall.runs_the_installation(place.made_by)) then
        raise exception 'whose it is hands it over' using errcode = 'GH403';
    elsif account = place.made_by or not wall.runs_the_installation(account) then
        raise exception 'is no moderator that you can hand it over to' using errcode = 'GH422', detail = 'moderator_id';
    end if;
    update platform.owner_handovers h set outcome = 'expired' where h.access_owner_id = owner and h.outcome is null and h.ends_at <= now();
    if exists (select from platform.owner_handovers h where h.access_owner_id = owner and h.outcome is null) then
        raise exception 'It is being offered to somebody already. Withdraw that offer first.' using errcode = 'GH409';
    end if;
    insert into platform.owner_handovers (id, access_owner_id, from_account, to_account, created_by)
    values (handover, owner, place.made_by, account, actor.account_id);
    perform wall.tell_of_owner(owner, 'access_owners.offered', jsonb_build_object('owner_handover_id', handover, 'account_id', account));
    perform wall.mail_of_owner_handover(h, 'offered', actor.account_id) from platform.owner_handovers h where h.id = handover;
    return query select (wall.as_owner_handover(h)).* from platform.owner_handovers h where h.id = handover;
end
$$;

create function wall.runs_the_installation(account uuid)
returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select exists (select from platform.memberships m where m.account_id = account and m.role in ('admin', 'moderator') and m.live)
$$;

-- 'accepted' or 'declined' by who was offered it, 'withdrawn' by whose it is, or an admin. GH404 to everybody else, GH409 once it is over.
create function wall.decide_owner_handover(handover uuid, outcome text)
returns setof wall.owner_handover
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    found_one platform.owner_handovers;
begin
    select h.* into found_one from platform.owner_handovers h where h.id = handover for no key update;
    if not found or not (actor.role = 'admin' or actor.role = 'moderator' and actor.account_id in (found_one.from_account, found_one.to_account)
                         or actor.role = 'access_owner' and actor.access_owner_id = found_one.access_owner_id) then
        raise exception 'no such handover' using errcode = 'GH404';
    elsif (case outcome when 'withdrawn' then actor.account_id = found_one.to_account or actor.role = 'access_owner'
                        else actor.account_id <> found_one.to_account end) then
        raise exception 'not permitted' using errcode = 'GH403';
    elsif found_one.outcome is not null or found_one.ends_at <= now() then
        raise exception 'This offer is over.' using errcode = 'GH409';
    end if;
    if outcome = 'accepted' then
        update platform.access_owners o
           set made_by = found_one.to_account, version = o.version + 1, updated_at = now(), updated_by = actor.account_id
         where o.id = found_one.access_owner_id;
    end if;
    update platform.owner_handovers h
       set outcome = decide_owner_handover.outcome, decided_by = actor.account_id, decided_at = now()
     where h.id = handover;
    perform wall.tell_of_owner(found_one.access_owner_id, 'access_owners.' || case outcome when 'accepted' then 'handed_over' else outcome end,
                               jsonb_build_object('owner_handover_id', handover, 'before', jsonb_build_object('made_by', found_one.from_account),
                                                  'after', jsonb_build_object('made_by', case outcome when 'accepted' then found_one.to_account
                                                                                                     else found_one.from_account end)));
    perform wall.mail_of_owner_handover(found_one, outcome, actor.account_id);
    return query select (wall.as_owner_handover(h)).* from platform.owner_handovers h where h.id = handover;
end
$$;

grant execute on function wall.list_owner_handovers(), wall.offer_owner(uuid, uuid, uuid), wall.decide_owner_handover(uuid, text) to guildhall_app;

-- As in 0064: once it is told, it is told by mail, to the teams of both sides and when it is done to the guild's administrators.
create or replace function wall.tell_both(guild uuid, verb text, payload jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    h       constant platform.handovers := (select p from platform.handovers p where p.id = (payload ->> 'handover_id')::uuid);
    outcome constant text := case split_part(verb, '.', 2) when 'handed_over' then 'accepted' else split_part(verb, '.', 2) end;
    facts   constant jsonb := (
        select jsonb_build_object('outcome', outcome, 'guild', seen.guild, 'from_owner', seen.from_owner, 'to_owner', seen.to_owner)
          from wall.as_handover(h) seen);
begin
    perform wall.tell(guild, 0, verb, 'guilds/' || guild, payload);
    perform wall.tell(null, 0, verb, 'guilds/' || guild, payload);
    perform wall.send_mail('handover/' || h.id || '/' || outcome || '/' || told.id, 'handover', told.id, facts)
       from (select distinct m.account_id as id
               from platform.memberships m
              where m.live
                and (m.role = 'access_owner' and m.guild_id is null and m.access_owner_id in (h.from_owner, h.to_owner)
                     or m.role = 'guild' and m.guild_id = guild and outcome in ('offered', 'accepted'))) as told
      where h.id is not null and told.id <> wall.account_id();
end
$$;

-- As in 0104, but who looks in by a support grant is seen by nobody in the guild as one of its people.
create or replace function wall.sees_membership(actor platform.memberships, other platform.memberships)
returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case
               when other.account_id = actor.account_id then true
               when actor.role = 'admin' then not wall.is_canary(other.access_owner_id)
               when other.access_owner_id is null or other.role = 'support' then false
               when other.role = 'access_owner' then wall.sees_access_owner(actor, other.access_owner_id)
               when other.spot_id is null then actor.spot_id is null and wall.sees_guild(actor, other.guild_id)
               when actor.role = 'builder' then actor.guild_id = other.guild_id and actor.spot_id = other.spot_id
               else wall.sees_spot(actor, other.guild_id, other.pos)
           end
$$;

-- As in 0070, and those who decide about it read in the trail who has asked and who has looked in.
create or replace function wall.names_of(accounts uuid[])
returns table (id uuid, name text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select a.id, a.name
      from wall.acting() actor
      join platform.accounts a on a.id = any (accounts)
     where exists (select from platform.memberships m where m.account_id = a.id and wall.sees_membership(actor, m))
        or actor.role in ('guild', 'access_owner')
           and (exists (select from platform.memberships m where m.account_id = a.id and m.role = 'support' and m.guild_id = actor.guild_id)
                or exists (select from platform.support_grants g where g.asked_by = a.id and g.guild_id = actor.guild_id))
$$;

-- As in 0052: nobody begins by looking in.
create or replace function wall.first_membership(account uuid)
returns platform.memberships
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select m.*
      from platform.memberships m
     where m.account_id = account
       and m.live
       and m.role <> 'support'
     order by array_position(array['guild', 'spot', 'builder', 'access_owner', 'admin', 'moderator', 'user'], m.role),
              m.guild_id is null, m.created_at, m.guild_id, m.id
     limit 1
$$;

-- As in 0103: what is done to the factors of those who look in is no guild's.
create or replace function wall.tell_of_factor(account uuid, verb text, facts jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    place record;
    what  constant text := case
        when verb = 'recovery_codes.created' then 'recovery_codes_made'
        when verb = 'recovery_codes.used' then 'recovery_code_used'
        when verb = 'second_factors.created' then case facts ->> 'method' when 'totp' then 'totp_added' else 'passkey_added' end
        when verb = 'second_factors.removed' then case facts ->> 'method' when 'totp' then 'totp_removed' when 'all' then 'factors_removed' else 'passkey_removed' end
    end;
begin
    select m.guild_id, m.pos into place
      from platform.memberships m
     where m.account_id = account
       and m.role <> 'support'
     order by not m.live, m.guild_id is null, m.created_at, m.id
     limit 1;
    perform wall.append_entry(coalesce(place.guild_id, '00000000-0000-0000-0000-000000000000'),
                              coalesce(nullif(current_setting('app.account_id', true), '')::uuid, account), null,
                              place.pos % 4611686018427387904, verb, 'accounts/' || account, facts);
    if what is not null then
        perform wall.send_mail('factor_changed:' || gen_random_uuid(), 'factor_changed', account, jsonb_build_object('what', what, 'at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC'));
    end if;
end
$$;

-- As in 0008, without those that have ended by themselves.
create or replace function wall.my_memberships()
returns table (id uuid, role text, access_owner_id uuid, access_owner text, guild_id uuid, guild text, spot_id uuid, spot text,
               can_create_customers boolean)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select m.id, m.role, o.id, o.name, g.id, g.name, s.id, s.name, m.can_create_customers
      from platform.memberships m
      left join platform.access_owners o on o.id = m.access_owner_id
      left join platform.guilds g on g.id = m.guild_id
      left join platform.spots s on s.guild_id = m.guild_id and s.id = m.spot_id
      join platform.roles r on r.role = m.role
     where m.account_id = wall.account_id()
       and m.live
       and (m.ends_at is null or m.ends_at > now())
       and wall.proven()
     order by r.level, g.name, s.name, m.id
$$;

-- As in 0099, and not as what has ended by itself.
create or replace function wall.act_as(membership uuid, secret bytea, new_secret bytea)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    wanted  platform.memberships;
    session uuid;
begin
    perform wall.proven();
    select m.* into wanted
      from platform.memberships m
     where m.id = membership
       and m.account_id = wall.account_id()
       and m.live
       and (m.ends_at is null or m.ends_at > now());
    if not found then
        raise exception 'no such membership' using errcode = 'GH404';
    end if;
    update platform.sessions s
       set membership_id = wanted.id,
           digest = sha256(new_secret)
     where s.digest = sha256(secret)
       and s.account_id = wall.account_id()
       and s.ended_at is null
       and (s.second_factor or not wanted.factor_required)
    returning s.id into session;
    if not found then
        raise exception 'this needs a second factor' using errcode = 'GH425';
    end if;
    perform wall.tell(wanted.guild_id, wanted.pos % 4611686018427387904, 'sessions.acted', 'sessions/' || session,
                      jsonb_build_object('membership_id', wanted.id, 'role', wanted.role));
    -- what the rest of this unit says of the caller; it has no right in any guild
    perform set_config('app.membership_id', wanted.id::text, true);
    if (select i.settings_form from platform.installation i) = 'proof' then
        perform set_config('wall.proof', wall.proof(), true);
    end if;
end
$$;

-- As in 0090, with a support grant, and with the second factor that entering asks for (0096): whoever has one is asked for it.
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
                       (6, 'standing_grant', m.guild_id is not null and m.role = 'access_owner', null),
                       (7, 'support_grant', m.role = 'support', null)
               ) as a (place, reason, applies, name)
         where a.applies
         order by a.place);
end
$$;

set local role guildhall_owner;
insert into platform.role_permissions (role, permission, scope)
values ('access_owner', 'owner_handovers.read', 3), ('moderator', 'owner_handovers.read', 3), ('admin', 'owner_handovers.read', 3),
       ('moderator', 'owner_handovers.create', 3), ('admin', 'owner_handovers.create', 3),
       ('moderator', 'owner_handovers.decide', 3), ('admin', 'owner_handovers.decide', 3);
