-- Passkeys (WebAuthn). The server checks what an authenticator signed, by libfido2; here it is kept whose key it is, that each challenge is
-- answered once and by whom it was put to, and what the key has counted.
set local role guildhall_owner;

-- One of session_id (adding a key), account_id (the second factor, behind the right password) or neither (signing in without a password).
create table platform.passkey_challenges (
    digest     bytea       not null,
    session_id uuid,
    account_id uuid,
    address    text,
    created_at timestamptz not null default now(),
    constraint passkey_challenges_key primary key (digest),
    constraint passkey_challenges_session foreign key (session_id) references platform.sessions (id) on delete cascade,
    constraint passkey_challenges_account foreign key (account_id) references platform.accounts (id)
);
create index passkey_challenges_created_at on platform.passkey_challenges (created_at);
create index passkey_challenges_session_index on platform.passkey_challenges (session_id);
create index passkey_challenges_account_index on platform.passkey_challenges (account_id);
grant select, insert, delete on platform.passkey_challenges to guildhall_wall;

set local role guildhall_wall;

-- Five minutes to answer; what was not answered goes with the next one that is put.
create function wall.put_challenge(challenge bytea, session uuid, account uuid, address text)
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    delete from platform.passkey_challenges c where c.created_at < now() - interval '15 minutes';
    insert into platform.passkey_challenges (digest, session_id, account_id, address) values (sha256(challenge), session, account, left(address, 60));
$$;

-- Whether it was put to them and not answered yet; it is answered from here on.
create function wall.take_challenge(challenge bytea, session uuid, account uuid)
returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    delete from platform.passkey_challenges c
     where c.digest = sha256(challenge)
       and c.session_id is not distinct from session
       and c.account_id is not distinct from account
       and c.created_at > now() - interval '5 minutes';
    return found;
end
$$;

-- Adding one -----------------------------------------------------------------------------------------------------------------------

-- Whom the key will be for, and the ones there are, which an authenticator does not make again. GH403, GH409 beyond ten.
create function wall.begin_my_passkey(session_secret bytea, challenge bytea)
returns table (account_id uuid, email text, name text, credential_ids text[])
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    current constant platform.sessions := wall.just_signed_in(session_secret);
begin
    if (select count(*) from platform.passkeys p where p.account_id = current.account_id) >= 10 then
        raise exception 'There are ten passkeys already: remove one first.' using errcode = 'GH409';
    end if;
    perform wall.put_challenge(challenge, current.id, null, null);
    return query
    select a.id, a.email, a.name, array(select encode(p.credential_id, 'hex') from platform.passkeys p where p.account_id = a.id)
      from platform.accounts a
     where a.id = current.account_id;
end
$$;

-- Whether the recovery codes are those that were given. GH403, GH409 if the challenge was not put to this session or is over.
create function wall.add_my_passkey(session_secret bytea, challenge bytea, passkey uuid, credential_id bytea, algorithm integer, public_key bytea,
                                    sign_count bigint, name text, proof bytea, sealed bytea, codes bytea[])
returns boolean
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    current constant platform.sessions := wall.just_signed_in(session_secret);
begin
    if not wall.take_challenge(challenge, current.id, null) then
        raise exception 'This took too long, or was done before. Please begin again.' using errcode = 'GH409';
    end if;
    insert into platform.passkeys (id, account_id, credential_id, algorithm, public_key, sign_count, name, proof, sealed)
    values (passkey, current.account_id, add_my_passkey.credential_id, add_my_passkey.algorithm, add_my_passkey.public_key,
            add_my_passkey.sign_count, add_my_passkey.name, sha256(add_my_passkey.proof), add_my_passkey.sealed)
        on conflict on constraint passkeys_credential do nothing;
    if not found then
        raise exception 'This passkey is known already.' using errcode = 'GH409';
    end if;
    update platform.sessions s set second_factor = true where s.id = current.id;
    perform wall.tell_of_factor(current.account_id, 'second_factors.created', jsonb_build_object('method', 'webauthn', 'name', name));
    return wall.first_recovery_codes(current.account_id, codes);
end
$$;

