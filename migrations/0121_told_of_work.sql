-- Who is known already and gets work from an agency is told by mail; who is new was invited, or hears it with the first password.
set local role guildhall_owner;

insert into platform.mail_templates (name) values ('work_given');

set local role guildhall_wall;

-- By whom acts now and not by an invitation that is taken; who has been added just now is not known yet.
create function wall.tell_of_work(assignment uuid)
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    select wall.send_mail('work_given/' || s.id, 'work_given', a.id,
                          jsonb_build_object('who', giver.name, 'owner', o.name, 'team_role', r.name, 'guild_group', g.name))
      from platform.assignments s
      join platform.accounts a on a.id = s.account_id and a.id <> s.created_by and a.created_at < now()
      join platform.accounts giver on giver.id = s.created_by and giver.id = nullif(current_setting('app.account_id', true), '')::uuid
      join platform.access_owners o on o.id = s.access_owner_id
      join platform.role_sets r on r.id = s.role_set_id
      join platform.guild_groups g on g.id = s.group_id
     where s.id = assignment
$$;

-- As in 0118.
create or replace function wall.put_to_work(assignment uuid, by uuid, owner uuid, person uuid, role_set uuid, guild_group uuid)
returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into platform.assignments (id, access_owner_id, account_id, role_set_id, group_id, created_by)
    values (assignment, owner, person, role_set, guild_group, by)
        on conflict on constraint assignments_once do nothing;
    if not found then
        return false;
    end if;
    perform wall.tell_of_team(owner, wall.guilds_of(guild_group), 'assignments.created', 'accounts/' || person,
                              jsonb_build_object('assignment_id', assignment, 'guild_group_id', guild_group,
                                                 'role_set', (select r.name from platform.role_sets r where r.id = role_set)));
    perform wall.tell_raised(m, '{}', m.scopes, 'assignments/' || assignment)
       from platform.memberships m
      where m.account_id = person and m.role = 'agent' and m.guild_id = any (wall.guilds_of(guild_group));
    perform wall.tell_of_work(assignment);
    return true;
end
$$;
