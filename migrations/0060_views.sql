-- Saved views: how somebody looks at a list, one's own or shared with the guild. For them wall.protect gets a kind 'personal'.
set local role guildhall_owner;

alter table platform.protected_tables
    drop constraint protected_tables_kind,
    add constraint protected_tables_kind check (kind in ('spot', 'guild', 'personal', 'staging', 'settings', 'derived', 'trail'));

set local role guildhall_wall;

-- The conditions of the four policies of a kind of table: what may be read, what may be written.
create or replace function wall.conditions(kind text, form text, out reading text, out writing text)
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select 'guild_id = current_setting(''app.guild_id'')::uuid'
           || case when kind in ('guild', 'settings') then ''
                   when kind = 'personal' then ' and seen_from <= current_setting(''app.account_id'')::uuid'
               || ' and seen_to >= current_setting(''app.account_id'')::uuid' else
                  ' and spot_pos >= current_setting(''app.read_lo'')::bigint'
               || ' and spot_pos <= current_setting(''app.read_hi'')::bigint'
               || ' and owner_id >= current_setting(''app.read_from'')::uuid'
               || ' and owner_id <= current_setting(''app.read_to'')::uuid' end
           || case when form = 'proof' then ' and (select wall.is_proven())' else '' end,
           'guild_id = current_setting(''app.guild_id'')::uuid'
           || case when kind in ('guild', 'settings') then
                  ' and current_setting(''app.write_hi'')::bigint >= 0'
                   when kind = 'personal' then
                  ' and seen_from <= current_setting(''app.account_id'')::uuid'
               || ' and seen_to >= current_setting(''app.account_id'')::uuid'
               || ' and current_setting(''app.write_hi'')::bigint >= 0'
               || ' and owner_id >= current_setting(''app.write_from'')::uuid'
               || ' and owner_id <= current_setting(''app.write_to'')::uuid' else
                  ' and spot_pos >= current_setting(''app.write_lo'')::bigint'
               || ' and spot_pos <= current_setting(''app.write_hi'')::bigint'
               || ' and owner_id >= current_setting(''app.write_from'')::uuid'
               || ' and owner_id <= current_setting(''app.write_to'')::uuid' end
           || case when form = 'proof' then ' and (select wall.is_proven())' else '' end
$$;

-- Puts a table of schema guild behind the wall; may be called again. Kinds:
--   spot      records with spot_pos and owner_id: read and written within the entered ranges, audited
--   guild     records of the whole guild (products, tax codes): audited
--   personal  one's own, seen by those from seen_from to seen_to (saved views): audited
--   staging   like spot, not audited: what an import has read but not yet made
--   settings  like guild, but only functions of the wall write it: audited
--   derived   like spot, but only functions of the wall write it: search tokens
--   trail     the audit trail itself
-- quiet: columns of which the audit trail keeps no values.
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

-- query is what stands behind the ? in the address of the list.
create table guild.views (
    guild_id   uuid        not null default wall.guild_id(),
    id         uuid        not null,
    owner_id   uuid        not null default wall.account_id(),
    list       text        not null,
    name       text        not null,
    query      text        not null,
    shared     boolean     not null default false,
    -- who sees it, as a range that the policies compare: its owner alone, or everybody
    seen_from  uuid        not null generated always as (case when shared then '00000000-0000-0000-0000-000000000000' else owner_id end) stored,
    seen_to    uuid        not null generated always as (case when shared then 'ffffffff-ffff-ffff-ffff-ffffffffffff' else owner_id end) stored,
    version    integer     not null default 1,
    created_at timestamptz not null default now(),
    created_by uuid        not null default wall.account_id(),
    updated_at timestamptz not null default now(),
    updated_by uuid        not null default wall.account_id(),
    constraint views_key primary key (guild_id, id),
    constraint views_list check (list in ('customers', 'contacts', 'estimates', 'products')),
    constraint views_name_length check (length(name) between 1 and 60),
    constraint views_query_length check (length(query) <= 4000)
);
create unique index views_name on guild.views (guild_id, owner_id, list, lower(name));

select wall.protect('guild.views', 'personal');

-- Everybody keeps views of their own; an administrator also mends and removes what others share.
insert into platform.role_permissions (role, permission, scope, switched)
values ('builder', 'views.read', 3, false),
       ('builder', 'views.create', 1, false),
       ('builder', 'views.update', 1, false),
       ('builder', 'views.delete', 1, false),
       ('spot', 'views.read', 3, false),
       ('spot', 'views.create', 1, false),
       ('spot', 'views.update', 1, false),
       ('spot', 'views.delete', 1, false),
       ('guild', 'views.read', 3, false),
       ('guild', 'views.create', 3, false),
       ('guild', 'views.update', 3, false),
       ('guild', 'views.delete', 3, false),
       ('access_owner', 'views.read', 3, false);
update platform.memberships set live = live;