create function wall.my_passkeys()
returns table (id uuid, name text, created_at timestamptz, last_used_at timestamptz)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select p.id, p.name, p.created_at, p.last_used_at
      from platform.passkeys p
     where p.account_id = wall.account_id()
       and wall.proven()
     order by p.created_at, p.id
$$;

-- GH404
create function wall.name_my_passkey(passkey uuid, name text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.proven();
    update platform.passkeys p set name = name_my_passkey.name where p.id = passkey and p.account_id = wall.account_id();
    if not found then
        raise exception 'no such passkey' using errcode = 'GH404';
    end if;
    perform wall.tell_of_factor(wall.account_id(), 'passkeys.updated', jsonb_build_object('name', name));
end
$$;

-- GH403, GH404, GH409 if it is the last factor of somebody who must have one.
create function wall.remove_my_passkey(session_secret bytea, passkey uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    current constant platform.sessions := wall.just_signed_in(session_secret);
    gone    text;
begin
    delete from platform.passkeys p where p.id = passkey and p.account_id = current.account_id returning p.name into gone;
    if gone is null then
        raise exception 'no such passkey' using errcode = 'GH404';
    end if;
    perform wall.keep_a_factor(current.account_id);
    perform wall.tell_of_factor(current.account_id, 'second_factors.removed', jsonb_build_object('method', 'webauthn', 'name', gone));
end
$$;

-- Signing in by one ----------------------------------------------------------------------------------------------------------------

-- As the second factor: the credentials of whose password this is. None if it is wrong.
create function wall.offer_passkeys(email text, hash text, challenge bytea, address text)
returns table (credential_id bytea)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    account constant uuid := (wall.account_of(email, hash)).id;
begin
    if account is not null then
        perform wall.put_challenge(challenge, null, account, address);
        return query select p.credential_id from platform.passkeys p where p.account_id = account order by p.created_at, p.id;
    end if;
end
$$;

-- Without a password: to anybody, a hundred in a quarter of an hour for an address. GH429.
create function wall.offer_passkey_to_anybody(challenge bytea, address text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if (select count(*) from platform.passkey_challenges c
         where c.account_id is null and c.session_id is null and c.address = offer_passkey_to_anybody.address
           and c.created_at > now() - interval '15 minutes') >= 100 then
        raise exception 'Too many attempts to sign in. Wait a quarter of an hour, then try again.' using errcode = 'GH429', detail = '900';
    end if;
    perform wall.put_challenge(challenge, null, null, address);
end
$$;

-- The key that is said to have answered the challenge, which is answered from here on; its own unit, so that this holds whatever follows.
-- email and hash: null where no password was asked. No row: not this challenge, not this key.
create function wall.passkey_to_check(challenge bytea, credential_id bytea, email text, hash text)
returns table (id uuid, account_id uuid, algorithm integer, public_key bytea, sealed bytea)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    account constant uuid := (wall.account_of(email, hash)).id;
begin
    if (email is null or account is not null) and wall.take_challenge(challenge, null, account) then
        return query
        select p.id, p.account_id, p.algorithm, p.public_key, p.sealed
          from platform.passkeys p
         where p.credential_id = passkey_to_check.credential_id
           and (account is null or p.account_id = account);
    end if;
end
$$;

-- Without a password: the key, with its holder verified by the authenticator, is both factors. outcome: 'ok' or 'wrong', as in sign_in.
create function wall.sign_in_by_passkey(passkey uuid, passkey_proof bytea, sign_count bigint, kind text, address text, agent text, request_id uuid,
                                        session_id uuid, secret bytea, refresh_secret bytea, idle_minutes integer, absolute_minutes integer,
                                        admins_welcome boolean, device bytea,
                                        out outcome text, out account_id uuid, out membership_id uuid)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    account    platform.accounts;
    membership platform.memberships;
    complaint  text := 'wrong passkey';
begin
    perform set_config('app.request_id', sign_in_by_passkey.request_id::text, true);
    select a.* into account
      from platform.passkeys p
      join platform.accounts a on a.id = p.account_id
     where p.id = passkey and p.proof = sha256(passkey_proof) and a.suspended_at is null
       for no key update of a;
    membership := wall.first_membership(account.id);
    if membership.id is not null and (admins_welcome or not wall.is_privileged(account.id)) then
        complaint := wall.take_passkey(account.id, sign_count, passkey, passkey_proof);
    end if;
    if complaint is not null then
        perform wall.tell_failure(coalesce(account.email, ''), address, complaint);
        outcome := 'wrong';
        return;
    end if;
    perform wall.begin_session(account.id, membership, true, kind, address, agent, session_id, secret, refresh_secret,
                               idle_minutes, absolute_minutes, device);
    outcome := 'ok';
    account_id := account.id;
    membership_id := membership.id;
end
$$;

grant execute on function wall.begin_my_passkey(bytea, bytea), wall.my_passkeys(), wall.name_my_passkey(uuid, text), wall.remove_my_passkey(bytea, uuid),
      wall.add_my_passkey(bytea, bytea, uuid, bytea, integer, bytea, bigint, text, bytea, bytea, bytea[]),
      wall.offer_passkeys(text, text, bytea, text), wall.offer_passkey_to_anybody(bytea, text),
      wall.passkey_to_check(bytea, bytea, text, text),
      wall.sign_in_by_passkey(uuid, bytea, bigint, text, text, text, uuid, uuid, bytea, bytea, integer, integer, boolean, bytea)
   to guildhall_app;

-- Leaving ---------------------------------------------------------------------------------------------------------------------------

create function wall.forget_factors()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    delete from platform.passkeys p where p.account_id = new.id;
    delete from platform.recovery_codes r where r.account_id = new.id;
    delete from platform.devices d where d.account_id = new.id;
    return null;
end
$$;

grant execute on function wall.forget_factors() to guildhall_owner;

set local role guildhall_owner;
create trigger forget_factors after update on platform.accounts
    for each row when (old.deleted_at is null and new.deleted_at is not null) execute function wall.forget_factors();

set local role guildhall_wall;

-- As in 0068, with what signs one in.
create or replace function wall.my_export()
returns jsonb
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select jsonb_build_object(
               'exported_at', now(),
               'account', (select to_jsonb(p) from wall.my_profile() p),
               'memberships', (select coalesce(jsonb_agg(to_jsonb(m)), '[]') from wall.my_memberships() m),
               'sessions', (select coalesce(jsonb_agg(to_jsonb(s) - 'current' order by s.created_at desc), '[]')
                              from (select s.id, s.kind, s.address, s.agent, s.created_at, s.last_seen_at, s.ended_at
                                      from platform.sessions s where s.account_id = wall.account_id()) as s),
               'passkeys', (select coalesce(jsonb_agg(to_jsonb(p)), '[]') from wall.my_passkeys() p),
               'devices', (select coalesce(jsonb_agg(jsonb_build_object('agent', d.agent, 'first_seen_at', d.first_seen_at, 'last_seen_at', d.last_seen_at)
                                                     order by d.last_seen_at desc), '[]')
                             from platform.devices d where d.account_id = wall.account_id()),
               'picture', (select jsonb_build_object('type', p.type, 'base64', translate(encode(p.content, 'base64'), E'\n', ''))
                             from wall.my_picture() p),
               'done', (select coalesce(jsonb_agg(to_jsonb(e) order by e.at desc), '[]')
                          from (select e.guild_id, e.seq, e.at, e.action, e.object
                                  from guild.audit_events e
                                 where e.owner_id = wall.account_id()
                                   and e.guild_id in (select m.guild_id from platform.memberships m
                                                       where m.account_id = wall.account_id() and m.guild_id is not null)
                                 order by e.at desc
                                 limit 10000) as e))
     where wall.proven()
$$;

-- As in 0095, with the passkeys' secrets.
create or replace function wall.sealed_factors()
returns table (id uuid, sealed bytea)
language sql stable security definer
set search_path = pg_catalog, pg_temp
begin atomic
    select a.id, a.totp_secret from platform.accounts a where a.totp_secret is not null
     union all
    select p.id, p.sealed from platform.passkeys p;
end;

create or replace function wall.keep_sealed_factor(factor uuid, before bytea, after bytea)
returns void
language sql security definer
set search_path = pg_catalog, pg_temp
begin atomic
    update platform.accounts a set totp_secret = after where a.id = factor and a.totp_secret = before;
    update platform.passkeys p set sealed = after where p.id = factor and p.sealed = before;
end;
