-- The canaries (0104) have one of every kind of thing that a route can name, so that each is tried with the other's own: the records of
-- their guilds the check makes itself, by routes; what is made above guilds, or by mail, or by an alarm, is made here. An agent of each
-- agency tries the routes as well.
set local role guildhall_owner;

-- 'c' is whom both offer their guild to: without people and guilds, so that nobody sees the offers but their own side.
alter table platform.access_owners
    drop constraint access_owners_canary,
    add constraint access_owners_canary check (canary in ('a', 'b', 'c'));

-- Null: it stays. What is over the wall may erase (wall.protect).
alter table guild.changes add column expires_at timestamptz;
create index changes_expires_index on guild.changes (guild_id, expires_at) where expires_at is not null;

set local role guildhall_wall;

-- A change of many records may name what is not there, and is then one of nothing: those that canary A tries so go a day later.
create function wall.let_tries_go()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if new.form = 'bulk' and exists (select from platform.guilds g
                                       join platform.access_owners o on o.id = g.access_owner_id and o.canary = 'a'
                                      where g.id = new.guild_id) then
        new.expires_at := now() + interval '1 day';
    end if;
    return new;
end
$$;
grant execute on function wall.let_tries_go() to guildhall_owner;

set local role guildhall_owner;
create trigger let_tries_go before insert on guild.changes for each row execute function wall.let_tries_go();
select wall.protect('guild.changes', 'spot');

set local role guildhall_wall;

create function wall.canary_account(side text, role text)
returns uuid
language sql stable
set search_path = pg_catalog, pg_temp
as $$ select a.id from platform.accounts a where lower(a.email) = role || '-' || side || '@canary.invalid' $$;

