-- The platform's trail in either order, searched and counted. list_platform_events() handed out all
-- of it for every page.
set local role guildhall_wall;

drop function wall.list_platform_events();

-- Actions and objects are written in words of ours and in ids: cheaper than wall.words.
create function wall.event_words(action text, object text)
returns text[]
language sql immutable parallel safe
return string_to_array(translate(action || ' ' || object, '._/-', '    '), ' ');

-- For admins all of it, for a moderator its own acts, for everybody else nothing. asked: wall.asked, or null. Put in place where it is
-- called, by those two below.
create function wall.platform_events(about text, by_whom uuid, kind text, since timestamptz, until timestamptz, asked text[])
returns setof platform.audit_events
language sql stable
as $$
    select e.*
      from platform.audit_events e
     cross join wall.acting() caller
     where e.guild_id = '00000000-0000-0000-0000-000000000000'
       and (caller.role = 'admin' or caller.role = 'moderator' and e.owner_id = caller.account_id)
       and (about is null or e.object = about)
       and (by_whom is null or e.owner_id = by_whom)
       and (kind is null or e.action = kind)
       and (since is null or e.at >= since)
       and (until is null or e.at < until)
       and (asked is null or wall.finds(wall.event_words(e.action, e.object), asked))
$$;

create function wall.find_platform_events(upwards boolean, beyond bigint, about text, by_whom uuid, kind text, since timestamptz,
                                          until timestamptz, asked text[], most integer)
returns table (seq bigint, at timestamptz, actor uuid, on_behalf_of uuid, action text, object text, request_id text, hash bytea)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if upwards then
        return query
        select e.seq, e.at, e.owner_id, e.on_behalf_of, e.action, e.object, e.request_id, e.hash
          from wall.platform_events(about, by_whom, kind, since, until, asked) e
         where beyond is null or e.seq > beyond
         order by e.seq
         limit most;
    else
        return query
        select e.seq, e.at, e.owner_id, e.on_behalf_of, e.action, e.object, e.request_id, e.hash
          from wall.platform_events(about, by_whom, kind, since, until, asked) e
         where beyond is null or e.seq < beyond
         order by e.seq desc
         limit most;
    end if;
end
$$;

create function wall.count_platform_events(about text, by_whom uuid, kind text, since timestamptz, until timestamptz, asked text[])
returns bigint
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select count(*) from wall.platform_events(about, by_whom, kind, since, until, asked)
$$;

grant execute on function wall.event_words(text, text),
      wall.find_platform_events(boolean, bigint, text, uuid, text, timestamptz, timestamptz, text[], integer),
      wall.count_platform_events(text, uuid, text, timestamptz, timestamptz, text[])
   to guildhall_app;
