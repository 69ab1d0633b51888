-- A person's data, where a company knows somebody: found, handed out, erased or anonymised (`guildhall person`). As guildhall_mover, in a
-- transaction that sees one guild. What documents say of somebody stays with them; what the trail says of them goes, and its chain holds.
set local role guildhall_owner;

grant select (membership_id, answer) on platform.idempotency_keys to guildhall_mover;

set local role guildhall_wall;

-- Everybody of this guild whose address or telephone number this is, or whose name holds it: contacts, and customers who are people.
create function wall.find_people(guild uuid, asked text)
returns table (subject text, name text, email text, place text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select 'contacts/' || c.id, concat_ws(' ', c.first_name, c.last_name), c.email, k.name
      from guild.contacts c
      join guild.customers k on k.guild_id = c.guild_id and k.id = c.customer_id
     where c.guild_id = guild
       and (lower(c.email) = lower(asked) or c.phone = asked or position(lower(asked) in lower(concat_ws(' ', c.first_name, c.last_name))) > 0)
     union all
    select 'customers/' || k.id, k.name, null, null
      from guild.customers k
     where k.guild_id = guild
       and k.kind = 'person'
       and (k.phone = asked or position(lower(asked) in lower(k.name)) > 0)
     order by 2, 1
$$;

-- Those who work here: accounts by address or name.
create function wall.find_accounts(asked text)
returns table (subject text, name text, email text, place text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select 'accounts/' || a.id, a.name, a.email,
           (select string_agg(distinct concat_ws(' ', m.role, g.name), ', ')
              from platform.memberships m
              left join platform.guilds g on g.id = m.guild_id
             where m.account_id = a.id)
      from platform.accounts a
     where a.deleted_at is null
       and not a.program
       and (lower(a.email) = lower(asked) or position(lower(asked) in lower(a.name)) > 0)
     order by 2, 1
$$;

-- The records that are about somebody. A private customer: also those that were merged into it, and what belongs to them.
create function wall.objects_of_person(guild uuid, subject text)
returns table (kind text, id uuid)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with recursive own (id) as (
        select split_part(subject, '/', 2)::uuid where subject like 'customers/%'
         union
        select k.id from guild.customers k join own o on k.guild_id = guild and k.merged_into_id = o.id
    )
    select 'contacts', split_part(subject, '/', 2)::uuid where subject like 'contacts/%'
     union all
    select 'customers', o.id from own o
     union all
    select 'contacts', c.id from guild.contacts c join own o on c.guild_id = guild and c.customer_id = o.id
     union all
    select 'notes', n.id from guild.notes n join own o on n.guild_id = guild and n.customer_id = o.id
     union all
    select 'activities', a.id from guild.activities a join own o on a.guild_id = guild and a.customer_id = o.id
     union all
    select 'estimates', e.id from guild.estimates e join own o on e.guild_id = guild and e.customer_id = o.id
$$;

-- GH404 where there is nobody of that name; GH422 where it is a company.
create function wall.expect_person(guild uuid, subject text)
returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    subject_id uuid;
    found_kind text;
begin
    if subject !~ '^(contacts|customers)/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
        raise exception 'A person is named as contacts/ID or customers/ID.' using errcode = 'GH422';
    end if;
    subject_id := split_part(subject, '/', 2)::uuid;
    if subject like 'contacts/%' then
        select 'person' into found_kind from guild.contacts c where c.guild_id = guild and c.id = subject_id;
    else
        select k.kind into found_kind from guild.customers k where k.guild_id = guild and k.id = subject_id;
    end if;
    if found_kind is null then
        raise exception 'There is no % in this guild.', subject using errcode = 'GH404';
    elsif found_kind <> 'person' then
        raise exception 'This customer is a company: its contacts are people.' using errcode = 'GH422';
    end if;
end
$$;

-- All that is kept of somebody, each row as JSON with where it is from. data_of_account: of one who works here.
create function wall.data_of_person(guild uuid, subject text)
returns table (part text, data jsonb)
language plpgsql stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $$
declare
    object record;
begin
    perform wall.expect_person(guild, subject);
    for object in select o.kind, array_agg(o.id) as ids from wall.objects_of_person(guild, subject) o group by o.kind order by o.kind
    loop
        return query execute format('select %L, to_jsonb(r) from guild.%I r where r.guild_id = $1 and r.id = any ($2) order by r.id',
                                    'guild.' || object.kind, object.kind)
               using guild, object.ids;
        if object.kind = 'estimates' then
            return query select 'guild.estimate_lines', to_jsonb(l) from guild.estimate_lines l
                          where l.guild_id = guild and l.estimate_id = any (object.ids) order by l.estimate_id, l.position;
        end if;
    end loop;
    return query select 'guild.changed_rows', to_jsonb(r) from guild.changed_rows r
                  where r.guild_id = guild and r.record_id in (select o.id from wall.objects_of_person(guild, subject) o);
    return query select 'guild.import_rows', to_jsonb(r) from guild.import_rows r
                  where r.guild_id = guild and (r.made_id in (select o.id from wall.objects_of_person(guild, subject) o)
                                                or r.contact_id in (select o.id from wall.objects_of_person(guild, subject) o));
    return query select 'guild.audit_events', jsonb_build_object('seq', e.seq, 'at', e.at, 'action', e.action, 'object', e.object, 'payload', e.payload)
                   from guild.audit_events e
                  where e.guild_id = guild and e.object in (select o.kind || '/' || o.id from wall.objects_of_person(guild, subject) o)
                  order by e.seq;
end
$$;

create function wall.data_of_account(account uuid)
returns table (part text, data jsonb)
language plpgsql stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $$
declare
    columns text;
begin
    select wall.named(p.columns) into columns from wall.guild_part('platform.accounts') p;
    return query execute format('select %L, to_jsonb(r) from (select %s from platform.accounts where id = $1) r', 'platform.accounts', columns) using account;
    select wall.named(p.columns) into columns from wall.guild_part('platform.memberships') p;
    return query execute format('select %L, to_jsonb(r) from (select %s from platform.memberships where account_id = $1 order by id) r',
                                'platform.memberships', columns) using account;
    return query select 'platform.pictures', to_jsonb(p) from platform.pictures p where p.account_id = account;
    return query select 'platform.outbox', to_jsonb(o) from platform.outbox o where o.account_id = account order by o.created_at;
    return query select 'platform.invitations', to_jsonb(i) from platform.invitations i
                  where lower(i.email) = (select lower(a.email) from platform.accounts a where a.id = account);
    return query select 'platform.audit_events', jsonb_build_object('seq', e.seq, 'at', e.at, 'action', e.action, 'object', e.object, 'payload', e.payload)
                   from platform.audit_events e where e.object = 'accounts/' || account or e.owner_id = account order by e.seq;
end
$$;

-- Documents of somebody that went to them: they are kept.
create function wall.documents_kept(guild uuid, subject text)
returns setof text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select 'estimates/' || e.id
      from wall.objects_of_person(guild, subject) o
      join guild.estimates e on e.guild_id = guild and e.id = o.id
     where o.kind = 'estimates'
       and e.state <> 'draft'
     order by e.id
$$;

-- What changes, imports, repeated requests and the trail say of records that go. GH409 while an import is running.
create function wall.erase_traces(guild uuid, objects text[], ids uuid[])
returns table (name text, rows bigint)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    imports constant uuid[] := array(select distinct r.import_id from guild.import_rows r
                                      where r.guild_id = guild and (r.made_id = any (ids) or r.contact_id = any (ids)));
begin
    if exists (select from guild.imports i where i.guild_id = guild and i.id = any (imports) and i.state = 'running') then
        raise exception 'An import is running that they came with: wait for its end.' using errcode = 'GH409';
    end if;
    delete from guild.changed_rows r where r.guild_id = guild and r.record_id = any (ids);
    get diagnostics rows = row_count;
    name := 'guild.changed_rows';
    return next;
    delete from guild.import_rows r where r.guild_id = guild and (r.made_id = any (ids) or r.contact_id = any (ids));
    get diagnostics rows = row_count;
    name := 'guild.import_rows';
    return next;
    -- the file that they came with holds others too, and is no longer needed
    delete from guild.import_parts p where p.guild_id = guild and p.import_id = any (imports);
    get diagnostics rows = row_count;
    name := 'guild.import_parts';
    return next;
    update guild.imports i set sample = '[]', preview = '[]' where i.guild_id = guild and i.id = any (imports);
    delete from platform.idempotency_keys k
     where k.membership_id in (select m.id from platform.memberships m where m.guild_id = guild)
       and exists (select from unnest(ids) x (id) where k.answer like '%' || x.id || '%');
    update guild.audit_events e set payload = null where e.guild_id = guild and e.object = any (objects) and e.payload is not null;
    get diagnostics rows = row_count;
    name := 'guild.audit_events';
    return next;
end
$$;

-- how: 'erased', or 'anonymised' where documents that are kept name the customer, or it is wanted so.
create function wall.erase_person(guild uuid, subject text, how text)
returns table (name text, rows bigint)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    kept    text[];
    objects text[];
    ids     uuid[];
    target  record;
begin
    perform wall.expect_person(guild, subject);
    kept := array(select k from wall.documents_kept(guild, subject) k);
    if cardinality(kept) > 0 and how = 'erased' then
        raise exception 'Documents that are kept name this customer.' using errcode = 'GH409';
    end if;
    select array_agg(o.kind || '/' || o.id), array_agg(o.id) into objects, ids
      from wall.objects_of_person(guild, subject) o
     where not o.kind || '/' || o.id = any (kept);
    for target in
        select t.kind from unnest(array['activities', 'notes', 'contacts', 'estimates']) with ordinality as t (kind, place) order by t.place
    loop
        execute format('delete from guild.%I r where r.guild_id = $1 and %L || ''/'' || r.id = any ($2)', target.kind, target.kind) using guild, objects;
        get diagnostics rows = row_count;
        name := 'guild.' || target.kind;
        return next;
    end loop;
    name := 'guild.customers';
    update guild.customers k set merged_into_id = null where k.guild_id = guild and 'customers/' || k.id = any (objects) and k.merged_into_id is not null;
    if how = 'erased' then
        delete from guild.customers k where k.guild_id = guild and 'customers/' || k.id = any (objects);
    else
        update guild.customers k
           set name = 'Erased person', external_id = null, vat_number = null, phone = null, website = null, country = null, language = null,
               address = null, billing_address = null, shipping_address = null, tag_ids = '{}', group_id = null, import_id = null
         where k.guild_id = guild and 'customers/' || k.id = any (objects);
    end if;
    get diagnostics rows = row_count;
    return next;
    return query select t.name, t.rows from wall.erase_traces(guild, objects, ids) t;
end
$$;

-- As when they leave by themselves (0068). GH409 for the last admin, and the last administrator of a guild.
create function wall.erase_account(account uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    place platform.memberships;
begin
    if not exists (select from platform.accounts a where a.id = account and a.deleted_at is null and not a.program) then
        raise exception 'There is no such account.' using errcode = 'GH404';
    end if;
    for place in select m.* from platform.memberships m where m.account_id = account and m.suspended_at is null order by m.guild_id, m.id
    loop
        if place.role = 'admin'
           and not exists (select from platform.memberships m where m.role = 'admin' and m.live and m.account_id <> account) then
            raise exception 'The installation keeps at least one active admin.' using errcode = 'GH409';
        elsif place.role = 'guild' then
            perform wall.keep_an_administrator(place.guild_id, account);
        end if;
    end loop;
    delete from platform.pictures p where p.account_id = account;
    perform wall.forget_people(array[account]);
    update platform.memberships m
       set suspended_at = coalesce(m.suspended_at, now()), version = m.version + 1, updated_at = now()
     where m.account_id = account;
    update platform.sessions s set ended_at = now() where s.account_id = account and s.ended_at is null;
end
$$;

-- What the trail, mails and invitations say of an account: of the platform, and of the guild that the transaction sees.
create function wall.erase_traces_of_account(account uuid, address text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    delete from platform.outbox o where o.account_id = account or lower(o.email) = lower(address);
    delete from platform.invitations i where lower(i.email) = lower(address);
    update platform.audit_events e set payload = null where e.object = 'accounts/' || account and e.payload is not null;
    update guild.audit_events e set payload = null where e.object = 'accounts/' || account and e.payload is not null;
end
$$;

create function wall.guilds_of_account(account uuid)
returns setof uuid
language sql stable
set search_path = pg_catalog, pg_temp
as $$ select distinct m.guild_id from platform.memberships m where m.account_id = account and m.guild_id is not null $$;

create function wall.all_guilds()
returns table (id uuid, name text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$ select g.id, g.name from platform.guilds g order by g.name, g.id $$;

grant execute on function wall.find_people(uuid, text), wall.find_accounts(text), wall.objects_of_person(uuid, text), wall.expect_person(uuid, text),
      wall.data_of_person(uuid, text), wall.data_of_account(uuid), wall.documents_kept(uuid, text), wall.erase_traces(uuid, text[], uuid[]),
      wall.erase_person(uuid, text, text), wall.erase_account(uuid), wall.erase_traces_of_account(uuid, text), wall.guilds_of_account(uuid),
      wall.all_guilds()
   to guildhall_mover;
