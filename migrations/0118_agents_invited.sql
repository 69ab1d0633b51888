-- Whoever is to work for an agency and is new to it is invited, as everybody else: by an invitation to a role over a group of guilds
-- (0114) instead of a place (0091).
set local role guildhall_owner;

-- Such an invitation ends with the role or the group that it is to.
alter table platform.invitations
    add column role_set_id uuid,
    add column group_id    uuid,
    add constraint invitations_role_set foreign key (access_owner_id, role_set_id)
        references platform.role_sets (access_owner_id, id) on delete cascade,
    add constraint invitations_group foreign key (access_owner_id, group_id)
        references platform.guild_groups (access_owner_id, id) on delete cascade,
    add constraint invitations_work check (num_nonnulls(role_set_id, group_id) = case role when 'agent' then 2 else 0 end);
create index invitations_role_set_index on platform.invitations (access_owner_id, role_set_id) where role_set_id is not null;
create index invitations_group_index on platform.invitations (access_owner_id, group_id) where group_id is not null;

set local role guildhall_wall;

alter type wall.invitation add attribute team_role text, add attribute guild_group text;

create or replace function wall.as_invitation(actor platform.memberships, i platform.invitations)
returns wall.invitation
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select row(i.id, i.email, i.name, i.role, i.access_owner_id, i.guild_id, i.spot_id,
               (select s.name from platform.spots s where s.guild_id = i.guild_id and s.id = i.spot_id), i.can_create_customers,
               (select a.name from platform.memberships m join platform.accounts a on a.id = m.account_id
                 where m.id = i.invited_by and wall.sees_membership(actor, m)),
               case when l.ended_at is not null or l.ends_at <= now() or l.id is null then 'expired'
                    when o.outcome is null then 'waiting'
                    when o.outcome = 'failed' then 'failed'
                    else 'sent'
               end,
               i.sent_at, l.ends_at, i.created_at,
               (select r.name from platform.role_sets r where r.id = i.role_set_id),
               (select g.name from platform.guild_groups g where g.id = i.group_id))::wall.invitation
      from (select 1) as one
      left join platform.links l on l.id = i.link_id
      left join platform.outbox o on o.key = 'invitation/' || i.link_id
$$;

-- As in 0112; who is asked to work for an agency is not in a guild yet, and in the agency's sight.
create or replace function wall.sees_membership(actor platform.memberships, other platform.memberships)
returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case
               when other.account_id = actor.account_id then true
               when actor.role = 'admin' then not wall.is_canary(other.access_owner_id)
               when other.access_owner_id is null or other.role = 'support' then false
               when other.role = 'access_owner' or other.role = 'agent' and other.guild_id is null then wall.sees_access_owner(actor, other.access_owner_id)
               when other.spot_id is null then actor.spot_id is null and wall.sees_guild(actor, other.guild_id)
               when actor.role = 'builder' then actor.guild_id = other.guild_id and actor.spot_id = other.spot_id
               else wall.sees_spot(actor, other.guild_id, other.pos)
           end
$$;

create or replace function wall.may_invite(actor platform.memberships, role text)
returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(actor.scopes ? case may_invite.role
                                       when 'moderator' then 'moderators.create'
                                       when 'access_owner' then 'team.create'
                                       when 'agent' then 'assignments.create'
                                       when 'guild' then 'administrators.create'
                                       when 'spot' then 'heads.create'
                                       when 'builder' then 'builders.create'
                                   end, false)
$$;

-- Keeps an invitation and sends it. Who was asked to the same already is asked anew, by the new one alone. GH429 after 200 in an hour.
create function wall.ask_to_join(i platform.invitations)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if (select count(*) from platform.invitations o where o.invited_by = i.invited_by and o.sent_at > now() - interval '1 hour') >= 200 then
        raise exception 'Too many invitations within an hour. Please wait a little.' using errcode = 'GH429', detail = '600';
    end if;
    update platform.invitations o
       set revoked_at = now()
     where lower(o.email) = lower(i.email)
       and o.role = i.role
       and (o.access_owner_id, o.guild_id, o.spot_id, o.role_set_id, o.group_id)
           is not distinct from (i.access_owner_id, i.guild_id, i.spot_id, i.role_set_id, i.group_id)
       and o.accepted_at is null
       and o.revoked_at is null;
    insert into platform.invitations (id, account_id, email, name, language, role, access_owner_id, guild_id, spot_id, can_create_customers,
                                      role_set_id, group_id, invited_by)
    values (i.id, i.account_id, i.email, i.name, i.language, i.role, i.access_owner_id, i.guild_id, i.spot_id, coalesce(i.can_create_customers, false),
            i.role_set_id, i.group_id, i.invited_by);
    perform wall.send_invitation(i.id);
end
$$;

create or replace function wall.invite(actor platform.memberships, account uuid, membership uuid, email text, name text, language text, role text, owner uuid,
                                       guild uuid, spot uuid, can_create_customers boolean)
returns wall.account
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    asked platform.invitations;
    place platform.memberships;
