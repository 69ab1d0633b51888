-- Role sets of a guild's own: named sets of permissions, each with a scope, that stand in the place of what a built-in role may do with
-- records. How far somebody administrates stays bounded by the built-in role, and what everybody needs is everybody's.
set local role guildhall_owner;

-- What a role set says, in the order in which it is read. scopes: which of 1 own, 2 spot, 3 guild make a difference here. least: what
-- remains where a set does not name it (who works in a guild sees at least its own). administrative: never further than the built-in role.
create table platform.permissions (
    permission     text       not null,
    place          smallint   not null,
    scopes         smallint[] not null,
    least          smallint   not null default 0,
    administrative boolean    not null default false,
    constraint permissions_key primary key (permission),
    constraint permissions_place unique (place),
    constraint permissions_scopes check (scopes <@ '{1,2,3}'::smallint[] and cardinality(scopes) > 0),
    constraint permissions_least check (least = 0 or least = any (scopes))
);
insert into platform.permissions (place, permission, scopes, least, administrative)
values (10, 'customers.read',   '{1,2,3}', 1, false), (11, 'customers.create', '{1,2,3}', 0, false),
       (12, 'customers.update', '{1,2,3}', 0, false), (13, 'customers.delete', '{1,2,3}', 0, false),
       (20, 'contacts.read',    '{1,2,3}', 1, false), (21, 'contacts.create',  '{1,2,3}', 0, false),
       (22, 'contacts.update',  '{1,2,3}', 0, false), (23, 'contacts.delete',  '{1,2,3}', 0, false),
       (30, 'notes.read',       '{1,2,3}', 1, false), (31, 'notes.create',     '{1,2,3}', 0, false),
       (33, 'notes.delete',     '{1,2,3}', 0, false),
       (40, 'activities.read',  '{1,2,3}', 1, false), (41, 'activities.create', '{1,2,3}', 0, false),
       (42, 'activities.update', '{1,2,3}', 0, false), (43, 'activities.delete', '{1,2,3}', 0, false),
       (50, 'estimates.read',   '{1,2,3}', 1, false), (51, 'estimates.create', '{1,2,3}', 0, false),
       (52, 'estimates.update', '{1,2,3}', 0, false), (53, 'estimates.delete', '{1,2,3}', 0, false),
       (61, 'products.create',  '{3}', 0, false), (62, 'products.update',  '{3}', 0, false), (63, 'products.delete',  '{3}', 0, false),
       (71, 'tax_codes.create', '{3}', 0, false), (72, 'tax_codes.update', '{3}', 0, false), (73, 'tax_codes.delete', '{3}', 0, false),
       (81, 'tags.create',      '{3}', 0, false), (82, 'tags.update',      '{3}', 0, false), (83, 'tags.delete',      '{3}', 0, false),
       (91, 'groups.create',    '{3}', 0, false), (92, 'groups.update',    '{3}', 0, false), (93, 'groups.delete',    '{3}', 0, false),
       (104, 'bulk_changes.run', '{2,3}', 0, false), (114, 'imports.run', '{2,3}', 0, false), (124, 'exports.run', '{1,2,3}', 0, false),
       (130, 'audit.read',      '{1,2,3}', 1, false),
       (142, 'guilds.update',   '{3}', 0, true),
       (151, 'spots.create',    '{2,3}', 0, true), (152, 'spots.update', '{2,3}', 0, true),
       (161, 'builders.create', '{2,3}', 0, true), (165, 'people.move', '{2,3}', 0, true), (166, 'accounts.suspend', '{2,3}', 0, true),
       (171, 'heads.create',    '{3}', 0, true), (181, 'administrators.create', '{3}', 0, true),
       (191, 'role_sets.create', '{3}', 0, true), (192, 'role_sets.update', '{3}', 0, true), (193, 'role_sets.delete', '{3}', 0, true),
       (197, 'role_sets.assign', '{2,3}', 0, true),
       (202, 'standing_grants.update', '{3}', 0, true);

-- permissions: {"customers.read": 2, …}
create table platform.role_sets (
    id          uuid        not null,
    guild_id    uuid        not null,
    name        text        not null,
    permissions jsonb       not null,
    version     integer     not null default 1,
    created_at  timestamptz not null default now(),
    created_by  uuid        not null,
    updated_at  timestamptz not null default now(),
    updated_by  uuid        not null,
    constraint role_sets_key primary key (id),
    constraint role_sets_place unique (guild_id, id),
    constraint role_sets_guild foreign key (guild_id) references platform.guilds (id),
    constraint role_sets_name_length check (length(name) between 1 and 60),
    constraint role_sets_permissions check (jsonb_typeof(permissions) = 'object')
);
create unique index role_sets_name on platform.role_sets (guild_id, lower(name));
grant select, insert, update, delete on platform.role_sets to guildhall_wall;
grant select on platform.permissions to guildhall_wall;

