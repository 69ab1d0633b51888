-- The trail read as what people did: who it was by name, and what was changed.
set local role guildhall_wall;

-- The names of those of these accounts whom the caller sees.
create function wall.names_of(accounts uuid[])
returns table (id uuid, name text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select a.id, a.name
      from wall.acting() actor
      join platform.accounts a on a.id = any (accounts)
     where exists (select from platform.memberships m where m.account_id = a.id and wall.sees_membership(actor, m))
$$;

-- As in 0054, also one entry by its number, and with what was changed.
drop function wall.find_platform_events(boolean, bigint, text, uuid, text, timestamptz, timestamptz, text[], integer);
create function wall.find_platform_events(upwards boolean, beyond bigint, about text, by_whom uuid, kind text, since timestamptz,
                                          until timestamptz, asked text[], most integer, only_seq bigint)
returns table (seq bigint, at timestamptz, actor uuid, on_behalf_of uuid, action text, object text, request_id text, hash bytea, payload jsonb)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if upwards then
        return query
        select e.seq, e.at, e.owner_id, e.on_behalf_of, e.action, e.object, e.request_id, e.hash, e.payload
          from wall.platform_events(about, by_whom, kind, since, until, asked) e
         where (beyond is null or e.seq > beyond)
           and (only_seq is null or e.seq = only_seq)
         order by e.seq
         limit most;
    else
        return query
        select e.seq, e.at, e.owner_id, e.on_behalf_of, e.action, e.object, e.request_id, e.hash, e.payload
          from wall.platform_events(about, by_whom, kind, since, until, asked) e
         where (beyond is null or e.seq < beyond)
           and (only_seq is null or e.seq = only_seq)
         order by e.seq desc
         limit most;
    end if;
end
$$;

drop function wall.count_platform_events(text, uuid, text, timestamptz, timestamptz, text[]);
create function wall.count_platform_events(about text, by_whom uuid, kind text, since timestamptz, until timestamptz, asked text[], only_seq bigint)
returns bigint
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select count(*) from wall.platform_events(about, by_whom, kind, since, until, asked) e where only_seq is null or e.seq = only_seq
$$;

-- A record's fields as texts, those of an address one by one.
create function wall.flat(record jsonb)
returns table (field text, value text)
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select f.key || coalesce('.' || p.key, ''), coalesce(p.value, f.value) #>> '{}'
      from jsonb_each(case when jsonb_typeof(record) = 'object' then record else '{}' end) f
      left join lateral jsonb_each(case when jsonb_typeof(f.value) = 'object' then f.value else '{}' end) p on true
$$;

-- What an entry's payload says was changed: [{field, before, after}], null where there was nothing. Older entries say beside "before"
-- what followed, newer ones under "after".
create function wall.changes(payload jsonb)
returns jsonb
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object('field', coalesce(b.field, a.field), 'before', b.value, 'after', a.value)
                              order by coalesce(b.field, a.field)), '[]')
      from wall.flat(payload -> 'before') b
      full join wall.flat(coalesce(payload -> 'after', payload - '{before,quiet}'::text[])) a on a.field = b.field
     where b.value is distinct from a.value
       and coalesce(b.field, a.field) not in ('id', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by', 'spot_pos', 'words')
$$;

grant execute on function wall.flat(jsonb), wall.changes(jsonb), wall.names_of(uuid[]),
      wall.find_platform_events(boolean, bigint, text, uuid, text, timestamptz, timestamptz, text[], integer, bigint),
      wall.count_platform_events(text, uuid, text, timestamptz, timestamptz, text[], bigint)
   to guildhall_app;
