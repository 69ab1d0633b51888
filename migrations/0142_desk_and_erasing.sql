-- Who is at the security desk, or has written there, is somebody also when their only guild is erased.
set local role guildhall_owner;
grant select (account_id) on platform.desk_members, platform.desk_messages to guildhall_mover;

set local role guildhall_wall;
create or replace function wall.only_here(guild uuid)
returns setof uuid
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select distinct m.account_id
      from platform.memberships m
     where m.guild_id = guild
       and not exists (select from platform.memberships e where e.account_id = m.account_id and e.guild_id is distinct from guild)
       and not exists (select from platform.assignments s where s.account_id = m.account_id)
       and not exists (select from platform.desk_members d where d.account_id = m.account_id)
       and not exists (select from platform.desk_messages d where d.account_id = m.account_id)
$$;
