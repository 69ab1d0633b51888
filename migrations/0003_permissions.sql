-- What the built-in roles may do, and how a membership's scopes, range and life follow from the rest.
set local role guildhall_owner;

-- Scope: 1 own, 2 spot, 3 guild, 0 none. Two digits would be a mistake: see scopes_of for the packed form.
insert into platform.role_permissions (role, permission, scope, switched)
select r.role, p.permission, r.scope, p.permission = 'customers.create' and r.role = 'builder'
  from (values
        -- permission             user builder spot guild owner moderator admin
        ('customers.read',           0,      2,   2,    3,    3,        0,    0),
        ('customers.create',         0,      2,   2,    3,    0,        0,    0),
        ('customers.update',         0,      2,   2,    3,    0,        0,    0),
        ('customers.delete',         0,      2,   2,    3,    0,        0,    0),
        ('contacts.read',            0,      2,   2,    3,    3,        0,    0),
        ('contacts.create',          0,      2,   2,    3,    0,        0,    0),
        ('contacts.update',          0,      2,   2,    3,    0,        0,    0),
        ('contacts.delete',          0,      2,   2,    3,    0,        0,    0),
        ('notes.read',               0,      2,   2,    3,    3,        0,    0),
        ('notes.create',             0,      2,   2,    3,    0,        0,    0),
        ('notes.update',             0,      2,   2,    3,    0,        0,    0),
        ('notes.delete',             0,      2,   2,    3,    0,        0,    0),
        ('estimates.read',           0,      2,   2,    3,    3,        0,    0),
        ('estimates.create',         0,      2,   2,    3,    0,        0,    0),
        ('estimates.update',         0,      2,   2,    3,    0,        0,    0),
        ('estimates.delete',         0,      2,   2,    3,    0,        0,    0),
        ('products.read',            0,      3,   3,    3,    3,        0,    0),
        ('products.create',          0,      0,   3,    3,    0,        0,    0),
        ('products.update',          0,      0,   3,    3,    0,        0,    0),
        ('products.delete',          0,      0,   3,    3,    0,        0,    0),
        ('tax_codes.read',           0,      3,   3,    3,    3,        0,    0),
        ('tax_codes.create',         0,      0,   0,    3,    0,        0,    0),
        ('tax_codes.update',         0,      0,   0,    3,    0,        0,    0),
        ('tax_codes.delete',         0,      0,   0,    3,    0,        0,    0),
        ('imports.read',             0,      0,   2,    3,    3,        0,    0),
        ('imports.run',              0,      0,   2,    3,    0,        0,    0),
        ('exports.run',              0,      2,   2,    3,    3,        0,    0),
        ('settings.read',            0,      3,   3,    3,    3,        0,    0),
        ('settings.update',          0,      0,   0,    3,    3,        0,    0),
        ('audit.read',               0,      1,   2,    3,    3,        0,    0),
        ('platform_audit.read',      0,      0,   0,    0,    0,        3,    3),
        -- the tree: how far is decided by the functions themselves
        ('moderators.read',          0,      0,   0,    0,    0,        1,    3),
        ('moderators.create',        0,      0,   0,    0,    0,        0,    3),
        ('access_owners.read',       0,      0,   0,    0,    1,        3,    3),
        ('access_owners.create',     0,      0,   0,    0,    0,        3,    3),
        ('access_owners.update',     0,      0,   0,    0,    1,        3,    3),
        ('team.read',                0,      0,   0,    0,    3,        3,    3),
        ('team.create',              0,      0,   0,    0,    3,        3,    3),
        ('guilds.read',              0,      3,   3,    3,    3,        3,    3),
        ('guilds.create',            0,      0,   0,    0,    3,        0,    0),
        ('guilds.update',            0,      0,   0,    3,    3,        3,    3),
        ('administrators.read',      0,      0,   0,    3,    3,        3,    3),
        ('administrators.create',    0,      0,   0,    3,    3,        0,    0),
        ('spots.read',               0,      2,   2,    3,    3,        3,    3),
        ('spots.create',             0,      0,   2,    3,    3,        0,    0),
        ('spots.update',             0,      0,   2,    3,    3,        0,    0),
        ('heads.read',               0,      2,   2,    3,    3,        3,    3),
        ('heads.create',             0,      0,   0,    3,    3,        0,    0),
        ('builders.read',            0,      2,   2,    3,    3,        3,    3),
        ('builders.create',          0,      0,   2,    3,    3,        0,    0),
        ('accounts.read',            1,      2,   2,    3,    3,        3,    3),
        ('accounts.update',          1,      1,   2,    3,    3,        3,    3),
        ('accounts.suspend',         0,      0,   2,    3,    3,        3,    3)
       ) as p (permission, as_user, as_builder, as_spot, as_guild, as_owner, as_moderator, as_admin)
 cross join lateral (values
        ('user', p.as_user), ('builder', p.as_builder), ('spot', p.as_spot), ('guild', p.as_guild),
        ('access_owner', p.as_owner), ('moderator', p.as_moderator), ('admin', p.as_admin)
       ) as r (role, scope)
 where r.scope > 0;

