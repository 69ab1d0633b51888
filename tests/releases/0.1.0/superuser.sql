-- What only the cluster's superuser may do, run in the database at every start, before the migrations. It may be
-- run any number of times and does not depend on the database's name, so that templates and clones are served too.
-- On a foreign PostgreSQL the operator runs it once by hand; `guildhall doctor` says which lines do not hold.

-- Roles ---------------------------------------------------------------------------------------------------------

do $$
declare
    role_name text;
begin
    foreach role_name in array array['guildhall_owner', 'guildhall_wall', 'guildhall_migrate', 'guildhall_app', 'guildhall_backup']
    loop
        if not exists (select from pg_roles where rolname = role_name) then
            execute format('create role %I', role_name);
        end if;
    end loop;
end
$$;

-- owner: tables. wall: the definer functions, so that they do not own what they guard. Neither signs in.
alter role guildhall_owner nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
alter role guildhall_wall nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
alter role guildhall_migrate login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
alter role guildhall_app login nosuperuser nocreatedb nocreaterole noreplication nobypassrls noinherit;
alter role guildhall_backup login nosuperuser nocreatedb nocreaterole noreplication bypassrls;

grant guildhall_owner, guildhall_wall to guildhall_migrate;
grant pg_read_all_data to guildhall_backup;

alter role guildhall_app set search_path = guild, wall, pg_catalog, pg_temp;
alter role guildhall_app set statement_timeout = '30s';
alter role guildhall_app set lock_timeout = '10s';
alter role guildhall_app set idle_in_transaction_session_timeout = '30s';
alter role guildhall_app set jit = off;
alter role guildhall_app set timezone = 'UTC';
alter role guildhall_migrate set search_path = pg_catalog, pg_temp;
alter role guildhall_migrate set timezone = 'UTC';
alter role guildhall_backup set search_path = pg_catalog, pg_temp;

-- The database and its schemas ----------------------------------------------------------------------------------

do $$
begin
    execute format('revoke all on database %I from public', current_database());
    execute format('revoke all on database %I from guildhall_app', current_database());
    execute format('grant connect on database %I to guildhall_app, guildhall_migrate, guildhall_backup', current_database());
end
$$;

revoke all on schema public from public;

create schema if not exists guild authorization guildhall_owner;
create schema if not exists platform authorization guildhall_owner;
create schema if not exists wall authorization guildhall_wall;

grant usage on schema guild, wall to guildhall_app;
grant usage on schema guild, platform to guildhall_wall;
grant usage on schema wall to guildhall_owner, guildhall_backup;
revoke all on schema platform from guildhall_app, public;

create table if not exists platform.migrations (
    number     integer     not null,
    name       text        not null,
    digest     text        not null,
    applied_at timestamptz not null default now(),
    constraint migrations_key primary key (number)
);
alter table platform.migrations owner to guildhall_owner;

-- Parts of words are found by trigrams, within a guild and a spot by the same index. Nobody calls what the extensions bring.
create extension if not exists pg_trgm schema wall;
create extension if not exists btree_gin schema wall;
do $$
declare
    routine regprocedure;
begin
    for routine in
        select p.oid::regprocedure
          from pg_catalog.pg_depend d
          join pg_catalog.pg_extension e on e.oid = d.refobjid and e.extname in ('pg_trgm', 'btree_gin')
          join pg_catalog.pg_proc p on p.oid = d.objid
         where d.refclassid = 'pg_catalog.pg_extension'::regclass
           and d.classid = 'pg_catalog.pg_proc'::regclass
           and d.deptype = 'e'
    loop
        execute format('revoke execute on function %s from public', routine);
    end loop;
end
$$;

-- The settings that policies read -------------------------------------------------------------------------------

-- With the extension loaded only superusers may set app.*; this lets the entering functions' owner do it too.
do $$
declare
    setting_name text;
