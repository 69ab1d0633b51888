-- Support grants asked for, given, ended and used.
set local role guildhall_wall;

-- As in 0096, and not beyond the end that a membership has by itself: signing in anew begins elsewhere.
create or replace function wall.within_limits(session platform.sessions, acting platform.memberships)
returns boolean
language sql stable
as $$
    select (acting.ends_at is null or acting.ends_at > now())
       and (session.kind = 'key'
            or (acting.idle_minutes is null or session.last_seen_at > now() - make_interval(mins => acting.idle_minutes))
           and (acting.absolute_minutes is null or session.created_at > now() - make_interval(mins => acting.absolute_minutes)))
$$;

-- As in 0096; who looks in by a support grant is told in both trails, each time and before it reads.
create or replace function wall.enter(secret bytea, permissions text[], read_only boolean, request_id uuid, admins_welcome boolean default true)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    caller  record;
    decided wall.decision;
begin
    select s.id as session, s.last_seen_at < now() - interval '1 minute' as unseen, s.account_id::text as account,
           m.id::text as membership, m.role, coalesce(m.guild_id::text, '00000000-0000-0000-0000-000000000000') as guild,
           m.spot_id::text as spot, m.pos::text as pos, m.upto::text as upto, m.scopes,
           m.factor_required and not s.second_factor as unproven, s.limits, k.scopes as makers
      into caller
      from platform.sessions s
      join platform.memberships m on m.id = s.membership_id
      left join platform.memberships k on k.id = s.made_by
     where s.digest = sha256(secret)
       and s.ended_at is null
       and s.idle_until > now()
       and wall.within_limits(s, m)
       and m.live
       and (s.made_by is null or k.live and (k.ends_at is null or k.ends_at > now()))
       and (admins_welcome
            or not exists (select from platform.memberships p where p.account_id = s.account_id and p.role in ('admin', 'moderator')));
    if not found then
        raise exception 'not signed in' using errcode = 'GH401';
    elsif caller.unproven then
        raise exception 'a second factor is needed' using errcode = 'GH425';
    elsif caller.limits is not null then
        if permissions = '{}' then
            raise exception 'not with a key' using errcode = 'GH403', detail = 'signed_in';
        end if;
        caller.scopes := wall.narrowed(caller.scopes, caller.makers, caller.limits);
    end if;
    decided := wall.decide(caller.account, caller.pos, caller.upto, caller.scopes, permissions);
    if decided.refused is not null then
        raise exception 'not permitted' using errcode = 'GH403', detail = decided.refused;
    end if;

    perform set_config('app.guild_id', caller.guild, true),
            set_config('app.account_id', caller.account, true),
            set_config('app.membership_id', caller.membership, true),
            set_config('app.read_lo', decided.read_lo, true),
            set_config('app.read_hi', decided.read_hi, true),
            set_config('app.read_from', decided.read_from, true),
            set_config('app.read_to', decided.read_to, true);
    if not read_only then
        perform set_config('app.role', caller.role, true),
                set_config('app.spot_id', coalesce(caller.spot, ''), true),
                set_config('app.spot_pos', case when caller.spot is null then '0' else caller.pos end, true),
                set_config('app.request_id', enter.request_id::text, true),
                set_config('app.write_lo', decided.write_lo, true),
                set_config('app.write_hi', decided.write_hi, true),
                set_config('app.write_from', decided.write_from, true),
                set_config('app.write_to', decided.write_to, true);
    end if;
    if wall.settings_form() = 'proof' then
        perform set_config('wall.proof', wall.proof(), true);
    end if;

    if caller.role = 'support' and permissions <> '{}' then
        perform wall.tell_looking_in(caller.guild::uuid, caller.account::uuid, permissions, enter.request_id);
    elsif caller.unseen and read_only then
        perform set_config('synchronous_commit', 'off', true);
    end if;
    if caller.unseen then
        perform wall.seen(caller.session);
    end if;
    if read_only then
        perform set_config('transaction_read_only', 'on', true);
    elsif decided.writes then
        perform from platform.audit_heads h where h.guild_id = caller.guild::uuid for no key update;
    end if;
end
$$;

-- As in 0102, and what happens as it happens (0110).
create or replace function wall.is_for_keys(permission text)
returns boolean
language sql immutable
as $$
    select split_part(permission, '.', 1) in ('customers', 'contacts', 'notes', 'activities', 'estimates', 'products', 'tax_codes', 'tags', 'groups',
                                              'imports', 'exports', 'bulk_changes')
        or permission in ('settings.read', 'spots.read', 'guilds.read', 'audit.read', 'events.read')
$$;

