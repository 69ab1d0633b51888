-- The audit trail: one chain for each guild and one for the platform (guild 0). Only definer functions write it.
set local role guildhall_owner;

-- owner_id is the actor and spot_pos where it happened, so that the trail is read in the same ranges as records are.
create table guild.audit_events (
    guild_id     uuid        not null,
    seq          bigint      not null,
    at           timestamptz not null,
    owner_id     uuid        not null,
    on_behalf_of uuid,
    spot_pos     bigint      not null,
    action       text        not null,
    object       text        not null,
    request_id   text        not null,
    salt         bytea       not null,
    payload      jsonb,
    digest       bytea       not null,
    previous     bytea       not null,
    hash         bytea       not null,
    constraint audit_events_key primary key (guild_id, seq)
);
create index audit_events_at on guild.audit_events (guild_id, at);
create index audit_events_object on guild.audit_events (guild_id, object, seq);
create index audit_events_owner on guild.audit_events (guild_id, owner_id, seq);

create table platform.audit_events (
    like guild.audit_events including defaults including constraints,
    constraint audit_events_key primary key (guild_id, seq)
);

create table platform.audit_heads (
    guild_id uuid   not null,
    seq      bigint not null default 0,
    previous bytea  not null default '',
    hash     bytea  not null default sha256('guildhall'),
    constraint audit_heads_key primary key (guild_id)
) with (fillfactor = 50);
insert into platform.audit_heads (guild_id) values ('00000000-0000-0000-0000-000000000000');
grant select, insert on platform.audit_events to guildhall_wall;
grant select, insert, update on platform.audit_heads to guildhall_wall;

select wall.protect('guild.audit_events', 'trail');

set local role guildhall_wall;

-- Length-prefixed, so that no two different entries have the same bytes. This and the next two run with every row written: in
-- plpgsql, which keeps its plans, and with the search_path of the definer functions that call them.
create function wall.audit_hash(guild_id uuid, seq bigint, at timestamptz, actor uuid, on_behalf_of uuid, spot_pos bigint,
                                action text, object text, request_id text, digest bytea, previous bytea)
returns bytea
language plpgsql immutable
as $$
begin
    return sha256(
           uuid_send(guild_id) || int8send(seq) || int8send((extract(epoch from at) * 1000000)::bigint)
        || uuid_send(actor) || coalesce('\x01'::bytea || uuid_send(on_behalf_of), '\x00'::bytea) || int8send(spot_pos)
        || int4send(octet_length(action)) || convert_to(action, 'UTF8')
        || int4send(octet_length(object)) || convert_to(object, 'UTF8')
        || int4send(octet_length(request_id)) || convert_to(request_id, 'UTF8')
        || digest || previous);
end
$$;

-- One entry at the end of one chain. The head is locked until commit: seq has neither gaps nor twins.
create function wall.append_entry(chain uuid, actor uuid, on_behalf_of uuid, spot_pos bigint, action text, object text, payload jsonb)
returns void
language plpgsql
as $$
declare
    nobody     constant uuid := '00000000-0000-0000-0000-000000000000';
    salt       constant bytea := uuid_send(gen_random_uuid());
    digest     constant bytea := sha256(salt || convert_to(payload::text, 'UTF8'));
    request_id constant text := coalesce(current_setting('app.request_id', true), '');
    moment     constant timestamptz := clock_timestamp();
    head       platform.audit_heads;
begin
    actor := coalesce(actor, nobody);
    spot_pos := coalesce(spot_pos, 0);
    update platform.audit_heads as h
       set seq = h.seq + 1,
           previous = h.hash,
           hash = wall.audit_hash(chain, h.seq + 1, moment, actor, on_behalf_of, spot_pos, action, object, request_id, digest, h.hash)
     where h.guild_id = chain
    returning h.guild_id, h.seq, h.previous, h.hash
      into strict head;
    if chain = nobody then
        insert into platform.audit_events (guild_id, seq, at, owner_id, on_behalf_of, spot_pos, action, object, request_id, salt, payload, digest, previous, hash)
        values (chain, head.seq, moment, actor, on_behalf_of, spot_pos, action, object, request_id, salt, payload, digest, head.previous, head.hash);
    else
        insert into guild.audit_events (guild_id, seq, at, owner_id, on_behalf_of, spot_pos, action, object, request_id, salt, payload, digest, previous, hash)
        values (chain, head.seq, moment, actor, on_behalf_of, spot_pos, action, object, request_id, salt, payload, digest, head.previous, head.hash);
    end if;
end
$$;

-- One changed record as one entry. before or after is null where there was none.
create function wall.audit_change(things text, quiet text[], before jsonb, after jsonb)
returns void
language plpgsql
as $$
declare
    record  constant jsonb := coalesce(after, before);
    verb    text;
    payload jsonb;