begin
    foreach setting_name in array array[
        'guild_id', 'account_id', 'membership_id', 'role', 'spot_id', 'spot_pos', 'request_id',
        'read_lo', 'read_hi', 'read_from', 'read_to', 'write_lo', 'write_hi', 'write_from', 'write_to']
    loop
        execute format('grant set on parameter app.%I to guildhall_wall', setting_name);
    end loop;
end
$$;

-- What every role may do in a fresh PostgreSQL and nobody needs here ------------------------------------------------

revoke usage on language plpgsql from public;
grant usage on language plpgsql to guildhall_owner, guildhall_wall, guildhall_migrate, guildhall_backup;

-- Functions by which one session reaches another one, keeps something beyond its transaction, holds a connection
-- for nothing, or learns how much other guilds hold.
do $$
declare
    routine regprocedure;
begin
    for routine in
        select p.oid::regprocedure
          from pg_catalog.pg_proc p
         where p.pronamespace = 'pg_catalog'::regnamespace
           and (   p.proname ~ '^(pg_advisory|pg_try_advisory|lo_|pg_stat_|pg_logical_emit|pg_sleep|pg_read_|pg_ls_)'
                or p.proname in ('set_config', 'loread', 'lowrite', 'pg_notify', 'pg_listening_channels',
                                 'pg_notification_queue_usage', 'pg_terminate_backend', 'pg_cancel_backend',
                                 'pg_lock_status', 'pg_blocking_pids', 'pg_safe_snapshot_blocking_pids',
                                 'pg_isolation_test_session_is_blocked', 'pg_export_snapshot',
                                 'pg_relation_size', 'pg_table_size', 'pg_indexes_size', 'pg_total_relation_size',
                                 'pg_database_size', 'pg_tablespace_size', 'pg_prepared_xact', 'pg_get_multixact_members',
                                 'pg_current_wal_lsn', 'pg_current_wal_insert_lsn', 'pg_current_wal_flush_lsn',
                                 'txid_current_snapshot', 'pg_current_snapshot', 'pg_xact_commit_timestamp',
                                 'pg_last_committed_xact'))
    loop
        execute format('revoke execute on function %s from public', routine);
        execute format('grant execute on function %s to guildhall_migrate, guildhall_backup', routine);
    end loop;
end
$$;

-- pg_dump calls set_config; the entering functions do as well.
grant execute on function pg_catalog.set_config(text, text, boolean) to guildhall_owner, guildhall_wall, guildhall_migrate, guildhall_backup;

do $$
declare
    relation regclass;
begin
    for relation in
        select c.oid::regclass
          from pg_catalog.pg_class c
         where c.relnamespace = 'pg_catalog'::regnamespace
           and c.relkind in ('r', 'v')
           and (   c.relname ~ '^pg_stat'
                or c.relname in ('pg_locks', 'pg_prepared_xacts', 'pg_largeobject', 'pg_largeobject_metadata', 'pg_settings'))
    loop
        execute format('revoke all on %s from public', relation);
        execute format('grant select on %s to guildhall_owner, guildhall_wall, guildhall_migrate, guildhall_backup', relation);
    end loop;
end
$$;

-- How many rows a table holds over all guilds stands in pg_class: the other columns stay readable.
do $$
declare
    readable text;
begin
    select string_agg(quote_ident(a.attname), ', ')
      into readable
      from pg_catalog.pg_attribute a
     where a.attrelid = 'pg_catalog.pg_class'::regclass
       and not a.attisdropped
       and a.attname not in ('reltuples', 'relpages', 'relallvisible');
    revoke select on pg_catalog.pg_class from public;
    execute format('grant select (%s) on pg_catalog.pg_class to public', readable);
    grant select on pg_catalog.pg_class to guildhall_owner, guildhall_wall, guildhall_migrate, guildhall_backup;
end
$$;

-- A dump may have been restored on another kind of cluster: which form keeps the settings is looked at every time.
do $$
begin
    if to_regprocedure('wall.choose_settings_form()') is not null then
        set local role guildhall_owner;
        perform wall.choose_settings_form();
        reset role;
    end if;
end
$$;
