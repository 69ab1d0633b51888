-- One guild alone: taken out of an installation, and brought into another one (docs/decisions/0015-one-guild-alone.md). What works on it is
-- guildhall_mover, whom row security shows the rows of the one guild that is moved, and no other's, whatever a statement says. It has no
-- right on what opens something: passwords, second factors, keys and sessions are not in an archive.
set local role guildhall_owner;

do $$
declare
    open_columns text;
begin
    -- of an account all but what opens it, and what proves an address: that holds only where it was proven
    select string_agg(a.attname, ', ') into open_columns
      from pg_attribute a
     where a.attrelid = 'platform.accounts'::regclass and a.attnum > 0 and not a.attisdropped
       and a.attname not in ('password_hash', 'totp_secret', 'totp_step', 'email_confirmed_at');
    execute format('grant select (%1$s), insert (%1$s), update (%1$s) on platform.accounts to guildhall_mover', open_columns);
    -- of a place all but what is worked out of it
    select string_agg(a.attname, ', ') into open_columns
      from pg_attribute a
     where a.attrelid = 'platform.memberships'::regclass and a.attnum > 0 and not a.attisdropped
       and a.attname not in ('pos', 'upto', 'scopes', 'language', 'live', 'factor_required', 'idle_minutes', 'absolute_minutes', 'ends_at');
    execute format('grant select (%1$s), insert (%1$s) on platform.memberships to guildhall_mover', open_columns);
end
$$;
grant select, insert on platform.pictures, platform.guilds, platform.spots, platform.left_places, platform.role_sets, platform.standing_grants,
      platform.service_accounts, platform.guild_figures, platform.audit_heads
   to guildhall_mover;
grant select on platform.access_owners, platform.roles, platform.migrations to guildhall_mover;

set local role guildhall_wall;

