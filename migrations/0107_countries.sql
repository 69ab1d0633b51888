-- From which country somebody signs in, and an alert for one that is new.
set local role guildhall_owner;

-- ISO 3166 alpha-2, as the server's file of networks says it; null: it does not know.
alter table platform.sessions
    add column country text,
    add constraint sessions_country check (country ~ '^[A-Z]{2}$');

create table platform.account_countries (
    account_id    uuid        not null,
    country       text        not null,
    first_seen_at timestamptz not null default now(),
    last_seen_at  timestamptz not null default now(),
    constraint account_countries_key primary key (account_id, country),
    constraint account_countries_account foreign key (account_id) references platform.accounts (id),
    constraint account_countries_country check (country ~ '^[A-Z]{2}$')
);
grant select, insert, update, delete on platform.account_countries to guildhall_wall;

insert into platform.alert_rules (name, action, facts, measure, at_least, within, counted, level, told)
values ('new_country', 'countries.created', '{}', null, 1, '1 hour', 'account', 'warning', '{person,guild}');

set local role guildhall_wall;

-- As wall.know_device: the first country of an account is no news, and one not seen for 400 days is forgotten.
create function wall.know_country(account uuid, country text, membership platform.memberships, address text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    known boolean;
begin
    delete from platform.account_countries c where c.account_id = account and c.last_seen_at < now() - interval '400 days';
    known := exists (select from platform.account_countries c where c.account_id = account and c.country = know_country.country)
          or not exists (select from platform.account_countries c where c.account_id = account);
    insert into platform.account_countries (account_id, country) values (account, know_country.country)
        on conflict on constraint account_countries_key do update set last_seen_at = now();
    if not known then
        perform wall.append_entry(coalesce(membership.guild_id, '00000000-0000-0000-0000-000000000000'), account, null, membership.pos,
                                  'countries.created', 'accounts/' || account, jsonb_build_object('country', country, 'address', address));
    end if;
end
$$;

-- As in 0103, with the country in the mail.
drop function wall.know_device(uuid, bytea, platform.memberships, text, text);
create function wall.know_device(account uuid, device bytea, membership platform.memberships, address text, agent text, country text)
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
        perform wall.send_mail('new_device:' || account || ':' || encode(sha256(device), 'hex'), 'new_device', account,
                               jsonb_strip_nulls(jsonb_build_object('address', address, 'country', country, 'device', left(agent, 300),
                                                                    'at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC')));
    end if;
end
$$;

-- As in 0098, with the country.
drop function wall.begin_session(uuid, platform.memberships, boolean, text, text, text, uuid, bytea, bytea, integer, integer, bytea);
create function wall.begin_session(account uuid, membership platform.memberships, second_factor boolean, kind text, address text, agent text,
                                   session_id uuid, secret bytea, refresh_secret bytea, idle_minutes integer, absolute_minutes integer, device bytea,
                                   country text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into platform.sessions (digest, id, account_id, membership_id, kind, second_factor, address, country, agent, idle_minutes, idle_until,
                                   ends_at)
    values (sha256(secret), session_id, account, membership.id, kind, second_factor, address, country, left(agent, 300),
            idle_minutes, now() + make_interval(mins => least(idle_minutes, absolute_minutes)), now() + make_interval(mins => absolute_minutes));
    if refresh_secret is not null then
        insert into platform.refresh_tokens (digest, session_id, ends_at)
        values (sha256(refresh_secret), begin_session.session_id, now() + make_interval(mins => absolute_minutes));
    end if;
    perform wall.append_entry(coalesce(membership.guild_id, '00000000-0000-0000-0000-000000000000'), account, null, membership.pos,
                              'sessions.created', 'sessions/' || session_id, jsonb_build_object('kind', kind, 'address', address));
    if device is not null then
        perform wall.know_device(account, device, membership, address, agent, country);
    end if;
    if country is not null then
        perform wall.know_country(account, country, membership, address);
    end if;
end
$$;

-- As in 0098, with the country.
drop function wall.sign_in(text, text, text, bigint, text, text, text, uuid, uuid, bytea, bytea, integer, integer, boolean, bytea, bytea, uuid, bytea);
create function wall.sign_in(email text, hash text, factor text, step bigint, kind text, address text, agent text, request_id uuid,
                             session_id uuid, secret bytea, refresh_secret bytea, idle_minutes integer, absolute_minutes integer,
                             admins_welcome boolean default true, device bytea default null, recovery bytea default null,
                             passkey uuid default null, passkey_proof bytea default null, country text default null,
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
                               idle_minutes, absolute_minutes, device, country);
    outcome := 'ok';
    account_id := account.id;
    membership_id := membership.id;
end
$$;

-- As in 0101, with the country.
drop function wall.sign_in_by_passkey(uuid, bytea, bigint, text, text, text, uuid, uuid, bytea, bytea, integer, integer, boolean, bytea);
create function wall.sign_in_by_passkey(passkey uuid, passkey_proof bytea, sign_count bigint, kind text, address text, agent text, request_id uuid,
                                        session_id uuid, secret bytea, refresh_secret bytea, idle_minutes integer, absolute_minutes integer,
                                        admins_welcome boolean, device bytea, country text,
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
                               idle_minutes, absolute_minutes, device, country);
    outcome := 'ok';
    account_id := account.id;
    membership_id := membership.id;
end
$$;

-- As in 0099, with the country.
drop function wall.my_sessions(bytea);
create function wall.my_sessions(secret bytea)
returns table (id uuid, kind text, address text, country text, agent text, second_factor boolean, created_at timestamptz, last_seen_at timestamptz,
               ends_at timestamptz, current boolean)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select s.id, s.kind, s.address, s.country, s.agent, s.second_factor, s.created_at, s.last_seen_at, s.ends_at, s.digest = sha256(secret)
      from platform.sessions s
      join platform.memberships m on m.id = s.membership_id
     where s.account_id = wall.account_id()
       and s.kind <> 'key'
       and s.ended_at is null
       and s.idle_until > now()
       and wall.within_limits(s, m)
       and wall.proven()
     order by s.last_seen_at desc, s.id
$$;

grant execute on function wall.my_sessions(bytea),
      wall.sign_in(text, text, text, bigint, text, text, text, uuid, uuid, bytea, bytea, integer, integer, boolean, bytea, bytea, uuid, bytea, text),
      wall.sign_in_by_passkey(uuid, bytea, bigint, text, text, text, uuid, uuid, bytea, bytea, integer, integer, boolean, bytea, text)
   to guildhall_app;

-- As in 0101, with the countries.
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
                              from (select s.id, s.kind, s.address, s.country, s.agent, s.created_at, s.last_seen_at, s.ended_at
                                      from platform.sessions s where s.account_id = wall.account_id()) as s),
               'passkeys', (select coalesce(jsonb_agg(to_jsonb(p)), '[]') from wall.my_passkeys() p),
               'devices', (select coalesce(jsonb_agg(jsonb_build_object('agent', d.agent, 'first_seen_at', d.first_seen_at, 'last_seen_at', d.last_seen_at)
                                                     order by d.last_seen_at desc), '[]')
                             from platform.devices d where d.account_id = wall.account_id()),
               'countries', (select coalesce(jsonb_agg(jsonb_build_object('country', c.country, 'first_seen_at', c.first_seen_at, 'last_seen_at', c.last_seen_at)
                                                       order by c.last_seen_at desc), '[]')
                               from platform.account_countries c where c.account_id = wall.account_id()),
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

-- As in 0101, with the countries.
create or replace function wall.forget_factors()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    delete from platform.passkeys p where p.account_id = new.id;
    delete from platform.recovery_codes r where r.account_id = new.id;
    delete from platform.devices d where d.account_id = new.id;
    delete from platform.account_countries c where c.account_id = new.id;
    return null;
end
$$;

-- As in 0105; an alert of a new country says which.
create or replace function wall.tell_alert(alert guild.alerts, told text[])
returns void
language sql
set search_path = pg_catalog, pg_temp
begin atomic
    select wall.send_mail('alert:' || alert.id || ':' || p.account_id, 'alert', p.account_id,
                          jsonb_strip_nulls(jsonb_build_object('rule', alert.rule, 'guild', g.name, 'who', a.name,
                                                               'address', coalesce(wall.address_in(alert.subject), last.address), 'country', last.country,
                                                               'detail', nullif(alert.amount, 1) || '×',
                                                               'at', to_char(alert.last_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC')))
      from wall.people_to_tell(alert.guild_id, told, alert.subject) p
      left join platform.guilds g on g.id = alert.guild_id
      left join platform.accounts a on a.id::text = alert.subject
      left join (select e.payload ->> 'country' as country, e.payload ->> 'address' as address
                   from wall.entries_after(alert.guild_id, alert.last_seq - 1, alert.last_seq) e
                  where e.action = 'countries.created') last on true;
end;
