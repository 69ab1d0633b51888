-- What has changed since one looked last: the trail told as far as one sees the records themselves, and whether one sees a record at all.
set local role guildhall_owner;

select wall.use_settings_form(i.settings_form) from platform.installation i;

set local role guildhall_wall;

-- "customers/<id>": whether who entered sees it. What the whole guild shares is seen also when it is gone.
create function wall.sees(object text)
returns boolean
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    thing constant text := split_part(object, '/', 1);
    kind  constant text := (select p.kind from platform.protected_tables p where p.table_name = 'guild.' || thing);
    seen  boolean;
begin
    perform wall.proven();
    if kind in ('guild', 'settings') then
        return true;
    elsif kind is null or kind not in ('spot', 'personal') or split_part(object, '/', 2) !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
        return false;
    end if;
    execute format('select exists (select from guild.%I where id = $1 and %s)', thing, (wall.conditions(kind, wall.settings_form())).reading)
       into seen
      using split_part(object, '/', 2)::uuid;
    return seen;
end
$$;

-- The number of the guild's last entry. Entries are numbered in the order of their commits: none below it comes later.
create function wall.trail_head()
returns bigint
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.proven();
    -- who acts in no guild has no trail: the chain of that number is the platform's
    return coalesce((select h.seq
                       from platform.audit_heads h
                      where h.guild_id = wall.guild_id()
                        and h.guild_id <> '00000000-0000-0000-0000-000000000000'), 0);
end
$$;

-- What happened behind `since` up to `upto` to records that who entered sees.
create function wall.trail_since(since bigint, upto bigint)
returns table (seq bigint, at timestamptz, actor uuid, action text, object text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.proven();
    return query
        select e.seq, e.at, e.owner_id, e.action, e.object
          from guild.audit_events e
         where e.guild_id = wall.guild_id()
           and e.seq > since
           and e.seq <= upto
           and wall.sees(e.object)
         order by e.seq;
end
$$;

grant execute on function wall.sees(text), wall.trail_head(), wall.trail_since(bigint, bigint) to guildhall_app;
