-- Erasing one guild: all its rows, what the tree and the mail know of it, and the accounts of those who are nowhere else. What stays is that
-- it was erased: ids and digests, in the platform's trail and in platform.erasures (docs/decisions/0015-one-guild-alone.md).
set local role guildhall_owner;

-- Append-only: nobody has the right to change or remove a row. document: the certificate, signed by the audit key (docs/audit.md).
create table platform.erasures (
    id       uuid        not null,
    at       timestamptz not null,
    kind     text        not null,
    guild_id uuid        not null,
    subject  text        not null,
    document text        not null,
    constraint erasures_key primary key (id),
    constraint erasures_kind check (kind in ('guild', 'person'))
);
create index erasures_at on platform.erasures (at);
grant select on platform.erasures to guildhall_mover;
grant select, insert on platform.erasures to guildhall_wall;

grant delete on platform.accounts, platform.pictures, platform.guilds, platform.spots, platform.left_places, platform.role_sets, platform.standing_grants,
      platform.service_accounts, platform.guild_figures, platform.audit_heads, platform.memberships, platform.invitations, platform.support_grants,
      platform.handovers, platform.grouped_guilds, platform.alert_progress, platform.sign_in_attempts, platform.sessions, platform.refresh_tokens,
      platform.api_keys, platform.passkey_challenges, platform.idempotency_keys, platform.links, platform.outbox, platform.devices, platform.passkeys,
      platform.recovery_codes, platform.account_countries
   to guildhall_mover;
grant select on platform.invitations, platform.support_grants, platform.handovers, platform.owner_handovers, platform.grouped_guilds,
      platform.alert_progress, platform.assignments, platform.outbox, platform.audit_events
   to guildhall_mover;
grant select (guild_id) on platform.sign_in_attempts to guildhall_mover;
grant select (id, account_id, membership_id, made_by) on platform.sessions to guildhall_mover;
grant select (session_id) on platform.refresh_tokens, platform.api_keys to guildhall_mover;
grant select (session_id, account_id) on platform.passkey_challenges to guildhall_mover;
grant select (membership_id) on platform.idempotency_keys to guildhall_mover;
grant select (subject_id) on platform.links to guildhall_mover;
grant select (account_id) on platform.devices, platform.passkeys, platform.recovery_codes, platform.account_countries to guildhall_mover;
grant update (payload) on platform.audit_events to guildhall_mover;

set local role guildhall_wall;

-- Who has a place in this guild, and nowhere else anything to do.
create function wall.only_here(guild uuid)
returns setof uuid
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select distinct m.account_id
      from platform.memberships m
     where m.guild_id = guild
       and not exists (select from platform.memberships e where e.account_id = m.account_id and e.guild_id is distinct from guild)
       and not exists (select from platform.assignments s where s.account_id = m.account_id)
$$;

-- Mails that only this guild is in: to those who are only here; those that left and name it, to its people and to whom it invited.
create function wall.mails_of_guild(guild uuid)
returns setof uuid
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select o.id from platform.outbox o where o.account_id in (select p from wall.only_here(guild) p)
     union
    select o.id
      from platform.outbox o
      join platform.guilds g on g.id = guild and o.facts ->> 'guild' = g.name
     where o.ended_at is not null
       and (o.account_id in (select m.account_id from platform.memberships m where m.guild_id = guild)
            or lower(o.email) in (select lower(i.email) from platform.invitations i where i.guild_id = guild))
$$;

-- References from tables of the platform to what is no longer there.
create function wall.expect_no_gaps()
returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    reference record;
    lost      bigint;
begin
    for reference in
        select k.conname, k.conrelid::regclass as here, k.confrelid::regclass as there,
               (select string_agg(format('r.%I is not null', a.attname), ' and ')
                  from unnest(k.conkey) n join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n) as given,
               (select string_agg(format('r.%I = o.%I', a.attname, b.attname), ' and ')
                  from unnest(k.conkey, k.confkey) as n (mine, other)
                  join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n.mine
                  join pg_attribute b on b.attrelid = k.confrelid and b.attnum = n.other) as same
          from pg_constraint k
         where k.contype = 'f'
           and k.connamespace = 'platform'::regnamespace
           and k.confrelid in ('platform.accounts'::regclass, 'platform.guilds'::regclass, 'platform.spots'::regclass,
                               'platform.memberships'::regclass, 'platform.role_sets'::regclass, 'platform.sessions'::regclass)
    loop
        execute format('select count(*) from %s r where %s and not exists (select from %s o where %s)',
                       reference.here, reference.given, reference.there, reference.same)
           into lost;
        if lost > 0 then
            raise exception '% would refer to nothing (%)', reference.conname, lost;
        end if;
    end loop;
end
$$;

-- Deletes the rows for which the condition holds ($1 guild, $2 accounts), and says how many they were.
create function wall.erase_rows(target text, condition text, guild uuid, people uuid[])
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    gone bigint;
begin
    execute format('delete from %s where %s', target::regclass, condition) using guild, people;
    get diagnostics gone = row_count;
    return gone;
end
$$;

-- The accounts of people who are nowhere else. Whom another record of the platform names stays as an id (wall.forget_people).
create function wall.erase_people(people uuid[])
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    own  text;
    gone bigint;
begin
    foreach own in array array['passkey_challenges', 'pictures', 'devices', 'passkeys', 'recovery_codes', 'account_countries', 'outbox']
    loop
        perform wall.erase_rows('platform.' || own, 'account_id = any ($2)', null, people);
    end loop;
    delete from platform.links l where l.subject_id = any (people);
    delete from platform.accounts a
     where a.id = any (people)
       and not exists (select from platform.access_owners o where o.made_by = a.id)
       and not exists (select from platform.owner_handovers h where a.id in (h.from_account, h.to_account));
    get diagnostics gone = row_count;
    return gone;
