-- What a session must be before it may enter: proven by a second factor where the role or the guild wants one, within the guild's limits of
-- time, from the networks where admins may work; and an API key, which is a session with fewer rights. Asked at every entering, so that
-- each of it holds from the next request.
set local role guildhall_owner;

-- The limits of time begin as the installation's own: a guild can only shorten them.
alter table guild.settings
    add column second_factor_required   boolean not null default false,
    add column session_idle_minutes     integer not null default 20160,
    add column session_absolute_minutes integer not null default 129600,
    add constraint settings_session_idle_minutes check (session_idle_minutes between 5 and 20160),
    add constraint settings_session_absolute_minutes check (session_absolute_minutes between 30 and 129600);

-- Worked out beforehand, as scopes are: entering reads no third table.
alter table platform.memberships
    add column factor_required  boolean not null default false,
    add column idle_minutes     integer,
    add column absolute_minutes integer;

-- limits: the permissions of an API key (null: all that the membership has). made_by: the membership that made the key, whose rights bound
-- it for as long as it lives.
alter table platform.sessions
    add column limits  text[],
    add column made_by uuid,
    drop constraint sessions_kind,
    add constraint sessions_kind check (kind in ('browser', 'token', 'key')),
    add constraint sessions_of_keys check ((kind = 'key') = (limits is not null) and (kind = 'key') = (made_by is not null)),
    add constraint sessions_made_by foreign key (made_by) references platform.memberships (id);

create table platform.passkeys (
    id            uuid        not null,
    account_id    uuid        not null,
    credential_id bytea       not null,
    algorithm     integer     not null,
    public_key    bytea       not null,
    sign_count    bigint      not null,
    name          text        not null,
    -- SHA-256 of a secret that is kept here only sealed: who speaks SQL cannot claim that this key was shown
    proof         bytea       not null,
    sealed        bytea       not null,
    created_at    timestamptz not null default now(),
    last_used_at  timestamptz,
    constraint passkeys_key primary key (id),
    constraint passkeys_credential unique (credential_id),
    constraint passkeys_account foreign key (account_id) references platform.accounts (id),
    constraint passkeys_algorithm check (algorithm in (-7, -8, -257)),
    constraint passkeys_credential_size check (octet_length(credential_id) between 16 and 1023),
    constraint passkeys_name_length check (length(name) between 1 and 100)
);
create index passkeys_account_index on platform.passkeys (account_id);

create table platform.recovery_codes (
    digest     bytea       not null,
    account_id uuid        not null,
    created_at timestamptz not null default now(),
    used_at    timestamptz,
    constraint recovery_codes_key primary key (digest),
    constraint recovery_codes_account foreign key (account_id) references platform.accounts (id)
);
create index recovery_codes_account_index on platform.recovery_codes (account_id);
grant select, insert, update, delete on platform.passkeys, platform.recovery_codes to guildhall_wall;

set local role guildhall_wall;

-- As the owner of the settings: whoever touches a membership, a migration also, must see what its guild wants.
create function wall.derive_guard()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    select s.second_factor_required, s.session_idle_minutes, s.session_absolute_minutes
      into new.factor_required, new.idle_minutes, new.absolute_minutes
      from guild.settings s
     where s.guild_id = new.guild_id;
    new.factor_required := coalesce(new.factor_required, false) or new.role in ('admin', 'moderator');
    return new;
end
$$;

create function wall.guard_members()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    update platform.memberships m set live = m.live where m.guild_id = new.guild_id;
    return null;
end
$$;

grant execute on function wall.derive_guard(), wall.guard_members() to guildhall_owner;

set local role guildhall_owner;
create trigger derive_guard before insert or update on platform.memberships
    for each row execute function wall.derive_guard();
create trigger guard after insert or update of second_factor_required, session_idle_minutes, session_absolute_minutes on guild.settings
    for each row execute function wall.guard_members();
update platform.memberships set live = live;

set local role guildhall_wall;

