-- Suspending somebody ends the sessions that act so: whoever is let in again signs in again. Memberships have ids in the order of time, so that where one begins is no chance.
set local role guildhall_wall;

create function wall.end_sessions()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    update platform.sessions s set ended_at = now() where s.membership_id = new.id and s.ended_at is null;
    return null;
end
$$;

grant execute on function wall.end_sessions() to guildhall_owner;

set local role guildhall_owner;
create index sessions_membership_index on platform.sessions (membership_id) where ended_at is null;
create trigger end_sessions after update on platform.memberships
   for each row when (old.suspended_at is null and new.suspended_at is not null) execute function wall.end_sessions();

set local role guildhall_wall;

-- Where a session begins: rather where one works than where one administrates, and there in the first guild.
create or replace function wall.first_membership(account uuid)
returns platform.memberships
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select m.*
      from platform.memberships m
     where m.account_id = account
       and m.live
     order by array_position(array['guild', 'spot', 'builder', 'access_owner', 'admin', 'moderator', 'user'], m.role),
              m.guild_id is null, m.created_at, m.guild_id, m.id
     limit 1
$$;

-- A further account of an access owner, with all of its guilds.
create or replace function wall.add_team_account(owner uuid, account uuid, membership uuid, email text, name text, language text, password_hash text)
returns setof wall.account
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor  constant platform.memberships := wall.acting();
    person uuid;
    added  platform.memberships;
begin
    perform wall.seen_access_owner(actor, owner);
    if actor.role not in ('admin', 'moderator', 'access_owner') then
        raise exception 'not permitted' using errcode = 'GH403';
    end if;
    person := wall.add_account(actor, account, email, name, language, password_hash);
    added := wall.add_membership(actor, membership, person, 'access_owner', owner, null, null, false);
    perform wall.add_membership(actor, wall.uuid_in_order(g.place), person, 'access_owner', owner, g.id, null, false)
       from (select g.id, row_number() over (order by g.id)::integer as place
               from platform.guilds g
              where g.access_owner_id = owner
                and (actor.role <> 'access_owner' or wall.sees_guild(actor, g.id))) as g;
    return next wall.as_account(added);
end
$$;

-- An access owner's guild, read by its whole team from now on. GH404 for another one's path.
create or replace function wall.add_guild(owner uuid, guild uuid, name text, currency text, country text, language text)
returns setof wall.guild
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
begin
    perform wall.seen_access_owner(actor, owner);
    if actor.role <> 'access_owner' then
        raise exception 'only an access owner makes guilds' using errcode = 'GH403';
    end if;
    perform wall.make_guild(actor.account_id, owner, guild, name, currency, country, language);
    perform wall.add_membership(actor, wall.uuid_in_order(m.place), m.account_id, 'access_owner', owner, add_guild.guild, null, false)
       from (select m.account_id, row_number() over (order by m.id)::integer as place
               from platform.memberships m
              where m.access_owner_id = owner
                and m.role = 'access_owner'
                and m.guild_id is null) as m;
    return query select * from wall.get_guild(add_guild.guild);
end
$$;

-- From the link to a working company: see 0015.
create or replace function wall.set_up(secret bytea, request_id uuid,
                            account uuid, email text, name text, language text, password_hash text, totp_secret bytea, totp_step bigint,
                            owner uuid, owner_name text, guild uuid, guild_name text, currency text, country text,
                            spot uuid, spot_name text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform set_config('app.request_id', set_up.request_id::text, true);
    perform from platform.setup_links l where l.digest = sha256(secret) for update;
    if not wall.setup_link_holds(secret) then
        raise exception 'this link was used or is over' using errcode = 'GH401';
    end if;
    update platform.setup_links l set used_at = now() where l.digest = sha256(secret);
    perform wall.make_admin(account, wall.uuid_in_order(1), email, name, language, password_hash, totp_secret, totp_step);
    perform set_config('app.account_id', account::text, true);
    insert into platform.access_owners (id, name, made_by, created_by, updated_by) values (owner, owner_name, account, account, account);
    perform wall.tell(null, 0, 'access_owners.created', 'access_owners/' || owner, jsonb_build_object('name', owner_name));
    perform wall.add_membership(null, wall.uuid_in_order(2), account, 'access_owner', owner, null, null, false);
    perform wall.make_guild(account, owner, guild, guild_name, currency, country, language);
    perform wall.add_membership(null, wall.uuid_in_order(3), account, 'access_owner', owner, guild, null, false);
    perform wall.add_membership(null, wall.uuid_in_order(4), account, 'guild', owner, guild, null, true);
    perform wall.make_spot(account, guild, null, spot, spot_name);
    perform set_config('app.account_id', '', true);
end
$$;

-- Whom an operator means: the live memberships of a guild, by the guild's id or name (several may bear one name; null: any guild)
-- and perhaps somebody's e-mail address; its administrators first.
create or replace function wall.find_members(guild text, email text)
returns table (guild_id uuid, guild_name text, membership_id uuid, email_address text, role text, spot_id uuid, spot_name text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select g.id, g.name, m.id, a.email, m.role, s.id, s.name
      from platform.guilds g
      join platform.memberships m on m.guild_id = g.id and m.live
      join platform.accounts a on a.id = m.account_id
      left join platform.spots s on s.guild_id = m.guild_id and s.id = m.spot_id
     where (find_members.guild is null or g.id::text = lower(find_members.guild) or lower(g.name) = lower(find_members.guild))
       and (find_members.email is null or lower(a.email) = lower(find_members.email))
       and m.role in ('guild', 'spot', 'builder')
     order by g.id, m.role <> 'guild', m.role <> 'spot', m.created_at, m.id
$$;
