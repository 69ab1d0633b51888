-- Signing in without the server ever seeing a password hash, a second factor's secret only against the right hash.
-- The server's order: password_setting (throttled) - bcrypt - factor_secret, if a code came - sign_in.
set local role guildhall_wall;

create function wall.email_digest(email text)
returns bytea language sql immutable
set search_path = pg_catalog, pg_temp
as $$ select sha256(convert_to(lower(email), 'UTF8')) $$;

-- Ten attempts in a quarter of an hour for one address and account, a hundred for either; ten wrong codes an hour for
-- an account, from wherever. GH429 with the seconds to wait as DETAIL.
create function wall.throttle(email text, address text)
returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    known constant bytea := wall.email_digest(email);
    since constant timestamptz := now() - interval '15 minutes';
begin
    if   (select count(*) from platform.sign_in_attempts a where a.email = known and a.at > since and a.address = throttle.address) >= 10
      or (select count(*) from platform.sign_in_attempts a where a.email = known and a.at > since) >= 100
      or (select count(*) from platform.sign_in_attempts a where a.address = throttle.address and a.at > since) >= 100
      or (select count(*) from platform.sign_in_attempts a
           where a.email = known and a.wrong_code and a.at > now() - interval '1 hour') >= 10
    then
        raise exception 'Too many attempts to sign in. Wait a quarter of an hour, then try again.' using errcode = 'GH429', detail = '900';
    end if;
end
$$;

-- The bcrypt setting to hash with: the account's own, or for an unknown address one that is made up but always the same.
-- Counts as an attempt until sign_in succeeds; its own unit, so that it is counted whatever follows.
create function wall.password_setting(email text, address text, cost integer)
returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    setting  text;
    disguise bytea;
begin
    perform wall.throttle(email, address);
    insert into platform.sign_in_attempts (address, email) values (address, wall.email_digest(email));
    select left(a.password_hash, 29) into setting from platform.accounts a where lower(a.email) = lower(password_setting.email);
    if setting is null then
        select sha256(i.disguise_key || wall.email_digest(email)) into disguise from platform.installation i;
        -- the cost that others' hashes have, or this one would tell that it is made up
        setting := '$2b$' || coalesce((select substr(a.password_hash, 5, 2) from platform.accounts a where a.password_hash is not null limit 1),
                                      lpad(cost::text, 2, '0')) || '$'
            || translate(left(encode(disguise, 'base64'), 21), '+', '.')
            || substr('.Oeu', get_byte(disguise, 31) % 4 + 1, 1);
    end if;
    return setting;
end
$$;

-- The account whose password this is, if it may sign in at all. For the functions below only.
create function wall.account_of(email text, hash text)
returns platform.accounts
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select a.*
      from platform.accounts a
     where lower(a.email) = lower(account_of.email)
       and sha256(convert_to(a.password_hash, 'UTF8')) = sha256(convert_to(hash, 'UTF8'))
       and a.suspended_at is null
$$;

-- The sealed TOTP secret, handed out only against the right hash. No row: wrong hash. secret null: none enrolled.
create function wall.factor_secret(email text, hash text)
returns table (account_id uuid, secret bytea, last_step bigint)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select a.id, a.totp_secret, a.totp_step from wall.account_of(email, hash) a where a.id is not null
$$;

-- The first second factor of an account that has none, against the right hash. step: the time step of the code that
-- proved it. GH409 if there is one already, GH401 if the hash is wrong.
create function wall.enrol_factor(email text, hash text, secret bytea, step bigint)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    account platform.accounts;
begin
    account := wall.account_of(email, hash);
    if account.id is null then
        raise exception 'wrong password' using errcode = 'GH401';
    elsif account.totp_secret is not null then
        raise exception 'This account already has a second factor.' using errcode = 'GH409';
    end if;
    update platform.accounts a set totp_secret = secret, totp_step = step where a.id = account.id;
    perform wall.append_entry('00000000-0000-0000-0000-000000000000', account.id, null, 0,
                              'second_factors.created', 'accounts/' || account.id, '{}');
end
$$;

-- Where a session begins: rather where one works than where one administrates.
create function wall.first_membership(account uuid)
returns platform.memberships
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select m.*
      from platform.memberships m
     where m.account_id = account
       and m.live
     order by array_position(array['guild', 'spot', 'builder', 'access_owner', 'admin', 'moderator', 'user'], m.role),
              m.guild_id is null, m.created_at, m.id
     limit 1
$$;

