-- Why somebody may do something, or may not: answered by what enforces it. Whether a membership lives is asked of wall.hindrances, what it
-- reaches of wall.decide, and whether that is enough for a record of the conditions that its table's policies are made of.
set local role guildhall_wall;

-- As in 0078, and the wall sees what a whole guild shares as it sees records: as far as who entered does.
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
        if kind in ('spot', 'personal', 'guild') then
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