grant select, insert, update, delete on all tables in schema platform to guildhall_wall;
revoke insert, update, delete on platform.migrations, platform.roles, platform.role_permissions from guildhall_wall;

set local role guildhall_wall;
alter default privileges in schema wall revoke execute on functions from public;
alter default privileges revoke execute on functions from public;

-- A role's permissions, packed for entering: reading is its scope; anything else is ten times its scope plus the scope
-- in which the same things may be read (what cannot be read at all is at least read where it is one's own).
create function wall.scopes_of(role_name text, can_create_customers boolean)
returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with held as (
        select p.permission, split_part(p.permission, '.', 1) as things, p.scope
          from platform.role_permissions p
         where p.role = role_name
           and (not p.switched or can_create_customers)
    )
    select coalesce(jsonb_object_agg(h.permission,
               case
                   when h.permission like '%.read' then h.scope
                   else h.scope * 10 + coalesce(
                       (select r.scope from held r where r.permission = h.things || '.read'),
                       (select 1 from platform.role_permissions k where k.permission = h.things || '.read' limit 1),
                       3)
               end), '{}')
      from held h
$$;

-- pos, upto, scopes and live are never written by anybody else.
create function wall.derive_membership()
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
    new.scopes := wall.scopes_of(new.role, new.can_create_customers);
    new.language := (select a.language from platform.accounts a where a.id = new.account_id);
    new.live := new.suspended_at is null
        and exists (select from platform.accounts a where a.id = new.account_id and a.suspended_at is null)
        and (new.access_owner_id is null
             or exists (select from platform.access_owners o where o.id = new.access_owner_id and o.suspended_at is null))
        and (new.guild_id is null
             or exists (select from platform.guilds g where g.id = new.guild_id and g.suspended_at is null))
        and (new.guild_id is null or new.role <> 'access_owner'
             or exists (select from platform.standing_grants s
                         where s.guild_id = new.guild_id and s.access_owner_id = new.access_owner_id and s.ended_at is null));
    return new;
end
$$;

-- Whatever a membership's life or range depends on touches it, so that suspension holds from the next request.
create function wall.touch_memberships()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    case tg_table_name
        when 'accounts' then
            update platform.memberships m set live = m.live where m.account_id = new.id;
        when 'access_owners' then
            update platform.memberships m set live = m.live where m.access_owner_id = new.id;
        when 'guilds' then
            update platform.memberships m set live = m.live where m.guild_id = new.id;
        when 'standing_grants' then
            update platform.memberships m set live = m.live where m.guild_id = new.guild_id and m.role = 'access_owner';
        when 'spots' then
            update platform.memberships m set live = m.live where m.guild_id = new.guild_id and m.spot_id = new.id;
    end case;
    return null;
end
$$;

-- What a role may do from now on, those who are there already may do too.
create function wall.refresh_memberships()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    update platform.memberships m set live = m.live;
    return null;
end
$$;

grant execute on function wall.scopes_of(text, boolean), wall.derive_membership(), wall.touch_memberships(), wall.refresh_memberships()
   to guildhall_owner;

set local role guildhall_owner;
create trigger derive before insert or update on platform.memberships
    for each row execute function wall.derive_membership();
create trigger refresh after insert or update or delete on platform.role_permissions
    for each statement execute function wall.refresh_memberships();
create trigger touch after update of suspended_at, language on platform.accounts
    for each row execute function wall.touch_memberships();
create trigger touch after update of suspended_at on platform.access_owners
    for each row execute function wall.touch_memberships();
create trigger touch after update of suspended_at on platform.guilds
    for each row execute function wall.touch_memberships();
create trigger touch after insert or update on platform.standing_grants
    for each row execute function wall.touch_memberships();
create trigger touch after update of pos, upto on platform.spots
    for each row execute function wall.touch_memberships();