begin
    if role in ('guild', 'spot', 'builder') then
        perform wall.expect_may_give(actor, '{}', wall.scopes_of(role, coalesce(can_create_customers, false), null), 'email');
    end if;
    asked.id := membership;
    asked.account_id := account;
    asked.email := email;
    asked.name := name;
    asked.language := language;
    asked.role := role;
    asked.access_owner_id := owner;
    asked.guild_id := guild;
    asked.spot_id := spot;
    asked.can_create_customers := can_create_customers;
    asked.invited_by := actor.id;
    perform wall.ask_to_join(asked);
    place := wall.as_membership(asked);
    perform wall.tell(guild, place.pos, 'invitations.created', 'invitations/' || membership,
                      jsonb_build_object('role', role, 'spot_id', spot, 'can_create_customers', coalesce(can_create_customers, false)));
    return row(account, email, name, language, role, membership, owner, guild, spot, coalesce(can_create_customers, false), false, false, 1,
               now())::wall.account;
end
$$;

-- A role over a group for one person, from now on; false where it is there already.
create function wall.put_to_work(assignment uuid, by uuid, owner uuid, person uuid, role_set uuid, guild_group uuid)
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
    return true;
end
$$;

-- As in 0114; but somebody new comes with a first password, or is invited. GH422 at team_role_id, guild_group_id, email, GH429.
create or replace function wall.assign(assignment uuid, owner uuid, account uuid, email text, name text, language text, password_hash text,
                                       role_set uuid, guild_group uuid)
returns setof wall.assignment
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor  constant platform.memberships := wall.acting();
    place  constant platform.access_owners := wall.seen_access_owner(actor, owner);
    person uuid;
    given  platform.role_sets;
    asked  platform.invitations;
begin
    select r.* into given from platform.role_sets r where r.id = role_set and r.access_owner_id = place.id;
    if given.id is null then
        raise exception 'is no role of this agency' using errcode = 'GH422', detail = 'team_role_id';
    elsif not exists (select from platform.guild_groups g where g.id = guild_group and g.access_owner_id = place.id) then
        raise exception 'is no group of this agency' using errcode = 'GH422', detail = 'guild_group_id';
    end if;
    perform wall.expect_may_give(actor, '{}', wall.scopes_of('agent', false, given.permissions), 'team_role_id');
    select a.id into person
      from platform.accounts a
     where lower(a.email) = lower(assign.email) and assign.password_hash is null
       and (exists (select from platform.assignments s where s.account_id = a.id and s.access_owner_id = place.id)
            or exists (select from platform.memberships m where m.account_id = a.id and wall.sees_membership(actor, m)));
    if person is null and assign.password_hash is null then
        asked.id := assignment;
        asked.account_id := account;
        asked.email := email;
        asked.name := name;
        asked.language := language;
        asked.role := 'agent';
        asked.access_owner_id := place.id;
        asked.role_set_id := given.id;
        asked.group_id := guild_group;
        asked.invited_by := actor.id;
        perform wall.ask_to_join(asked);
        perform wall.tell_of_team(place.id, '{}', 'invitations.created', 'invitations/' || assignment,
                                  jsonb_build_object('role', 'agent', 'role_set', given.name, 'guild_group_id', guild_group));
        return query
        select assignment, place.id, account, assign.name, assign.email, given.id, given.name, g.id, g.name, now()
          from platform.guild_groups g
         where g.id = guild_group;
        return;
    end if;
    person := coalesce(person, wall.add_account(actor, account, email, name, language, password_hash));
    if not wall.put_to_work(assignment, actor.account_id, place.id, person, given.id, guild_group) then
        raise exception 'This person is already there.' using errcode = 'GH422', detail = 'email';
    end if;
    return query select (wall.as_assignment(a)).* from platform.assignments a where a.id = assignment;
end
$$;

-- As in 0092; work for an agency begins in all guilds of its group, if who has invited may still give it.
create or replace function wall.take_invitation(i platform.invitations, account uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    inviter platform.memberships;
begin
    select m.* into inviter from platform.memberships m where m.id = i.invited_by;
    update platform.invitations n set accepted_at = now() where n.id = i.id;
    update platform.links l set ended_at = now() where l.subject_id = i.id and l.ended_at is null;
    update platform.accounts a set email_confirmed_at = now() where a.id = account;
    if i.role = 'agent' then
        perform wall.expect_may_give(inviter, '{}', wall.scopes_of('agent', false, r.permissions), 'token')
           from platform.role_sets r where r.id = i.role_set_id;
        perform wall.put_to_work(i.id, inviter.account_id, i.access_owner_id, account, i.role_set_id, i.group_id);
        return;
    end if;
    perform wall.add_membership(inviter, i.id, account, i.role, i.access_owner_id, i.guild_id, i.spot_id, i.can_create_customers);
    if i.role = 'access_owner' then
        perform wall.join_guilds(inviter, i.access_owner_id, account);
    end if;
end
$$;

-- As in 0092: the membership to act as; for an agency's people in one of their guilds, null where none lets them in now.
create or replace function wall.join_by_link(token bytea)
returns uuid
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    i platform.invitations;
begin
    perform wall.proven();
    begin
        i := wall.invitation_of(token);
    exception when sqlstate 'GH422' then
        raise exception 'This link was used or is over. Ask for a new one.' using errcode = 'GH409';
    end;
    if not exists (select from platform.accounts a where a.id = wall.account_id() and lower(a.email) = lower(i.email)) then
        raise exception 'This invitation went to another address. Sign in with the account of that address.' using errcode = 'GH409';
    end if;
    perform wall.take_invitation(i, wall.account_id());
    return case i.role
               when 'agent' then (select m.id
                                    from platform.memberships m
                                   where m.account_id = wall.account_id() and m.role = 'agent' and m.access_owner_id = i.access_owner_id and m.live
                                   order by m.id
                                   limit 1)
               else i.id
           end;
end
$$;
