-- The settings a unit is entered with, how they are kept from being forged, and wall.protect: everything a tenant
-- table needs, in one call.
set local role guildhall_wall;

-- Strict on purpose: outside an entered unit the cast fails, so a forgotten enter is an error and never an empty page.
create function wall.guild_id() returns uuid language sql stable parallel safe
as $$ select current_setting('app.guild_id')::uuid $$;
create function wall.account_id() returns uuid language sql stable parallel safe
as $$ select current_setting('app.account_id')::uuid $$;
create function wall.membership_id() returns uuid language sql stable parallel safe
as $$ select current_setting('app.membership_id')::uuid $$;
create function wall.spot_id() returns uuid language sql stable parallel safe
as $$ select nullif(current_setting('app.spot_id'), '')::uuid $$;
create function wall.spot_pos() returns bigint language sql stable parallel safe
as $$ select current_setting('app.spot_pos')::bigint $$;

grant execute on function wall.guild_id(), wall.account_id(), wall.membership_id(), wall.spot_id(), wall.spot_pos()
   to guildhall_app, guildhall_owner;

-- Which form holds here; written anew by choose_settings_form, so that asking costs nothing.
create function wall.settings_form() returns text language sql immutable parallel safe
as $$ select 'proof'::text $$;

-- The keyed hash over everything that was entered, this connection and this transaction. In plpgsql, which keeps its plan.
create function wall.proof()
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    key     constant bytea := (select i.proof_key from platform.installation i);
    entered constant text := array_to_string(array[
        pg_backend_pid()::text, extract(epoch from now())::text,
        current_setting('app.guild_id', true), current_setting('app.account_id', true), current_setting('app.membership_id', true),
        current_setting('app.role', true), current_setting('app.spot_id', true), current_setting('app.spot_pos', true),
        current_setting('app.request_id', true),
        current_setting('app.read_lo', true), current_setting('app.read_hi', true),
        current_setting('app.read_from', true), current_setting('app.read_to', true),
        current_setting('app.write_lo', true), current_setting('app.write_hi', true),
        current_setting('app.write_from', true), current_setting('app.write_to', true)], '|', '');
begin
    return encode(sha256(key || sha256(key || convert_to(entered, 'UTF8'))), 'hex');
end
$$;

-- Whether the settings are those of the entering function. Under the form 'proof' the policies ask it once per query. It does
-- not raise: an error would come only where there is a row to look at, and so tell that there is one.
create function wall.is_proven()
returns boolean
language plpgsql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp
as $$
begin
    return coalesce(current_setting('app.account_id', true), '') <> ''
       and (wall.settings_form() <> 'proof' or coalesce(current_setting('wall.proof', true) = wall.proof(), false));
end
$$;

-- True, or an error. Every definer function that believes a setting asks it.
create function wall.proven()
returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    if not wall.is_proven() then
        raise exception 'this unit was not entered' using errcode = 'GH401';
    end if;
    return true;
end
$$;

-- 'parameter' where the extension keeps app.* from everybody but the entering functions, else 'proof'. To be asked as
-- guildhall_owner, who may not set them either.
create function wall.settings_form_found()
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    execute 'set local app.guild_id = ''''';
    return 'proof';
exception
    when insufficient_privilege then
        return 'parameter';
end
$$;

grant execute on function wall.is_proven(), wall.settings_form() to guildhall_app, guildhall_owner;
grant execute on function wall.settings_form_found() to guildhall_owner;

set local role guildhall_owner;

create table platform.protected_tables (
    table_name text   not null,
    kind       text   not null,
    quiet      text[] not null,
    constraint protected_tables_key primary key (table_name),
    constraint protected_tables_kind check (kind in ('spot', 'guild', 'staging', 'settings', 'derived', 'trail'))
);
grant select on platform.protected_tables to guildhall_wall;

set local role guildhall_wall;

-- The conditions of the four policies of a kind of table: what may be read, what may be written.
create function wall.conditions(kind text, form text, out reading text, out writing text)
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select 'guild_id = current_setting(''app.guild_id'')::uuid'
           || case when kind in ('guild', 'settings') then '' else
                  ' and spot_pos >= current_setting(''app.read_lo'')::bigint'
               || ' and spot_pos <= current_setting(''app.read_hi'')::bigint'
               || ' and owner_id >= current_setting(''app.read_from'')::uuid'
               || ' and owner_id <= current_setting(''app.read_to'')::uuid' end
           || case when form = 'proof' then ' and (select wall.is_proven())' else '' end,
           'guild_id = current_setting(''app.guild_id'')::uuid'
           || case when kind in ('guild', 'settings') then
                  ' and current_setting(''app.write_hi'')::bigint >= 0' else
                  ' and spot_pos >= current_setting(''app.write_lo'')::bigint'
               || ' and spot_pos <= current_setting(''app.write_hi'')::bigint'
               || ' and owner_id >= current_setting(''app.write_from'')::uuid'
               || ' and owner_id <= current_setting(''app.write_to'')::uuid' end
           || case when form = 'proof' then ' and (select wall.is_proven())' else '' end
$$;

-- Puts a table of schema guild behind the wall; may be called again. Kinds:
--   spot      records with spot_pos and owner_id: read and written within the entered ranges, audited
--   guild     records of the whole guild (products, tax codes): audited
--   staging   like spot, not audited: what an import has read but not yet made
--   settings  like guild, but only functions of the wall write it: audited
--   derived   like spot, but only functions of the wall write it: search tokens
--   trail     the audit trail itself
-- quiet: columns of which the audit trail keeps no values.
create function wall.protect(target regclass, kind text, quiet text[] default '{}')
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    writable  constant boolean := kind in ('spot', 'guild', 'staging');
    form      constant text := (select i.settings_form from platform.installation i);
    condition record;
    event     text;
    old_policy text;
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
    if kind in ('spot', 'guild', 'settings') then
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

-- Brings installation, proof and policies in line with a form. As guildhall_owner, by who is also guildhall_wall.
create function wall.use_settings_form(form text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    protected record;
begin
    update platform.installation set settings_form = form;
    set local role guildhall_wall;
    execute format('create or replace function wall.settings_form() returns text language sql immutable parallel safe as %L',
                   format('select %L::text', form));
    set local role guildhall_owner;
    for protected in select p.table_name, p.kind, p.quiet from platform.protected_tables p
    loop
        perform wall.protect(protected.table_name::regclass, protected.kind, protected.quiet);
    end loop;
end
$$;

-- Looks which form holds on this cluster. Called at install and by superuser.sql at every start, as guildhall_owner: a dump may
-- have been restored on another kind of cluster.
create function wall.choose_settings_form()
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    found_form constant text := wall.settings_form_found();
begin
    if found_form <> (select i.settings_form from platform.installation i) then
        perform wall.use_settings_form(found_form);
    end if;
    return found_form;
end
$$;

-- version and the updating hands are kept here, whatever a statement says; what a record is never changes.
create function wall.stamp()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if new.guild_id <> old.guild_id then
        raise exception 'a record never changes its guild' using errcode = 'GH403';
    end if;
    new.version := old.version + 1;
    new.created_at := old.created_at;
    new.created_by := old.created_by;
    new.updated_at := now();
    new.updated_by := coalesce(nullif(current_setting('app.account_id', true), '')::uuid, old.updated_by);
    return new;
end
$$;

grant execute on function wall.conditions(text, text), wall.protect(regclass, text, text[]), wall.stamp(),
      wall.use_settings_form(text), wall.choose_settings_form()
   to guildhall_owner;
set local role guildhall_owner;
select wall.choose_settings_form();
