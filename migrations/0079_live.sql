-- What has changed since one looked last: the trail told as far as one sees the records themselves, and whether one sees a record at all.
set local role guildhall_wall;

-- As before, and beside it: the wall's own functions see of a table of records what who entered sees, and no more (wall.sees).
create or replace function wall.protect(target regclass, kind text, quiet text[] default '{}')
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    writable  constant boolean := kind in ('spot', 'guild', 'personal', 'staging');
    form      constant text := (select i.settings_form from platform.installation i);
    condition record;
    event     text;
    old_policy text;
    over      constant text := (select case when bool_or(a.attname = 'expires_at') then 'expires_at < now()'
                                            when bool_or(a.attname = 'merged_into_id')
                                            then 'deleted_at < now() - interval ''30 days'' and merged_into_id is null'
                                            when bool_or(a.attname = 'deleted_at') then 'deleted_at < now() - interval ''30 days''' end
                                  from pg_attribute a
                                 where a.attrelid = target and a.attnum > 0 and not a.attisdropped);
begin
    select * into condition from wall.conditions(kind, form);
    execute format('alter table %s enable row level security, force row level security', target);
    for old_policy in select p.polname from pg_policy p where p.polrelid = target
    loop
        execute format('drop policy %I on %s', old_policy, target);
    end loop;
    execute format('create policy read on %s for select to guildhall_app using (%s)', target, condition.reading);
    execute format('revoke all on %s from guildhall_app, guildhall_wall, public', target);
    if writable then
        execute format('create policy add on %s for insert to guildhall_app with check (%s)', target, condition.writing);
        execute format('create policy change on %s for update to guildhall_app using (%s) with check (%s)',
                       target, condition.writing, condition.writing);
        execute format('create policy remove on %s for delete to guildhall_app using (%s)', target, condition.writing);
        execute format('grant select, insert, update, delete on %s to guildhall_app', target);
        if kind in ('spot', 'personal') then
            -- nobody has entered where the wall tidies up: then it sees nothing by this
            execute format('create policy sees on %s for select to guildhall_wall using (%s)', target,
                           regexp_replace(condition.reading, 'current_setting\(''(app\.\w+)''\)', 'nullif(current_setting(''\1'', true), '''')', 'g'));
            execute format('grant select on %s to guildhall_wall', target);
        end if;
        if over is not null then
            execute format('create policy over on %s for select to guildhall_wall using (%s)', target, over);
            execute format('create policy erase on %s for delete to guildhall_wall using (%s)', target, over);
            execute format('grant select, delete on %s to guildhall_wall', target);
        end if;
        if kind = 'guild' then
            -- what every guild begins with (0032)
            execute format('create policy begin on %s for insert to guildhall_wall with check (true)', target);
            execute format('grant insert on %s to guildhall_wall', target);
        end if;
    else
        execute format('create policy wall on %s to guildhall_wall using (true) with check (true)', target);
        execute format('grant select on %s to guildhall_app', target);
        execute format('grant select, insert%s on %s to guildhall_wall',
                       case when kind = 'trail' then '' else ', update, delete' end, target);
    end if;
    if kind in ('spot', 'guild', 'personal', 'settings') then
        execute format('create or replace trigger stamp before update on %s for each row execute function wall.stamp()', target);
        foreach event in array array['insert', 'update', 'delete']
        loop
            execute format('create or replace trigger audit_%s after %s on %s referencing %s for each statement execute function wall.audit_%s(%s)',
                event, event, target,
                case event when 'insert' then 'new table as new_rows'
                           when 'delete' then 'old table as old_rows'
                           else 'old table as old_rows new table as new_rows' end,
                event,
                (select string_agg(quote_literal(q), ', ') from unnest(quiet) q));
        end loop;
    end if;
    insert into platform.protected_tables (table_name, kind, quiet)
    values (target::text, protect.kind, protect.quiet)
        on conflict (table_name) do update set kind = excluded.kind, quiet = excluded.quiet;
end
$$;

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