create function wall.let_move(target regclass, kind text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    moved constant text := 'guild_id = current_setting(''moving.guild_id'')::uuid';
begin
    execute format('create policy move on %s to guildhall_mover using (%s) with check (%s)', target, moved, moved);
    execute format('grant select, insert, delete, update%s on %s to guildhall_mover', case when kind = 'trail' then ' (payload)' end, target);
end
$$;
grant execute on function wall.let_move(regclass, text) to guildhall_owner;

-- As before, and with the policy of guildhall_mover.
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
    execute format('revoke all on %s from guildhall_app, guildhall_wall, guildhall_mover, public', target);
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
    perform wall.let_move(target, kind);
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


-- What an archive is made of, in the order in which it is brought in: the rows of the tree that are this guild's, and every table of schema
-- guild. columns: those that guildhall_mover may write; condition: which rows, $1 is the guild.
create function wall.guild_parts()
returns table (part text, relation regclass, columns text[], condition text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with place (condition) as (
        values ('guild_id = $1 and role in (''guild'', ''spot'', ''builder'', ''program'')')
    ),
    listed (number, part, condition) as (
        select 1, 'platform.accounts', 'id in (select m.account_id from platform.memberships m where ' || p.condition || ')' from place p
         union all
        select 2, 'platform.pictures', 'account_id in (select m.account_id from platform.memberships m where ' || p.condition || ')' from place p
         union all
        select 3, 'platform.guilds', 'id = $1'
         union all
        select 4, 'platform.' || t.name, 'guild_id = $1'
          from unnest(array['audit_heads', 'guild_figures', 'left_places', 'role_sets', 'service_accounts', 'spots']) as t (name)
         union all
        select 5, 'platform.standing_grants',
               'guild_id = $1 and access_owner_id = (select g.access_owner_id from platform.guilds g where g.id = $1)'
         union all
        select 6, 'platform.memberships', p.condition from place p
         union all
        select 7, 'guild.' || c.relname, 'guild_id = $1'
          from pg_class c
         where c.relnamespace = 'guild'::regnamespace
           and c.relkind in ('r', 'p')
    )
    select l.part, l.part::regclass,
           array(select a.attname::text
                   from pg_attribute a
                  where a.attrelid = l.part::regclass
                    and a.attnum > 0
                    and not a.attisdropped
                    and a.attgenerated = ''
                    and has_column_privilege('guildhall_mover', l.part::regclass, a.attnum, 'insert')
                  order by a.attnum),
           l.condition
      from listed l
     order by l.number, l.part
$$;

create function wall.guild_part(wanted text)
returns table (part text, relation regclass, columns text[], condition text)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return query select p.* from wall.guild_parts() p where p.part = wanted;
    if not found then
        raise exception 'there is no part %', wanted using errcode = 'GH404';
    end if;
end
$$;

-- The columns of a table, each with a comma.
create function wall.named(columns text[])
returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$ select string_agg(quote_ident(c.name), ', ' order by c.number) from unnest(columns) with ordinality as c (name, number) $$;

-- The rows of a part, each as one line of JSON that is the same wherever it is read, in the order of the primary key.
create function wall.guild_lines(part text, guild uuid)
returns setof text
language plpgsql stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set bytea_output = 'hex'
set intervalstyle = 'iso_8601'
set extra_float_digits = 1
as $$
declare
    wanted record;
    key    text;
begin
    select p.* into wanted from wall.guild_part(part) p;
    select wall.named(array_agg(a.attname::text order by k.number)) into key
      from pg_index i
     cross join lateral unnest(i.indkey::smallint[]) with ordinality as k (attnum, number)
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
     where i.indrelid = wanted.relation
       and i.indisprimary;
    return query execute format('select to_jsonb(r)::text from (select %s from %s where %s order by %s) r',
                                wall.named(wanted.columns), wanted.relation, wanted.condition, key)
           using guild;
end
$$;

-- From here to the end of the transaction the rows of this guild are seen. Bringing: they come in as they are, without triggers.
create function wall.move_guild(guild uuid, as_they_are boolean)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform set_config('moving.guild_id', guild::text, true);
    if as_they_are then
        set local session_replication_role = replica;
    end if;
end
$$;

-- Which of the accounts in these lines are here already, by their id or by their address.
create function wall.known_people(lines text)
returns table (id uuid, here uuid)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select brought.id, known.id
      from string_to_table(lines, E'\n') line
     cross join lateral (select (line::jsonb ->> 'id')::uuid as id, lower(line::jsonb ->> 'email') as email) brought
     cross join lateral (select a.id
                           from platform.accounts a
                          where (a.id = brought.id or lower(a.email) = brought.email)
                            and a.deleted_at is null
                          order by a.id <> brought.id
                          limit 1) known
$$;

-- Lines of JSON as rows. Somebody who had left, and comes back with a guild, is there again.
create function wall.bring_lines(part text, columns text[], lines text)
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $$
declare
    wanted record;
    done   bigint;
begin
    select p.* into wanted from wall.guild_part(part) p;
    if wanted.columns <> bring_lines.columns then
        raise exception '% has other columns here', part using errcode = 'GH409';
    end if;
    execute format('insert into %s (%s) select %s from string_to_table($1, E''\n'') line '
                   'cross join lateral jsonb_populate_record(null::%s, line::jsonb)%s',
                   wanted.relation, wall.named(columns), wall.named(columns), wanted.relation,
                   case when part = 'platform.accounts' then
                       (select ' on conflict (id) do update set ' || string_agg(format('%1$I = excluded.%1$I', c.name), ', ')
                               || ' where accounts.deleted_at is not null'
                          from unnest(columns) as c (name) where c.name <> 'id') end)
      using lines;
    get diagnostics done = row_count;
    return done;
end
$$;

-- What refers to something that is not there, in rows that came in without asking: constraint and how many rows.
create function wall.broken_references(guild uuid)
returns table (name text, rows bigint)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    reference record;
begin
    for reference in
        select k.conname, k.conrelid::regclass as here, k.confrelid::regclass as there, p.condition,
               (select string_agg(format('r.%I is not null', a.attname), ' and ')
                  from unnest(k.conkey) n join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n) as given,
               (select string_agg(format('r.%I = o.%I', a.attname, b.attname), ' and ')
                  from unnest(k.conkey, k.confkey) as n (mine, other)
                  join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n.mine
                  join pg_attribute b on b.attrelid = k.confrelid and b.attnum = n.other) as same
          from wall.guild_parts() p
          join pg_constraint k on k.conrelid = p.relation and k.contype = 'f'
    loop
        execute format('select count(*) from %s r where %s and %s and not exists (select from %s o where %s)',
                       reference.here, reference.condition, reference.given, reference.there, reference.same)
           into broken_references.rows
          using guild;
        name := reference.conname;
        if broken_references.rows > 0 then
            return next;
        end if;
    end loop;
end
$$;

-- Whom an operator means: a guild by its id or its name (several may bear one), an access owner by the address of somebody of its team.
create function wall.find_guilds(guild text)
returns table (id uuid, name text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$ select g.id, g.name from platform.guilds g where g.id::text = lower(guild) or lower(g.name) = lower(guild) order by g.id $$;

create function wall.find_owners(email text)
returns table (id uuid, name text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select o.id, o.name
      from platform.accounts a
      join platform.memberships m on m.account_id = a.id and m.role = 'access_owner' and m.guild_id is null
      join platform.access_owners o on o.id = m.access_owner_id
     where lower(a.email) = lower(find_owners.email)
     order by o.id
$$;

create function wall.last_migration()
returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$ select m.name from platform.migrations m order by m.number desc limit 1 $$;

-- A guild whose rows have come in gets its place in the tree: what memberships may is worked out anew, its access owner's team reads it by the
-- standing grant that came along, and both trails tell of it. digest: of the archive's manifest.
create function wall.settle_guild(guild uuid, digest text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    platform_chain constant uuid := '00000000-0000-0000-0000-000000000000';
    place          constant platform.guilds := (select g from platform.guilds g where g.id = guild);
begin
    insert into platform.alert_progress (guild_id, seq) select h.guild_id, h.seq from platform.audit_heads h where h.guild_id = guild;
    update platform.memberships m set live = m.live where m.guild_id = guild;
    insert into platform.memberships (id, account_id, role, access_owner_id, guild_id, created_by, updated_by)
    select gen_random_uuid(), m.account_id, 'access_owner', m.access_owner_id, guild, m.account_id, m.account_id
      from platform.memberships m
     where m.access_owner_id = place.access_owner_id and m.role = 'access_owner' and m.guild_id is null;
    perform wall.append_entry(guild, null, null, 0, 'guilds.imported', 'guilds/' || guild, jsonb_build_object('archive', digest));
    perform wall.append_entry(platform_chain, null, null, 0, 'guilds.imported', 'guilds/' || guild,
                              jsonb_build_object('name', place.name, 'access_owner_id', place.access_owner_id, 'archive', digest));
end
$$;

grant execute on function wall.guild_parts(), wall.guild_part(text), wall.named(text[]), wall.guild_lines(text, uuid), wall.move_guild(uuid, boolean),
      wall.known_people(text), wall.bring_lines(text, text[], text), wall.broken_references(uuid), wall.find_guilds(text), wall.find_owners(text),
      wall.last_migration(), wall.settle_guild(uuid, text), wall.verify_chain(uuid), wall.words(text), wall.spread(text), wall.fold(text)
   to guildhall_mover;

set local role guildhall_owner;
select wall.use_settings_form(i.settings_form) from platform.installation i;
