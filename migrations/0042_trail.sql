-- The platform's trail by what is looked for, newest first: list_platform_events() would hand out all of it for every page.
set local role guildhall_wall;

drop function wall.list_platform_events();

-- For admins all of it, for a moderator its own acts, for everybody else nothing.
create function wall.find_platform_events(before bigint, about text, by_whom uuid, kind text, since timestamptz, until timestamptz, most integer)
returns table (seq bigint, at timestamptz, actor uuid, on_behalf_of uuid, action text, object text, request_id text, hash bytea)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select e.seq, e.at, e.owner_id, e.on_behalf_of, e.action, e.object, e.request_id, e.hash
      from platform.audit_events e
     cross join wall.acting() caller
     where e.guild_id = '00000000-0000-0000-0000-000000000000'
       and (caller.role = 'admin' or caller.role = 'moderator' and e.owner_id = caller.account_id)
       and (before is null or e.seq < before)
       and (about is null or e.object = about)
       and (by_whom is null or e.owner_id = by_whom)
       and (kind is null or e.action = kind)
       and (since is null or e.at >= since)
       and (until is null or e.at < until)
     order by e.seq desc
     limit most
$$;
grant execute on function wall.find_platform_events(bigint, text, uuid, text, timestamptz, timestamptz, integer) to guildhall_app;
