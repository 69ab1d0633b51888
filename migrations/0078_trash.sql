-- The trash: what was deleted lies there for 30 days and is then erased by the server itself. A merged customer stays, since its id
-- leads on for good.
set local role guildhall_owner;

-- What belongs to a customer goes with it; an activity stays without it; a document restricts.
alter table guild.contacts drop constraint contacts_customer;
alter table guild.contacts add constraint contacts_customer
    foreign key (guild_id, customer_id, spot_pos, owner_id) references guild.customers (guild_id, id, spot_pos, owner_id)
    on update cascade on delete cascade;
alter table guild.notes drop constraint notes_customer;
alter table guild.notes add constraint notes_customer
    foreign key (guild_id, customer_id, spot_pos, owner_id) references guild.customers (guild_id, id, spot_pos, owner_id)
    on update cascade on delete cascade;
alter table guild.activities drop constraint activities_customer;
alter table guild.activities add constraint activities_customer
    foreign key (guild_id, customer_id) references guild.customers (guild_id, id) on delete set null (customer_id);

create index customers_trash on guild.customers (guild_id, deleted_at, id) where deleted_at is not null;
create index contacts_trash on guild.contacts (guild_id, deleted_at, id) where deleted_at is not null;
create index notes_trash on guild.notes (guild_id, deleted_at, id) where deleted_at is not null;
create index activities_trash on guild.activities (guild_id, deleted_at, id) where deleted_at is not null;
create index estimates_trash on guild.estimates (guild_id, deleted_at, id) where deleted_at is not null;

-- What the records of a change said before is kept a little longer than the change can be undone.
alter table guild.changed_rows add column expires_at timestamptz not null default now() + interval '31 days';
create index changed_rows_expires_index on guild.changed_rows (guild_id, expires_at);

set local role guildhall_wall;

-- As before, and beside it the wall itself: it sees of a table of records what who entered sees (wall.sees, 0079), and what is over
-- (expires_at, or 30 days in the trash), which it may erase.
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

-- A customer that a document names stays. One at a time: what is in its way keeps no other from going.
create function wall.erase_customers()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    gone record;
begin
    for gone in
        select c.guild_id, c.id from guild.customers c where c.deleted_at < now() - interval '30 days' and c.merged_into_id is null
         order by random() limit 500
    loop
        begin
            delete from guild.customers c where c.guild_id = gone.guild_id and c.id = gone.id;
        exception
            when foreign_key_violation then
                null;
        end;
    end loop;
end
$$;

-- 0016, and what has lain in the trash for 30 days.
create or replace function wall.tidy()
returns void
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    delete from platform.idempotency_keys where created_at < now() - interval '25 hours';
    delete from platform.sign_in_attempts where at < now() - interval '1 day';
    delete from platform.refusal_counts where minute < now() - interval '30 days';
    delete from platform.sessions where ends_at < now() - interval '30 days';
    delete from guild.changed_rows where expires_at < now();
    delete from guild.estimates where deleted_at < now() - interval '30 days';
    delete from guild.activities where deleted_at < now() - interval '30 days';
    delete from guild.notes where deleted_at < now() - interval '30 days';
    delete from guild.contacts where deleted_at < now() - interval '30 days';
    select wall.erase_customers();
$$;

set local role guildhall_owner;
select wall.protect('guild.customers', 'spot');
select wall.protect('guild.contacts', 'spot', '{words}');
select wall.protect('guild.notes', 'spot');
select wall.protect('guild.activities', 'spot');
select wall.protect('guild.estimates', 'spot', '{words}');
select wall.protect('guild.changed_rows', 'staging');
