-- Guilds side by side for those above them: how each is doing, without a look at any record. How many customers and estimates there are
-- is counted along, and told to its access owner alone, while it may read the guild.
set local role guildhall_owner;

create table platform.guild_figures (
    guild_id  uuid   not null,
    customers bigint not null default 0,
    estimates bigint not null default 0,
    constraint guild_figures_key primary key (guild_id),
    constraint guild_figures_guild foreign key (guild_id) references platform.guilds (id)
) with (fillfactor = 50);
grant select, insert, update on platform.guild_figures to guildhall_wall;

set local role guildhall_wall;

create function wall.add_figures(guild uuid, customers bigint, estimates bigint)
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    insert into platform.guild_figures as f (guild_id, customers, estimates)
    values (guild, customers, estimates)
        on conflict (guild_id) do update
       set customers = f.customers + excluded.customers, estimates = f.estimates + excluded.estimates
$$;

-- Counts what is there and not in the trash. The table's name says which.
create function wall.count_figures(of_table text, guild uuid, change bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if change <> 0 then
        perform wall.add_figures(guild, case of_table when 'customers' then change else 0 end, case of_table when 'estimates' then change else 0 end);
    end if;
end
$$;

create function wall.figure_insert()
returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.count_figures(tg_table_name, n.guild_id, count(*) filter (where n.deleted_at is null)) from new_rows n group by n.guild_id;
    return null;
end
$$;

create function wall.figure_update()
returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.count_figures(tg_table_name, r.guild_id, sum(r.change)::bigint)
       from (select n.guild_id, count(*) as change from new_rows n where n.deleted_at is null group by n.guild_id
              union all
             select o.guild_id, -count(*) from old_rows o where o.deleted_at is null group by o.guild_id) as r
      group by r.guild_id;
    return null;
end
$$;

create function wall.figure_delete()
returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.count_figures(tg_table_name, o.guild_id, -count(*) filter (where o.deleted_at is null)) from old_rows o group by o.guild_id;
    return null;
end
$$;

grant execute on function wall.figure_insert(), wall.figure_update(), wall.figure_delete(), wall.add_figures(uuid, bigint, bigint) to guildhall_owner;

set local role guildhall_owner;

create trigger figure_insert after insert on guild.customers referencing new table as new_rows for each statement execute function wall.figure_insert();
create trigger figure_update after update on guild.customers referencing old table as old_rows new table as new_rows
   for each statement execute function wall.figure_update();
create trigger figure_delete after delete on guild.customers referencing old table as old_rows for each statement execute function wall.figure_delete();
create trigger figure_insert after insert on guild.estimates referencing new table as new_rows for each statement execute function wall.figure_insert();
create trigger figure_update after update on guild.estimates referencing old table as old_rows new table as new_rows
   for each statement execute function wall.figure_update();
create trigger figure_delete after delete on guild.estimates referencing old table as old_rows for each statement execute function wall.figure_delete();

-- What is there already. platform.guilds is locked by nobody meanwhile: a migration runs before the server.
alter table guild.customers no force row level security;
alter table guild.estimates no force row level security;
insert into platform.guild_figures (guild_id, customers, estimates)
select g.id, (select count(*) from guild.customers c where c.guild_id = g.id and c.deleted_at is null),
       (select count(*) from guild.estimates e where e.guild_id = g.id and e.deleted_at is null)
  from platform.guilds g;
alter table guild.customers force row level security;
alter table guild.estimates force row level security;

set local role guildhall_wall;

create type wall.guild_health as (
    id uuid, name text, access_owner_id uuid, access_owner text, suspended boolean, people bigint, spots bigint, last_seen_at timestamptz,
    size text, grants bigint, customers bigint, estimates bigint, created_at timestamptz);

-- people: who may work there now. size: by how much has ever been recorded there. grants: by which somebody above reads it.
-- customers and estimates: null for everybody but the access owner that may read them.
create function wall.health_of(actor platform.memberships, g platform.guilds)
returns wall.guild_health
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select row(g.id, g.name, o.id, o.name, g.suspended_at is not null,
               (select count(distinct m.account_id) from platform.memberships m
                 where m.guild_id = g.id and m.role in ('guild', 'spot', 'builder') and m.live),
               (select count(*) from platform.spots s where s.guild_id = g.id),
               (select max(e.last_seen_at)
                  from platform.memberships m
                  join platform.sessions e on e.account_id = m.account_id and e.membership_id = m.id
                 where m.guild_id = g.id and m.role in ('guild', 'spot', 'builder')),
               (select case when h.seq < 10000 then 'small' when h.seq < 1000000 then 'medium' else 'large' end
                  from platform.audit_heads h where h.guild_id = g.id),
               grants.running, f.customers, f.estimates, g.created_at)::wall.guild_health
      from platform.access_owners o
     cross join lateral (select count(*) as running from platform.standing_grants s where s.guild_id = g.id and s.ended_at is null) as grants
      left join lateral (select coalesce(max(n.customers), 0) as customers, coalesce(max(n.estimates), 0) as estimates
                           from platform.guild_figures n
                          where n.guild_id = g.id) as f
        on actor.role = 'access_owner'
       and exists (select from platform.standing_grants s
                    where s.guild_id = g.id and s.access_owner_id = actor.access_owner_id and s.ended_at is null)
     where o.id = g.access_owner_id
$$;

-- owner: of this access owner alone, or null.
create function wall.list_portfolio(owner uuid)
returns setof wall.guild_health
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select wall.health_of(actor, g)
      from wall.acting() actor
      join platform.guilds g on (list_portfolio.owner is null or g.access_owner_id = list_portfolio.owner) and wall.sees_guild(actor, g.id)
     where actor.role in ('admin', 'moderator', 'access_owner')
$$;

grant execute on function wall.list_portfolio(uuid) to guildhall_app;

set local role guildhall_owner;
insert into platform.role_permissions (role, permission, scope)
values ('access_owner', 'portfolio.read', 3), ('moderator', 'portfolio.read', 3), ('admin', 'portfolio.read', 3);
update platform.memberships set live = live;