-- Whether a session is not over, by the limits of the guild that it acts in. Keys have no other end than their own.
create function wall.within_limits(session platform.sessions, acting platform.memberships)
returns boolean
language sql stable
as $$
    select session.kind = 'key'
        or (acting.idle_minutes is null or session.last_seen_at > now() - make_interval(mins => acting.idle_minutes))
       and (acting.absolute_minutes is null or session.created_at > now() - make_interval(mins => acting.absolute_minutes))
$$;

-- What a key may do: what was asked for it ("customers.read", or no further than "customers.read:own"), of that what its membership may, and of
-- that what its maker still may.
create function wall.narrowed(scopes jsonb, makers jsonb, limits text[])
returns jsonb
language sql immutable
as $$
    select coalesce(jsonb_object_agg(h.key, case when h.own < 10 then least(h.own, h.makers, h.bound)
                                                 else least(h.own / 10, h.makers / 10, h.bound) * 10 + least(h.own % 10, h.makers % 10, h.bound) end), '{}')
      from (select p.key, p.value::integer as own, (narrowed.makers ->> p.key)::integer as makers,
                   coalesce(array_position(array['own', 'spot', 'guild'], split_part(l.asked, ':', 2)), 3) as bound
              from jsonb_each_text(narrowed.scopes) p
              join unnest(narrowed.limits) as l (asked) on split_part(l.asked, ':', 1) = p.key) as h
     where h.makers is not null
$$;

drop function wall.enter_account(bytea, boolean, uuid);
drop function wall.enter(bytea, text[], boolean, uuid);

-- As in 0085. admins_welcome: false from a network where admins and moderators may not work: they are not signed in there. GH425 if a
-- second factor is wanted and this session has shown none.
create function wall.enter(secret bytea, permissions text[], read_only boolean, request_id uuid, admins_welcome boolean default true)
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
       and (s.made_by is null or k.live)
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

    if caller.unseen then
        if read_only then
            perform set_config('synchronous_commit', 'off', true);
        end if;
        perform wall.seen(caller.session);
    end if;
    if read_only then
        perform set_config('transaction_read_only', 'on', true);
    elsif decided.writes then
        perform from platform.audit_heads h where h.guild_id = caller.guild::uuid for no key update;
    end if;
end
$$;

-- As in 0006. Not for keys: one's own account, factors, sessions and keys are for people who have signed in.
create function wall.enter_account(secret bytea, read_only boolean, request_id uuid, admins_welcome boolean default true)
returns table (account_id uuid, membership_id uuid, role text, guild_id uuid, spot_id uuid, session_id uuid, language text)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.enter(secret, '{}', read_only, request_id, admins_welcome);
    return query
    select s.account_id, m.id, m.role, m.guild_id, m.spot_id, s.id, m.language
      from platform.sessions s
      join platform.memberships m on m.id = s.membership_id
     where s.digest = sha256(secret);
end
$$;

grant execute on function wall.enter(bytea, text[], boolean, uuid, boolean), wall.enter_account(bytea, boolean, uuid, boolean) to guildhall_app;

-- As in 0040: the operator of the machine stands for the second factor.
create or replace function wall.lend_session(session uuid, membership uuid, secret bytea, purpose text, minutes integer)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    place platform.memberships;
begin
    select m.* into place from platform.memberships m where m.id = membership and m.live;
    if not found then
        raise exception 'no such membership' using errcode = 'GH404';
    end if;
    insert into platform.sessions (digest, id, account_id, membership_id, kind, second_factor, agent, idle_minutes, idle_until, ends_at)
    values (sha256(secret), session, place.account_id, place.id, 'token', true, purpose, minutes,
            now() + make_interval(mins => minutes), now() + make_interval(mins => minutes));
    perform set_config('app.request_id', session::text, true);
    perform wall.append_entry(coalesce(place.guild_id, '00000000-0000-0000-0000-000000000000'), null, place.account_id, place.pos % 4611686018427387904,
                              'sessions.lent', 'sessions/' || session, jsonb_build_object('membership_id', place.id, 'purpose', purpose));
end
$$;