-- Null: what the built-in role may do.
alter table platform.memberships
    add column role_set_id uuid,
    add constraint memberships_role_set foreign key (guild_id, role_set_id) references platform.role_sets (guild_id, id),
    add constraint memberships_role_set_place check (role_set_id is null or role in ('guild', 'spot', 'builder'));
create index memberships_role_set_index on platform.memberships (role_set_id) where role_set_id is not null;

set local role guildhall_wall;

create type wall.right as (permission text, scope smallint);

-- What a role may do, shaped by a set (null: by none). Beside what the set names there remains what everybody needs, and what belongs
-- to running imports, exports and changes of many records follows whether they may be run.
create function wall.rights_of(role_name text, can_create_customers boolean, shape jsonb)
returns setof wall.right
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    if shape is null then
        return query
        select p.permission, p.scope
          from platform.role_permissions p
         where p.role = role_name and (not p.switched or can_create_customers);
        return;
    end if;
    return query
    with by_level as (
        select p.permission, split_part(p.permission, '.', 1) as things, p.scope from platform.role_permissions p where p.role = role_name
    ),
    by_set as (
        select k.permission, split_part(k.permission, '.', 1) as things,
               case when k.administrative then least((shape ->> k.permission)::smallint, l.scope)
                    else greatest(coalesce((shape ->> k.permission)::smallint, 0::smallint), k."least") end as scope
          from platform.permissions k
          left join by_level l on l.permission = k.permission
         where case when k.administrative then shape ? k.permission and l.scope is not null else k."least" > 0 or shape ? k.permission end
    ),
    held as (
        select s.permission, s.scope from by_set s
         union all
        select s.things || '.read', s.scope from by_set s where s.permission like '%.run'
         union all
        select l.permission, l.scope
          from by_level l
         where not exists (select from platform.permissions k where k.permission = l.permission)
           and (not exists (select from platform.permissions k where k.permission = l.things || '.run') or shape ? (l.things || '.run'))
    )
    select h.permission, max(h.scope) from held h group by h.permission;
end
$$;

-- Packed for entering: reading is its scope; anything else is ten times its scope plus the scope in which the same things may be read
-- (what cannot be read at all is at least read where it is one's own).
create function wall.scopes_of(role_name text, can_create_customers boolean, shape jsonb)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        with held as materialized (
            select r.permission, split_part(r.permission, '.', 1) as things, r.scope
              from wall.rights_of(role_name, can_create_customers, shape) r
        )
        select coalesce(jsonb_object_agg(h.permission,
                   case
                       when h.permission like '%.read' then h.scope
                       else h.scope * 10 + coalesce(
                           (select r.scope from held r where r.permission = h.things || '.read'),
                           (select 1 from platform.role_permissions k where k.permission = h.things || '.read' limit 1),
                           3)
                   end), '{}')
          from held h);
end
$$;

-- The set that shapes what a membership may do; null: none.
create function wall.shape_of(m platform.memberships)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (select r.permissions from platform.role_sets r where r.id = m.role_set_id);
end
$$;

-- pos, upto, scopes and live are never written by anybody else.
create or replace function wall.derive_membership()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    new.pos := 0;
    new.upto := 4611686018427387904;
    if new.spot_id is not null then
        select s.pos, case when new.role = 'builder' then s.pos else s.upto end
          into new.pos, new.upto
          from platform.spots s
         where s.guild_id = new.guild_id
           and s.id = new.spot_id;
    end if;
    new.scopes := wall.scopes_of(new.role, new.can_create_customers, wall.shape_of(new));
    new.language := (select a.language from platform.accounts a where a.id = new.account_id);
    new.live := wall.hindrances(new) = '{}';
    return new;
end
$$;
drop function wall.scopes_of(text, boolean);

-- What a set says from now on, those who have it may do from their next request on.
create function wall.touch_shaped()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    update platform.memberships m set live = m.live where m.role_set_id = new.id;
    return null;
end
$$;

grant execute on function wall.rights_of(text, boolean, jsonb), wall.scopes_of(text, boolean, jsonb), wall.shape_of(platform.memberships),
      wall.hindrances(platform.memberships), wall.derive_membership(), wall.touch_shaped()
   to guildhall_owner;

set local role guildhall_owner;
create trigger touch after update of permissions on platform.role_sets for each row execute function wall.touch_shaped();

insert into platform.role_permissions (role, permission, scope)
select r.role, 'role_sets.read', 3 from platform.roles r where r.role <> 'user'
 union all
select r.role, p.permission, 3
  from (values ('guild'), ('access_owner')) as r (role),
       (values ('role_sets.create'), ('role_sets.update'), ('role_sets.delete'), ('role_sets.assign')) as p (permission)
 union all
select 'spot', 'role_sets.assign', 2;