-- A role of the agency's own with all that there is, a group with its guild, and who works there by them, with the guild's leave.
create function wall.keep_canary_team(side text, owner uuid, guild uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    maker constant uuid := wall.canary_account(side, 'owner');
    agent uuid := wall.canary_account(side, 'agent');
begin
    if agent is null then
        agent := gen_random_uuid();
        insert into platform.accounts (id, email, name, created_by, updated_by)
        values (agent, 'agent-' || side || '@canary.invalid', 'Canary agent ' || upper(side), agent, agent);
    end if;
    insert into platform.role_sets (id, access_owner_id, name, permissions, created_by, updated_by)
    select gen_random_uuid(), owner, 'Canaries',
           (select jsonb_object_agg(p.permission, 3) from platform.permissions p where not p.administrative and 3 = any (p.scopes)), maker, maker
     where not exists (select from platform.role_sets r where r.access_owner_id = owner);
    insert into platform.guild_groups (id, access_owner_id, name, created_by, updated_by)
    select gen_random_uuid(), owner, 'Canaries', maker, maker
     where not exists (select from platform.guild_groups g where g.access_owner_id = owner);
    insert into platform.grouped_guilds (group_id, guild_id)
    select g.id, guild from platform.guild_groups g where g.access_owner_id = owner
        on conflict do nothing;
    insert into platform.assignments (id, access_owner_id, account_id, role_set_id, group_id, created_by)
    select gen_random_uuid(), owner, agent, r.id, g.id, maker
      from platform.role_sets r, platform.guild_groups g
     where r.access_owner_id = owner
       and g.access_owner_id = owner
       and not exists (select from platform.assignments a where a.access_owner_id = owner)
     limit 1;
    update platform.standing_grants s set works = true where s.guild_id = guild and not s.works;
end
$$;

-- What is offered and asked for, and not answered. What would be over by itself begins anew.
create function wall.keep_canary_offers(side text, owner uuid, guild uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    maker constant uuid := wall.canary_account(side, 'owner');
begin
    insert into platform.access_owners (id, name, made_by, canary, created_by, updated_by)
    values (gen_random_uuid(), 'Canary C', maker, 'c', maker, maker)
        on conflict do nothing;
    insert into platform.handovers (id, guild_id, from_owner, to_owner, created_by)
    select gen_random_uuid(), guild, owner, o.id, maker from platform.access_owners o where o.canary = 'c'
        on conflict do nothing;
    update platform.handovers h set ends_at = now() + interval '14 days'
     where h.guild_id = guild and h.outcome is null and h.ends_at < now() + interval '7 days';

    insert into platform.owner_handovers (id, access_owner_id, from_account, to_account, created_by)
    values (gen_random_uuid(), owner, maker, wall.canary_account(side, 'agent'), maker)
        on conflict do nothing;
    update platform.owner_handovers h set ends_at = now() + interval '14 days'
     where h.access_owner_id = owner and h.outcome is null and h.ends_at < now() + interval '7 days';

    insert into platform.support_grants (id, guild_id, reason, hours, asked_by)
    select gen_random_uuid(), guild, 'A canary sings', 8, maker
     where not exists (select from platform.support_grants g where g.guild_id = guild and g.given_at is null and g.ended_at is null);
    update platform.support_grants g set created_at = now()
     where g.guild_id = guild and g.given_at is null and g.ended_at is null and g.created_at < now() - interval '7 days';
end
$$;

-- What a person has: somebody whom it invited, a key for a program and a passkey. The secrets of these are nobody's: they are thrown away
-- as they are made. No mail goes to who is invited, and there is no link that could be followed.
create function wall.keep_canary_belongings(side text, owner uuid, guild uuid, spot uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    builder constant platform.memberships := (
        select m from platform.memberships m where m.account_id = wall.canary_account(side, 'builder') and m.guild_id = guild);
    key     constant uuid := gen_random_uuid();
begin
    insert into platform.invitations (id, account_id, email, name, language, role, access_owner_id, guild_id, spot_id, invited_by)
    select gen_random_uuid(), gen_random_uuid(), 'invited-' || side || '@canary.invalid', 'Canary', 'en', 'builder', owner, guild, spot, m.id
      from platform.memberships m
     where m.account_id = wall.canary_account(side, 'guild')
       and m.guild_id = guild
       and not exists (select from platform.invitations i where i.guild_id = guild and i.accepted_at is null and i.revoked_at is null);

    update platform.sessions s set idle_until = now() + interval '2 days', ends_at = now() + interval '2 days'
     where s.account_id = builder.account_id and s.kind = 'key' and s.ended_at is null;
    if not found then
        insert into platform.sessions (digest, id, account_id, membership_id, kind, second_factor, idle_minutes, idle_until, ends_at, last_seen_at,
                                       limits, made_by)
        values (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), key, builder.account_id, builder.id, 'key', false, 2880,
                now() + interval '2 days', now() + interval '2 days', now() - interval '2 minutes', '{customers.read}', builder.id);
        insert into platform.api_keys (session_id, name, hint) values (key, 'Canary', 'ghk_none');
    end if;

    insert into platform.passkeys (id, account_id, credential_id, algorithm, public_key, sign_count, name, proof, sealed)
    select gen_random_uuid(), builder.account_id, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), -7, '', 0, 'Canary', '', ''
     where not exists (select from platform.passkeys p where p.account_id = builder.account_id);

    insert into guild.alerts (guild_id, id, spot_pos, owner_id, rule, level, subject, amount, first_at, last_at, last_seq)
    select guild, gen_random_uuid(), builder.pos, builder.account_id, 'new_device', 'notice', builder.account_id::text, 1, now(), now(), 1
     where not exists (select from guild.alerts a where a.guild_id = keep_canary_belongings.guild);
end
$$;

create function wall.keep_canary_things(side text, owner uuid, guild uuid, spot uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    maker constant uuid := wall.canary_account(side, 'guild');
begin
    perform wall.keep_canary_team(side, owner, guild);
    perform wall.keep_canary_offers(side, owner, guild);
    perform wall.keep_canary_belongings(side, owner, guild, spot);
    insert into platform.role_sets (id, guild_id, name, permissions, created_by, updated_by)
    select gen_random_uuid(), guild, 'Canaries', '{"customers.read": 1}', maker, maker
     where not exists (select from platform.role_sets r where r.guild_id = guild);
end
$$;

-- As in 0104, with all that they have. Two checks that begin at the same time come one after the other.
create or replace function wall.keep_canaries()
returns table (side text, role text, account_id uuid, membership_id uuid, access_owner_id uuid, guild_id uuid, spot_id uuid)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    new_side text;
    owner    uuid;
    guild    uuid;
    spot     uuid;
begin
    foreach new_side in array array['a', 'b']
    loop
        continue when exists (select from platform.access_owners o where o.canary = new_side);
        owner := gen_random_uuid();
        guild := gen_random_uuid();
        spot := gen_random_uuid();
        perform wall.add_canary_account(new_side, r.role, owner, guild, spot)
           from unnest(array['owner', 'guild', 'spot', 'builder']) with ordinality as r (role, place)
          order by r.place;
    end loop;
    perform from platform.access_owners o where o.canary in ('a', 'b') order by o.canary for no key update;
    delete from guild.changes c where c.expires_at < now();
    perform wall.keep_canary_things(o.canary, o.id, g.id, s.id)
       from platform.access_owners o
       join platform.guilds g on g.access_owner_id = o.id
       join platform.spots s on s.guild_id = g.id
      where o.canary in ('a', 'b')
      order by o.canary;
    return query
        select o.canary, m.role, m.account_id, m.id, o.id, m.guild_id, s.id
          from platform.access_owners o
          join platform.memberships m on m.access_owner_id = o.id and m.live
          join platform.accounts a on a.id = m.account_id and a.email like '%@canary.invalid'
          join platform.spots s on s.guild_id = m.guild_id
         where o.canary is not null
         order by o.canary, wall.level(m.role), m.role;
end
$$;

-- As in 0112, but the canaries' offers are out of the admins' sight.
create or replace function wall.list_owner_handovers()
returns setof wall.owner_handover
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select wall.as_owner_handover(h)
      from wall.acting() actor
      join platform.owner_handovers h
        on case actor.role when 'admin' then not wall.is_canary(h.access_owner_id)
                           when 'moderator' then actor.account_id in (h.from_account, h.to_account)
                           when 'access_owner' then h.access_owner_id = actor.access_owner_id
                           else false
           end
$$;

-- As in 0112: 'accepted' or 'declined' by who was offered it, 'withdrawn' by whose it is, or an admin. GH404 to everybody else, GH409 once it is over.
create or replace function wall.decide_owner_handover(handover uuid, outcome text)
returns setof wall.owner_handover
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    found_one platform.owner_handovers;
begin
    select h.* into found_one from platform.owner_handovers h where h.id = handover for no key update;
    if not found or not (actor.role = 'admin' and not wall.is_canary(found_one.access_owner_id)
                         or actor.role = 'moderator' and actor.account_id in (found_one.from_account, found_one.to_account)
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