-- Under the grant that ends last: what the reading was allowed by, in the guild's trail and in the platform's.
create function wall.tell_looking_in(guild uuid, account uuid, permissions text[], request_id uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    grant_id constant uuid := (select g.id from platform.support_grants g
                                where g.guild_id = guild and g.ended_at is null and g.ends_at > now()
                                order by g.ends_at desc, g.id limit 1);
    payload  constant jsonb := jsonb_build_object('support_grant_id', grant_id, 'looked_at', array_to_string(permissions, ', '));
    entered  constant text := current_setting('app.request_id', true);
begin
    perform set_config('app.request_id', request_id::text, true);
    perform wall.append_entry(guild, account, null, 0, 'support_grants.looked', 'support_grants/' || grant_id, payload);
    perform wall.append_entry('00000000-0000-0000-0000-000000000000', account, null, 0, 'support_grants.looked', 'guilds/' || guild, payload);
    perform set_config('app.request_id', coalesce(entered, ''), true);  -- it is among what the proof is of
end
$$;

create type wall.support_grant as (
    id uuid, guild_id uuid, guild text, reason text, hours integer, state text, asked_by_id uuid, asked_by text, given_by text,
    given_at timestamptz, ends_at timestamptz, ended_at timestamptz, membership_id uuid, created_at timestamptz);

create function wall.state_of(g platform.support_grants)
returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case when g.given_at is not null then case when g.ended_at is null and g.ends_at > now() then 'running' else 'ended' end
                when g.ended_at is not null then case when g.ended_by = g.asked_by then 'withdrawn' else 'declined' end
                when g.created_at > now() - interval '14 days' then 'asked'
                else 'expired' end
$$;

-- membership_id: what the caller may act as to look in, while it runs.
create function wall.as_support_grant(actor platform.memberships, g platform.support_grants)
returns wall.support_grant
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select row(g.id, place.id, place.name, g.reason, g.hours::integer, wall.state_of(g), g.asked_by, asker.name, giver.name, g.given_at, g.ends_at,
               g.ended_at,
               (select m.id from platform.memberships m
                 where m.guild_id = g.guild_id and m.account_id = actor.account_id and m.role = 'support' and m.live and m.ends_at > now()
                   and wall.state_of(g) = 'running'),
               g.created_at)::wall.support_grant
      from platform.guilds place
      left join platform.accounts asker on asker.id = g.asked_by
      left join platform.accounts giver on giver.id = g.given_by
     where place.id = g.guild_id
$$;

create function wall.list_support_grants()
returns setof wall.support_grant
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select wall.as_support_grant(actor, g)
      from wall.acting() actor
      join platform.support_grants g on wall.sees_guild(actor, g.guild_id)
     where actor.role in ('admin', 'moderator', 'access_owner', 'guild')
$$;

create function wall.tell_of_support(g platform.support_grants, verb text, payload jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.tell(g.guild_id, 0, 'support_grants.' || verb, 'support_grants/' || g.id, payload);
    perform wall.tell(null, 0, 'support_grants.' || verb, 'guilds/' || g.guild_id, payload || jsonb_build_object('support_grant_id', g.id));
end
$$;

-- By mail to the guild's administrators, and to who asked (unasked: to whose the access owner is); not to who did it.
create function wall.mail_of_support(g platform.support_grants, outcome text, actor uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    facts constant jsonb := (
        select jsonb_strip_nulls(jsonb_build_object(
                   'outcome', outcome, 'guild', place.name, 'reason', g.reason, 'who', doer.name,
                   'until', case outcome when 'given' then to_char(g.ends_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC' end))
          from platform.guilds place, platform.accounts doer
         where place.id = g.guild_id and doer.id = actor);
begin
    perform wall.send_mail('support_grant/' || g.id || '/' || outcome || '/' || told.id, 'support_grant', told.id, facts)
       from (select m.account_id as id from platform.memberships m where m.guild_id = g.guild_id and m.role = 'guild' and m.live
              union
             select coalesce(g.asked_by, o.made_by)
               from platform.guilds place
               join platform.access_owners o on o.id = place.access_owner_id
              where place.id = g.guild_id) as told
      where told.id <> actor;
end
$$;

-- By who runs the installation, for 1 to 72 hours. GH404, GH409 while what this person asked for before is not answered.
create function wall.ask_for_support(support_grant uuid, guild uuid, reason text, hours integer)
returns setof wall.support_grant
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    place constant platform.guilds := wall.seen_guild(actor, guild);
    asked platform.support_grants;
begin
    if not wall.supports(actor.account_id, place.access_owner_id) then
        raise exception 'not permitted' using errcode = 'GH403';
    end if;
    -- before anything of the guild: who writes in it waits for this first (wall.enter)
    perform from platform.audit_heads h where h.guild_id = place.id for no key update;
    if exists (select from platform.support_grants g where g.guild_id = place.id and g.asked_by = actor.account_id and wall.state_of(g) = 'asked') then
        raise exception 'You have asked already. It is for the company to answer.' using errcode = 'GH409';
    end if;
    insert into platform.support_grants (id, guild_id, reason, hours, asked_by)
    values (support_grant, place.id, reason, hours, actor.account_id)
    returning * into asked;
    perform wall.tell_of_support(asked, 'asked', jsonb_build_object('reason', reason, 'hours', hours));
    perform wall.mail_of_support(asked, 'asked', actor.account_id);
    return next wall.as_support_grant(actor, asked);
end
$$;

-- GH403 unless this is the guild, or its access owner while it reads the guild itself: nobody gives what it does not hold.
create function wall.expect_lets_in(actor platform.memberships, guild uuid)
returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    if actor.role <> 'guild'
       and not exists (select from platform.standing_grants s
                        where s.guild_id = guild and s.access_owner_id = actor.access_owner_id and s.ended_at is null and actor.role = 'access_owner') then
        raise exception 'the company decides who looks in' using errcode = 'GH403';
    end if;
end
$$;

-- Unasked, for 1 to 72 hours.
create function wall.add_support_grant(support_grant uuid, guild uuid, reason text, hours integer)
returns setof wall.support_grant
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    place constant platform.guilds := wall.seen_guild(actor, guild);
    given platform.support_grants;
begin
    perform wall.expect_lets_in(actor, place.id);
    perform from platform.audit_heads h where h.guild_id = place.id for no key update;
    insert into platform.support_grants (id, guild_id, reason, hours, given_by, given_at, ends_at)
    values (support_grant, place.id, reason, hours, actor.account_id, now(), now() + make_interval(hours => hours))
    returning * into given;
    perform wall.tell_of_support(given, 'given', jsonb_build_object('reason', reason, 'hours', hours));
    perform wall.mail_of_support(given, 'given', actor.account_id);
    return next wall.as_support_grant(actor, given);
end
$$;

-- The chain's head first (wall.enter), then the grant. GH404
create function wall.seen_support_grant(actor platform.memberships, support_grant uuid)
returns platform.support_grants
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    seen platform.support_grants;
begin
    select g.* into seen from platform.support_grants g where g.id = support_grant;
    if not found or not wall.sees_guild(actor, seen.guild_id) then
        raise exception 'no such grant' using errcode = 'GH404';
    end if;
    perform from platform.audit_heads h where h.guild_id = seen.guild_id for no key update;
    select g.* into strict seen from platform.support_grants g where g.id = support_grant for no key update;
    return seen;
end
$$;

-- What was asked for, for as long as it was asked for or (hours) for longer or shorter. GH404, GH409 once it is answered.
create function wall.give_support_grant(support_grant uuid, hours integer)
returns setof wall.support_grant
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    given platform.support_grants := wall.seen_support_grant(actor, support_grant);
begin
    perform wall.expect_lets_in(actor, given.guild_id);
    if wall.state_of(given) <> 'asked' then
        raise exception 'This is answered already.' using errcode = 'GH409';
    end if;
    update platform.support_grants g
       set hours = coalesce(give_support_grant.hours, g.hours), given_by = actor.account_id, given_at = now(),
           ends_at = now() + make_interval(hours => coalesce(give_support_grant.hours, g.hours))
     where g.id = support_grant
    returning g.* into given;
    perform wall.tell_of_support(given, 'given', jsonb_build_object('reason', given.reason, 'hours', given.hours));
    perform wall.mail_of_support(given, 'given', actor.account_id);
    return next wall.as_support_grant(actor, given);
end
$$;

-- From the next request on nobody looks in by it. What is only asked for is declined so, or taken back by who asked. GH404, GH403, GH409
-- once it is over.
create function wall.end_support_grant(support_grant uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    ended platform.support_grants := wall.seen_support_grant(actor, support_grant);
    was   constant text := wall.state_of(ended);
begin
    if actor.role not in ('guild', 'access_owner') and ended.asked_by is distinct from actor.account_id then
        raise exception 'not permitted' using errcode = 'GH403';
    elsif was not in ('asked', 'running') then
        raise exception 'This is over.' using errcode = 'GH409';
    end if;
    update platform.support_grants g set ended_at = now(), ended_by = actor.account_id where g.id = support_grant returning g.* into ended;
    perform wall.tell_of_support(ended, case when was = 'running' then 'ended' else wall.state_of(ended) end, '{}');
    if was = 'running' or ended.asked_by <> actor.account_id then
        perform wall.mail_of_support(ended, case was when 'running' then 'ended' else 'declined' end, actor.account_id);
    end if;
end
$$;

grant execute on function wall.list_support_grants(), wall.ask_for_support(uuid, uuid, text, integer),
      wall.add_support_grant(uuid, uuid, text, integer), wall.give_support_grant(uuid, integer), wall.end_support_grant(uuid)
   to guildhall_app;
