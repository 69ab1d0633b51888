-- Signing in with any second factor; from where somebody has signed in before.
set local role guildhall_wall;

-- As in 0007, with the recovery codes that come with it. GH409 also where the account has another factor: a password alone adds none.
drop function wall.enrol_factor(text, text, bytea, bigint);
create function wall.enrol_factor(email text, hash text, secret bytea, step bigint, codes bytea[] default '{}')
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
    end if;
    perform from platform.accounts a where a.id = account.id for no key update;
    if wall.factor_methods(account.id) <> '{}' then
        raise exception 'This account already has a second factor.' using errcode = 'GH409';
    end if;
    update platform.accounts a set totp_secret = secret, totp_step = step where a.id = account.id;
    perform wall.keep_recovery_codes(account.id, codes);
    perform wall.tell_of_factor(account.id, 'second_factors.created', '{"method": "totp"}');
end
$$;

-- Null if the factor is what it is said to be, and not used before: it is used from here on. Else what is wrong with it.
create function wall.take_factor(account platform.accounts, factor text, step bigint, recovery bytea, passkey uuid, passkey_proof bytea)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if factor = 'passed' and account.totp_secret is not null and step > account.totp_step then
        update platform.accounts a set totp_step = step where a.id = account.id;
        return null;
    elsif factor = 'recovery' and wall.take_recovery_code(account.id, recovery) then
        return null;
    elsif factor = 'passkey' then
        return wall.take_passkey(account.id, step, passkey, passkey_proof);
    end if;
    return 'wrong code';
end
$$;

-- sign_count: what the passkey counted; one that goes back comes from a copy. Passkeys that do not count say 0.
create function wall.take_passkey(account uuid, sign_count bigint, passkey uuid, passkey_proof bytea)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    before bigint;
begin
    select p.sign_count into before from platform.passkeys p
     where p.id = passkey and p.account_id = account and p.proof = sha256(passkey_proof) for no key update;
    if not found or sign_count is null then
        return 'wrong passkey';
    elsif sign_count <= before and (sign_count > 0 or before > 0) then
        return 'the passkey counted backwards';
    end if;
    update platform.passkeys p set sign_count = take_passkey.sign_count, last_used_at = now() where p.id = passkey;
    return null;
end
$$;