-- Signs in. Never raises for a wrong secret, since the failure must be kept: outcome is 'ok', 'wrong' (password, code, unknown,
-- suspended: not told apart), 'second_factor' (a code is wanted) or 'enrol' (an admin or moderator who has none yet).
-- factor: 'none', 'passed' with the code's time step, 'failed'. A step that was used before counts as failed.
-- refresh_secret: null for a browser. admins_welcome: false from a network where admins and moderators may not sign in; that
-- looks like a wrong password.
create function wall.sign_in(email text, hash text, factor text, step bigint, kind text, address text, agent text, request_id uuid,
                             session_id uuid, secret bytea, refresh_secret bytea,
                             idle_minutes integer, absolute_minutes integer, admins_welcome boolean default true,
                             out outcome text, out account_id uuid, out membership_id uuid)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    account    platform.accounts;
    membership platform.memberships;
    privileged boolean;
begin
    perform set_config('app.request_id', sign_in.request_id::text, true);
    account := wall.account_of(email, hash);
    if account.id is not null then
        perform from platform.accounts a where a.id = account.id for no key update;
        account := wall.account_of(email, hash);
        membership := wall.first_membership(account.id);
    end if;
    privileged := exists (select from platform.memberships m where m.account_id = account.id and m.role in ('admin', 'moderator'));
    if membership.id is null or privileged and not admins_welcome then
        perform wall.tell_failure(email, address, 'wrong password');
        outcome := 'wrong';
        return;
    end if;
    if account.totp_secret is null and privileged then
        outcome := 'enrol';
        return;
    elsif account.totp_secret is not null and factor = 'none' then
        outcome := 'second_factor';
        return;
    elsif account.totp_secret is not null and (factor <> 'passed' or step is null or step <= account.totp_step) then
        update platform.sign_in_attempts a
           set wrong_code = true
         where a.id = (select l.id
                         from platform.sign_in_attempts l
                        where l.email = wall.email_digest(sign_in.email)
                          and l.address = sign_in.address
                          and not l.wrong_code
                        order by l.at desc
                        limit 1
                          for no key update skip locked);
        if not found then
            insert into platform.sign_in_attempts (address, email, wrong_code) values (address, wall.email_digest(email), true);
        end if;
        perform wall.tell_failure(email, address, 'wrong code');
        outcome := 'wrong';
        return;
    end if;

    update platform.accounts a set totp_step = step where a.id = account.id and account.totp_secret is not null;
    delete from platform.sign_in_attempts a where a.email = wall.email_digest(sign_in.email) and (a.address = sign_in.address or a.wrong_code);
    insert into platform.sessions (digest, id, account_id, membership_id, kind, second_factor, address, agent, idle_minutes, idle_until, ends_at)
    values (sha256(secret), session_id, account.id, membership.id, kind, account.totp_secret is not null, address, left(agent, 300),
            idle_minutes, now() + make_interval(mins => least(idle_minutes, absolute_minutes)), now() + make_interval(mins => absolute_minutes));
    if refresh_secret is not null then
        insert into platform.refresh_tokens (digest, session_id, ends_at)
        values (sha256(refresh_secret), sign_in.session_id, now() + make_interval(mins => absolute_minutes));
    end if;
    perform wall.append_entry(coalesce(membership.guild_id, '00000000-0000-0000-0000-000000000000'), account.id, null, membership.pos,
                              'sessions.created', 'sessions/' || session_id, jsonb_build_object('kind', kind, 'address', address));
    outcome := 'ok';
    account_id := account.id;
    membership_id := membership.id;
end
$$;

-- In the chain of the guild that the address belongs to, else in the platform's. Throttling bounds how often.
create function wall.tell_failure(email text, address text, why text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    account constant uuid := (select a.id from platform.accounts a where lower(a.email) = lower(tell_failure.email));
    place   record;
begin
    select m.guild_id, m.pos into place
      from platform.memberships m
     where m.account_id = account
     order by m.guild_id is null, m.created_at, m.id
     limit 1;
    perform wall.append_entry(coalesce(place.guild_id, '00000000-0000-0000-0000-000000000000'), account, null, place.pos,
                              'sign_ins.failed', 'accounts/' || coalesce(account::text, 'unknown'),
                              jsonb_build_object('address', address, 'why', why));
end
$$;

grant execute on function wall.password_setting(text, text, integer), wall.factor_secret(text, text),
      wall.enrol_factor(text, text, bytea, bigint),
      wall.sign_in(text, text, text, bigint, text, text, text, uuid, uuid, bytea, bytea, integer, integer, boolean)
   to guildhall_app;