begin
    if before is null then
        verb := 'created';
        payload := jsonb_build_object('after', jsonb_strip_nulls(after - 'guild_id' - quiet));
    elsif after is null then
        verb := 'erased';
        payload := jsonb_build_object('before', jsonb_strip_nulls(before - 'guild_id' - quiet));
    else
        -- a spot that was renumbered has moved nothing
        if before - '{spot_pos,version,updated_at,updated_by}'::text[] = after - '{spot_pos,version,updated_at,updated_by}'::text[] then
            return;
        end if;
        verb := case when after ->> 'deleted_at' is not null and before ->> 'deleted_at' is null then 'deleted'
                     when after ->> 'deleted_at' is null and before ->> 'deleted_at' is not null then 'restored'
                     else 'updated' end;
        select jsonb_build_object('before', coalesce(jsonb_object_agg(a.key, before -> a.key), '{}'),
                                  'after', coalesce(jsonb_object_agg(a.key, a.value), '{}'))
          into payload
          from jsonb_each(after - quiet) a
         where before -> a.key is distinct from a.value
           and a.key not in ('updated_at', 'updated_by', 'version');
    end if;
    perform wall.append_entry(
        (record ->> 'guild_id')::uuid,
        nullif(current_setting('app.account_id', true), '')::uuid, null,
        coalesce((record ->> 'spot_pos')::bigint, nullif(current_setting('app.spot_pos', true), '')::bigint),
        things || '.' || verb, things || '/' || coalesce(record ->> 'id', record ->> 'guild_id'), payload);
end
$$;

create function wall.audit_insert()
returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.audit_change(tg_table_name, coalesce(tg_argv::text[], '{}'), null, to_jsonb(n)) from new_rows n;
    return null;
end
$$;

create function wall.audit_update()
returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.audit_change(tg_table_name, coalesce(tg_argv::text[], '{}'), o.record, n.record)
       from (select to_jsonb(r) as record from old_rows r) o
       join (select to_jsonb(r) as record from new_rows r) n
         on coalesce(o.record ->> 'id', o.record ->> 'guild_id') = coalesce(n.record ->> 'id', n.record ->> 'guild_id');
    return null;
end
$$;

create function wall.audit_delete()
returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.audit_change(tg_table_name, coalesce(tg_argv::text[], '{}'), to_jsonb(o), null) from old_rows o;
    return null;
end
$$;

-- For the functions of the wall: what happens in the tree is told in the platform's chain, and in the guild's if it has one.
create function wall.tell(guild_id uuid, spot_pos bigint, action text, object text, payload jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    platform_chain constant uuid := '00000000-0000-0000-0000-000000000000';
    actor          constant uuid := nullif(current_setting('app.account_id', true), '')::uuid;
begin
    perform wall.append_entry(coalesce(guild_id, platform_chain), actor, null, spot_pos, action, object, coalesce(payload, '{}'));
end
$$;

-- The first entry that does not fit, or null: its hash is not that of its bytes, its payload not that of its digest (a
-- payload that was dropped is none), it does not continue its forerunner, or the chain does not end at its head.
create function wall.verify_chain(chain uuid)
returns bigint
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    event    record;
    expected bigint := 0;
    last     bytea := sha256('guildhall');
begin
    for event in
        select * from guild.audit_events g where g.guild_id = chain
         union all
        select * from platform.audit_events p where p.guild_id = chain
         order by seq
    loop
        expected := expected + 1;
        if event.seq <> expected
           or event.previous <> last
           or event.payload is not null and event.digest <> sha256(event.salt || convert_to(event.payload::text, 'UTF8'))
           or event.hash <> wall.audit_hash(event.guild_id, event.seq, event.at, event.owner_id, event.on_behalf_of, event.spot_pos,
                                            event.action, event.object, event.request_id, event.digest, event.previous)
        then
            return least(event.seq, expected);
        end if;
        last := event.hash;
    end loop;
    if not exists (select from platform.audit_heads h where h.guild_id = chain and h.seq = expected and h.hash = last) then
        return expected + 1;
    end if;
    return null;
end
$$;

-- Every chain and how it stands.
create function wall.verify_chains()
returns table (guild_id uuid, guild_name text, entries bigint, first_bad bigint)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select h.guild_id, coalesce(g.name, 'platform'), h.seq, wall.verify_chain(h.guild_id)
      from platform.audit_heads h
      left join platform.guilds g on g.id = h.guild_id
     order by h.guild_id
$$;

grant execute on function wall.audit_insert(), wall.audit_update(), wall.audit_delete() to guildhall_owner;
grant execute on function wall.verify_chain(uuid), wall.verify_chains() to guildhall_owner, guildhall_backup;