-- A wrong code: the attempt that password_setting counted is one of those, or another.
create function wall.count_wrong_code(email text, address text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    update platform.sign_in_attempts a
       set wrong_code = true
     where a.id = (select l.id
                     from platform.sign_in_attempts l
                    where l.email = wall.email_digest(count_wrong_code.email)
                      and l.address = count_wrong_code.address
                      and not l.wrong_code
                    order by l.at desc
                    limit 1
                      for no key update skip locked);
    if not found then
        insert into platform.sign_in_attempts (address, email, wrong_code) values (address, wall.email_digest(email), true);
    end if;
end
$$;

-- From where an account has signed in before: digests of a secret that the browser keeps for long, or of an API client's name and network.
set local role guildhall_owner;
create table platform.devices (
    account_id    uuid        not null,
    digest        bytea       not null,
    agent         text,
    first_seen_at timestamptz not null default now(),
    last_seen_at  timestamptz not null default now(),
    constraint devices_key primary key (account_id, digest),
    constraint devices_account foreign key (account_id) references platform.accounts (id)
);
grant select, insert, update, delete on platform.devices to guildhall_wall;
set local role guildhall_wall;

-- The first device of an account is no news. Not seen for 400 days, as long as browsers keep a cookie: forgotten.
create function wall.know_device(account uuid, device bytea, membership platform.memberships, address text, agent text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    known boolean;
begin
    delete from platform.devices d where d.account_id = account and d.last_seen_at < now() - interval '400 days';
    known := exists (select from platform.devices d where d.account_id = account and d.digest = sha256(device))
          or not exists (select from platform.devices d where d.account_id = account);
    insert into platform.devices (account_id, digest, agent) values (account, sha256(device), left(agent, 300))
        on conflict on constraint devices_key do update set last_seen_at = now(), agent = excluded.agent;
    if not known then
        perform wall.append_entry(coalesce(membership.guild_id, '00000000-0000-0000-0000-000000000000'), account, null, membership.pos,
                                  'devices.created', 'accounts/' || account, jsonb_build_object('address', address, 'agent', left(agent, 300)));
    end if;
end
$$;

create function wall.begin_session(account uuid, membership platform.memberships, second_factor boolean, kind text, address text, agent text,
                                   session_id uuid, secret bytea, refresh_secret bytea, idle_minutes integer, absolute_minutes integer, device bytea)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into platform.sessions (digest, id, account_id, membership_id, kind, second_factor, address, agent, idle_minutes, idle_until, ends_at)
    values (sha256(secret), session_id, account, membership.id, kind, second_factor, address, left(agent, 300),
            idle_minutes, now() + make_interval(mins => least(idle_minutes, absolute_minutes)), now() + make_interval(mins => absolute_minutes));
    if refresh_secret is not null then
        insert into platform.refresh_tokens (digest, session_id, ends_at)
        values (sha256(refresh_secret), begin_session.session_id, now() + make_interval(mins => absolute_minutes));
    end if;
    perform wall.append_entry(coalesce(membership.guild_id, '00000000-0000-0000-0000-000000000000'), account, null, membership.pos,
                              'sessions.created', 'sessions/' || session_id, jsonb_build_object('kind', kind, 'address', address));
    if device is not null then
        perform wall.know_device(account, device, membership, address, agent);
    end if;
end
$$;

create function wall.is_privileged(account uuid)
returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$ select exists (select from platform.memberships m where m.account_id = account and m.role in ('admin', 'moderator')) $$;

drop function wall.sign_in(text, text, text, bigint, text, text, text, uuid, uuid, bytea, bytea, integer, integer, boolean);

-- As in 0007. factor: 'none'; 'passed' with the code's time step; 'recovery' with a recovery code; 'passkey' with what it counted; 'failed'.
-- outcome 'enrol': this role, or a guild that one works in, wants a second factor, and there is none. methods: the factors there are.
create function wall.sign_in(email text, hash text, factor text, step bigint, kind text, address text, agent text, request_id uuid,
                             session_id uuid, secret bytea, refresh_secret bytea, idle_minutes integer, absolute_minutes integer,
                             admins_welcome boolean default true, device bytea default null, recovery bytea default null,
                             passkey uuid default null, passkey_proof bytea default null,
                             out outcome text, out account_id uuid, out membership_id uuid, out methods text[])
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    account    platform.accounts;
    membership platform.memberships;
    complaint  text;
begin
    perform set_config('app.request_id', sign_in.request_id::text, true);
    account := wall.account_of(email, hash);
    if account.id is not null then
        perform from platform.accounts a where a.id = account.id for no key update;
        account := wall.account_of(email, hash);
        membership := wall.first_membership(account.id);
    end if;
    if membership.id is null or not admins_welcome and wall.is_privileged(account.id) then
        perform wall.tell_failure(email, address, 'wrong password');
        outcome := 'wrong';
        return;
    end if;
    methods := wall.factor_methods(account.id);
    if methods = '{}' and wall.must_have_factor(account.id) then
        outcome := 'enrol';
        return;
    elsif methods <> '{}' and factor = 'none' then
        outcome := 'second_factor';
        return;
    elsif methods <> '{}' then
        complaint := wall.take_factor(account, factor, step, recovery, passkey, passkey_proof);
    end if;
    if complaint is not null then
        perform wall.count_wrong_code(email, address);
        perform wall.tell_failure(email, address, complaint);
        outcome := 'wrong';
        return;
    end if;
    delete from platform.sign_in_attempts a where a.email = wall.email_digest(sign_in.email) and (a.address = sign_in.address or a.wrong_code);
    perform wall.begin_session(account.id, membership, methods <> '{}', kind, address, agent, session_id, secret, refresh_secret,
                               idle_minutes, absolute_minutes, device);
    outcome := 'ok';
    account_id := account.id;
    membership_id := membership.id;
end
$$;

grant execute on function wall.enrol_factor(text, text, bytea, bigint, bytea[]),
      wall.sign_in(text, text, text, bigint, text, text, text, uuid, uuid, bytea, bytea, integer, integer, boolean, bytea, bytea, uuid, bytea)
   to guildhall_app;
