-- Second factors for everybody: codes of an authenticator app, recovery codes, and whose they may be: wanted by the role or by the guild,
-- removed by oneself or by the level above. Passkeys are counted here and come with 0101.
set local role guildhall_wall;

-- The ways in which an account can show a second factor; none: it has none.
create function wall.factor_methods(account uuid)
returns text[]
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select array(select 'totp' from platform.accounts a where a.id = account and a.totp_secret is not null)
        || array(select 'webauthn' from platform.passkeys p where p.account_id = account limit 1)
$$;

create function wall.must_have_factor(account uuid)
returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$ select exists (select from platform.memberships m where m.account_id = account and m.live and m.factor_required) $$;

-- What is done to somebody's factors is told where the account works, else in the platform's trail, and to the person.
create function wall.tell_of_factor(account uuid, verb text, facts jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    place record;
begin
    select m.guild_id, m.pos into place
      from platform.memberships m
     where m.account_id = account
     order by not m.live, m.guild_id is null, m.created_at, m.id
     limit 1;
    perform wall.append_entry(coalesce(place.guild_id, '00000000-0000-0000-0000-000000000000'),
                              coalesce(nullif(current_setting('app.account_id', true), '')::uuid, account), null,
                              place.pos % 4611686018427387904, verb, 'accounts/' || account, facts);
end
$$;

-- A code is 80 random bits, so that its digest cannot be tried out; the account is in it, so that no two are alike.
create function wall.recovery_digest(account uuid, code bytea)
returns bytea
language sql immutable
set search_path = pg_catalog, pg_temp
as $$ select sha256(uuid_send(account) || code) $$;

create function wall.keep_recovery_codes(account uuid, codes bytea[])
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    delete from platform.recovery_codes r where r.account_id = account;
    insert into platform.recovery_codes (digest, account_id) select wall.recovery_digest(account, c), account from unnest(codes) c;
$$;

create function wall.recovery_codes_left(account uuid)
returns integer
language sql stable
set search_path = pg_catalog, pg_temp
as $$ select count(*)::integer from platform.recovery_codes r where r.account_id = account and r.used_at is null $$;

create function wall.take_recovery_code(account uuid, code bytea)
returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    update platform.recovery_codes r set used_at = now()
     where r.digest = wall.recovery_digest(account, code) and r.account_id = account and r.used_at is null;
    if found then
        perform wall.tell_of_factor(account, 'recovery_codes.used', jsonb_build_object('left', wall.recovery_codes_left(account)));
    end if;
    return found;
end
$$;

-- As in 0068: and with the second factor, if there is one by now.
create or replace function wall.just_signed_in(secret bytea)
returns platform.sessions
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    session platform.sessions;
begin
    perform wall.proven();
    select s.* into session
      from platform.sessions s
     where s.digest = sha256(secret) and s.account_id = wall.account_id() and s.ended_at is null and s.created_at > now() - interval '10 minutes'
       and (s.second_factor or wall.factor_methods(s.account_id) = '{}');
    if not found then
        raise exception 'sign in again first' using errcode = 'GH403';
    end if;
    return session;
end
$$;

-- One's own ------------------------------------------------------------------------------------------------------------------------

create function wall.my_factors()
returns table (totp boolean, recovery_codes_left integer, required boolean)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select a.totp_secret is not null, wall.recovery_codes_left(a.id), wall.must_have_factor(a.id)
      from platform.accounts a
     where a.id = wall.account_id()
       and wall.proven()
$$;

-- An account gets its recovery codes with its first factor. True if these are they.
create function wall.first_recovery_codes(account uuid, codes bytea[])
returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if wall.recovery_codes_left(account) > 0 then
        return false;
    end if;
    perform wall.keep_recovery_codes(account, codes);
    return true;
end
$$;

-- The code that was shown for it is of the time step. Other sessions stay without a second factor; this one has shown it. Whether the
-- recovery codes are those that were given. GH403, GH409.
create function wall.enrol_my_totp(session_secret bytea, totp_secret bytea, step bigint, codes bytea[])
returns boolean
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    current constant platform.sessions := wall.just_signed_in(session_secret);
begin
    update platform.accounts a set totp_secret = enrol_my_totp.totp_secret, totp_step = step
     where a.id = current.account_id and a.totp_secret is null;
    if not found then
        raise exception 'This account already has an authenticator app.' using errcode = 'GH409';
    end if;
    update platform.sessions s set second_factor = true where s.id = current.id;
    perform wall.tell_of_factor(current.account_id, 'second_factors.created', '{"method": "totp"}');
    return wall.first_recovery_codes(current.account_id, codes);
end
$$;

-- GH409 if it is the last one of somebody who must have one.
create function wall.keep_a_factor(account uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if wall.factor_methods(account) = '{}' then
        if wall.must_have_factor(account) then
            raise exception 'You must have a second factor: add another one first.' using errcode = 'GH409';
        end if;
        delete from platform.recovery_codes r where r.account_id = account;
    end if;
end
$$;

-- GH403, GH404 if there is none, GH409 if one must have one.
create function wall.remove_my_totp(session_secret bytea)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    current constant platform.sessions := wall.just_signed_in(session_secret);
begin
    update platform.accounts a set totp_secret = null where a.id = current.account_id and a.totp_secret is not null;
    if not found then
        raise exception 'no authenticator app' using errcode = 'GH404';
    end if;
    perform wall.keep_a_factor(current.account_id);
    perform wall.tell_of_factor(current.account_id, 'second_factors.removed', '{"method": "totp"}');
end
$$;

-- The old ones are void.
create function wall.renew_my_recovery_codes(session_secret bytea, codes bytea[])
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    current constant platform.sessions := wall.just_signed_in(session_secret);
begin
    if wall.factor_methods(current.account_id) = '{}' then
        raise exception 'Add a second factor first: recovery codes stand in for it.' using errcode = 'GH409';
    end if;
    perform wall.keep_recovery_codes(current.account_id, codes);
    perform wall.tell_of_factor(current.account_id, 'recovery_codes.created', '{}');
end
$$;

-- Somebody else's ------------------------------------------------------------------------------------------------------------------

-- All factors of somebody who has lost them, by the level above; every session of the account ends. Only by who rules over all that the
-- account is: else one company could weaken another's people. GH404, GH403.
create function wall.remove_factors_of(account uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
begin
    perform wall.seen_membership(actor, account);
    if exists (select from platform.memberships m where m.account_id = account and m.suspended_at is null and not wall.rules_over(actor, m))
       or not exists (select from platform.memberships m where m.account_id = account and wall.rules_over(actor, m)) then
        raise exception 'not permitted' using errcode = 'GH403';
    end if;
    if wall.factor_methods(account) = '{}' then
        return;
    end if;
    update platform.accounts a set totp_secret = null where a.id = account;
    delete from platform.passkeys p where p.account_id = account;
    delete from platform.recovery_codes r where r.account_id = account;
    update platform.sessions s set ended_at = now() where s.account_id = account and s.ended_at is null;
    perform wall.tell_of_factor(account, 'second_factors.removed', '{"method": "all"}');
end
$$;

create or replace function wall.as_account(m platform.memberships)
returns wall.account
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select row(a.id, a.email, a.name, a.language, m.role, m.id, m.access_owner_id, m.guild_id, m.spot_id, m.can_create_customers,
               m.suspended_at is not null or a.suspended_at is not null, wall.factor_methods(a.id) <> '{}', a.version, a.created_at)::wall.account
      from platform.accounts a
     where a.id = m.account_id
$$;

create or replace function wall.as_person(m platform.memberships)
returns wall.person
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select row(m.id, a.id, a.email, a.name, a.language, m.role, s.id, s.name, m.can_create_customers,
               m.suspended_at is not null or a.suspended_at is not null, wall.factor_methods(a.id) <> '{}',
               (select max(e.last_seen_at) from platform.sessions e where e.account_id = a.id and e.membership_id = m.id),
               a.version, m.created_at, r.id, r.name)::wall.person
      from platform.accounts a
      left join platform.spots s on s.guild_id = m.guild_id and s.id = m.spot_id
      left join platform.role_sets r on r.id = m.role_set_id
     where a.id = m.account_id
$$;

create or replace function wall.my_profile()
returns table (id uuid, email text, name text, phone text, address jsonb, language text, theme text, reminders boolean, picture boolean,
               second_factor boolean, version integer, created_at timestamptz)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select a.id, a.email, a.name, a.phone, a.address, a.language, a.theme, a.reminders,
           exists (select from platform.pictures p where p.account_id = a.id), wall.factor_methods(a.id) <> '{}', a.version, a.created_at
      from platform.accounts a
     where a.id = wall.account_id()
       and wall.proven()
$$;

grant execute on function wall.my_factors(), wall.enrol_my_totp(bytea, bytea, bigint, bytea[]), wall.remove_my_totp(bytea),
      wall.renew_my_recovery_codes(bytea, bytea[]), wall.remove_factors_of(uuid)
   to guildhall_app;

set local role guildhall_owner;
insert into platform.role_permissions (role, permission, scope)
values ('spot', 'second_factors.remove', 2), ('guild', 'second_factors.remove', 3), ('access_owner', 'second_factors.remove', 3),
       ('moderator', 'second_factors.remove', 3), ('admin', 'second_factors.remove', 3);