end
$$;

-- The same as when somebody leaves (0068).
create function wall.forget_people(people uuid[])
returns void
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    update platform.accounts a
       set email = a.id || '@deleted.invalid', name = 'Deleted account', password_hash = null, totp_secret = null, phone = null, address = null,
           suspended_at = coalesce(a.suspended_at, now()), deleted_at = now(), version = a.version + 1, updated_at = now(), updated_by = a.id
     where a.id = any (people)
       and a.deleted_at is null
$$;

-- Everything of a guild, in the transaction that sees it (wall.move_guild): table and rows. Writers wait for the head of its chain and then
-- find none. GH404; GH403 for the companies by which isolation is shown.
create function wall.erase_guild(guild uuid)
returns table (name text, rows bigint)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    people constant uuid[] := array(select p from wall.only_here(guild) p);
    mails  constant uuid[] := array(select m from wall.mails_of_guild(guild) m);
    place  platform.guilds;
    target record;
begin
    select g.* into place from platform.guilds g where g.id = guild;
    if not found then
        raise exception 'There is no such guild.' using errcode = 'GH404';
    elsif exists (select from platform.access_owners o where o.id = place.access_owner_id and o.canary is not null) then
        raise exception 'This is one of the two companies by which isolation is shown: it stays.' using errcode = 'GH403';
    end if;
    delete from platform.audit_heads h where h.guild_id = guild;
    set local session_replication_role = replica;
    for target in
        values ('platform.refresh_tokens', 'session_id in (select s.id from platform.sessions s join platform.memberships m on m.id = s.membership_id where m.guild_id = $1)'),
               ('platform.api_keys', 'session_id in (select s.id from platform.sessions s join platform.memberships m on m.id = s.membership_id where m.guild_id = $1)'),
               ('platform.passkey_challenges', 'session_id in (select s.id from platform.sessions s join platform.memberships m on m.id = s.membership_id where m.guild_id = $1)'),
               ('platform.sessions', 'membership_id in (select m.id from platform.memberships m where m.guild_id = $1) or account_id = any ($2)'),
               ('platform.idempotency_keys', 'membership_id in (select m.id from platform.memberships m where m.guild_id = $1)'),
               ('platform.links', 'subject_id in (select i.id from platform.invitations i where i.guild_id = $1)')
    loop
        name := target.column1;
        rows := wall.erase_rows(target.column1, target.column2, guild, people);
        return next;
    end loop;
    name := 'platform.outbox';
    rows := wall.erase_rows(name, 'id = any ($2)', guild, mails);
    return next;
    for target in
        select n.nspname || '.' || c.relname as column1
          from pg_class c
          join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('guild', 'platform')
          join pg_attribute a on a.attrelid = c.oid and a.attname = 'guild_id' and not a.attisdropped
         where c.relkind in ('r', 'p')
           and c.oid not in ('platform.audit_events'::regclass, 'platform.audit_heads'::regclass, 'platform.erasures'::regclass)
         order by n.nspname, c.relname
    loop
        name := target.column1;
        rows := wall.erase_rows(target.column1, 'guild_id = $1', guild, people);
        return next;
    end loop;
    name := 'platform.accounts';
    rows := wall.erase_people(people);
    return next;
    name := 'platform.guilds';
    rows := wall.erase_rows(name, 'id = $1', guild, people);
    return next;
    update platform.audit_events e
       set payload = null
     where e.payload is not null
       and (e.object = 'guilds/' || guild or e.payload::text like '%' || guild || '%'
            or e.object = any (select 'accounts/' || p from unnest(people) p));
    perform wall.expect_no_gaps();
    set local session_replication_role = origin;
    perform wall.forget_people(people);
end
$$;

-- That something was erased, once and for all: again where a backup had brought it back.
create function wall.keep_erasure(id uuid, at timestamptz, kind text, guild uuid, subject text, document text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into platform.erasures (id, at, kind, guild_id, subject, document)
    values (keep_erasure.id, keep_erasure.at, keep_erasure.kind, guild, keep_erasure.subject, keep_erasure.document)
        on conflict on constraint erasures_key do nothing;
    perform wall.append_entry('00000000-0000-0000-0000-000000000000', null, null, 0,
                              case kind when 'guild' then 'guilds.erased' else 'people.erased' end, keep_erasure.subject,
                              jsonb_build_object('erasure', keep_erasure.id, 'certificate',
                                                 encode(sha256(convert_to(keep_erasure.document, 'UTF8')), 'hex')));
end
$$;

create function wall.erasures()
returns table (id uuid, document text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$ select e.id, e.document from platform.erasures e order by e.at, e.id $$;

-- Where the trail of a guild ends that is erased in this transaction: nothing is added to it from here on.
create function wall.close_chain(guild uuid)
returns table (seq bigint, hash bytea)
language sql
set search_path = pg_catalog, pg_temp
as $$ delete from platform.audit_heads h where h.guild_id = guild returning h.seq, h.hash $$;

grant execute on function wall.only_here(uuid), wall.mails_of_guild(uuid), wall.expect_no_gaps(), wall.erase_rows(text, text, uuid, uuid[]),
      wall.erase_people(uuid[]), wall.forget_people(uuid[]), wall.erase_guild(uuid),
      wall.keep_erasure(uuid, timestamptz, text, uuid, text, text), wall.erasures(), wall.close_chain(uuid)
   to guildhall_mover;
