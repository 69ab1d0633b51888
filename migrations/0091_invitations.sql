-- Invitations: who is to be somewhere and has no account yet, or one that the inviter does not see, is asked by mail. Until then there
-- is neither account nor membership, and the inviter sees the same whether the address is known here or not.
set local role guildhall_owner;

-- When it was shown last that the account's owner reads mail at its address.
alter table platform.accounts add column email_confirmed_at timestamptz;

-- account_id: what a new account will be called. invited_by: the membership that asks; null: the person itself (self-registration).
create table platform.invitations (
    id                   uuid        not null,
    account_id           uuid        not null,
    email                text        not null,
    name                 text        not null,
    language             text        not null,
    role                 text        not null,
    access_owner_id      uuid,
    guild_id             uuid,
    spot_id              uuid,
    can_create_customers boolean     not null default false,
    invited_by           uuid,
    link_id              uuid,
    sent_at              timestamptz not null default now(),
    accepted_at          timestamptz,
    revoked_at           timestamptz,
    created_at           timestamptz not null default now(),
    constraint invitations_key primary key (id),
    constraint invitations_role foreign key (role) references platform.roles (role),
    constraint invitations_access_owner foreign key (access_owner_id) references platform.access_owners (id),
    constraint invitations_guild foreign key (guild_id) references platform.guilds (id),
    constraint invitations_spot foreign key (guild_id, spot_id) references platform.spots (guild_id, id),
    constraint invitations_invited_by foreign key (invited_by) references platform.memberships (id),
    constraint invitations_email_length check (length(email) between 3 and 254),
    constraint invitations_name_length check (length(name) between 1 and 200)
);
create index invitations_email on platform.invitations (lower(email)) where accepted_at is null and revoked_at is null;
create index invitations_guild_index on platform.invitations (guild_id) where accepted_at is null and revoked_at is null;
create index invitations_invited_by_index on platform.invitations (invited_by, sent_at);
grant select, insert, update on platform.invitations to guildhall_wall;

set local role guildhall_wall;

-- The membership that it would become: whoever would see that one sees the invitation.
create function wall.as_membership(i platform.invitations)
returns platform.memberships
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    m platform.memberships;
begin
    m.id := i.id;
    m.account_id := i.id;
    m.role := i.role;
    m.access_owner_id := i.access_owner_id;
    m.guild_id := i.guild_id;
    m.spot_id := i.spot_id;
    m.can_create_customers := i.can_create_customers;
    m.pos := coalesce((select s.pos from platform.spots s where s.guild_id = i.guild_id and s.id = i.spot_id), 0);
    return m;
end
$$;

-- Whoever may make such an account at once, as contract.md "The tree" and the guild's own roles say.
create function wall.may_invite(actor platform.memberships, role text)
returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(actor.scopes ? case may_invite.role
                                       when 'moderator' then 'moderators.create'
                                       when 'access_owner' then 'team.create'
                                       when 'guild' then 'administrators.create'
                                       when 'spot' then 'heads.create'
                                       when 'builder' then 'builders.create'
                                   end, false)
$$;

-- Its mail, with a new link; an older one holds no longer.
create function wall.send_invitation(invitation uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    i    platform.invitations;
    link uuid;
begin
    select n.* into i from platform.invitations n where n.id = invitation;
    link := wall.make_link('invitation', i.id, i.email, 7 * 24 * 60);
    update platform.invitations n set sent_at = now(), link_id = link where n.id = i.id;
    perform wall.send_mail_to('invitation/' || link, 'invitation', i.email, i.language,
                              jsonb_build_object('link_id', link, 'name', i.name, 'role', i.role,
                                                 'inviter', wall.inviter_of(i), 'place', wall.place_of(i)));
end
$$;

create function wall.inviter_of(i platform.invitations)
returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$ select a.name from platform.memberships m join platform.accounts a on a.id = m.account_id where m.id = i.invited_by $$;

create function wall.place_of(i platform.invitations)
returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce((select g.name from platform.guilds g where g.id = i.guild_id)
                    || coalesce(' (' || (select s.name from platform.spots s where s.guild_id = i.guild_id and s.id = i.spot_id) || ')', ''),
                    (select o.name from platform.access_owners o where o.id = i.access_owner_id), 'Guildhall')
$$;

-- Asks somebody. Who was asked to the same place already is asked anew, by the new one alone. GH429 after 200 in an hour.
create function wall.invite(actor platform.memberships, account uuid, membership uuid, email text, name text, language text, role text, owner uuid,
                            guild uuid, spot uuid, can_create_customers boolean)
returns wall.account
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    place platform.memberships;
begin
    if (select count(*) from platform.invitations i where i.invited_by = actor.id and i.sent_at > now() - interval '1 hour') >= 200 then
        raise exception 'Too many invitations within an hour. Please wait a little.' using errcode = 'GH429', detail = '600';
    end if;
    if role in ('guild', 'spot', 'builder') then
        perform wall.expect_may_give(actor, '{}', wall.scopes_of(role, coalesce(can_create_customers, false), null), 'email');
    end if;
    update platform.invitations i
       set revoked_at = now()
     where lower(i.email) = lower(invite.email)
       and i.role = invite.role
       and (i.access_owner_id, i.guild_id, i.spot_id) is not distinct from (owner, guild, spot)
       and i.accepted_at is null
       and i.revoked_at is null;
    insert into platform.invitations (id, account_id, email, name, language, role, access_owner_id, guild_id, spot_id, can_create_customers, invited_by)
    values (membership, account, email, name, language, role, owner, guild, spot, coalesce(can_create_customers, false), actor.id);
    perform wall.send_invitation(membership);
    select (wall.as_membership(i)).* into place from platform.invitations i where i.id = membership;
    perform wall.tell(guild, place.pos, 'invitations.created', 'invitations/' || membership,
                      jsonb_build_object('role', role, 'spot_id', spot, 'can_create_customers', coalesce(can_create_customers, false)));
    return row(account, email, name, language, role, membership, owner, guild, spot, coalesce(can_create_customers, false), false, false, 1,
               now())::wall.account;
end
$$;

-- Whether the caller sees an account of this address.
create function wall.sees_address(actor platform.memberships, email text)
returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select exists (select from platform.accounts a
                     join platform.memberships m on m.account_id = a.id
                    where lower(a.email) = lower(sees_address.email) and wall.sees_membership(actor, m))
$$;

-- The one way to somebody new at a place: with a password the account is there at once, so is the membership of somebody whom the
-- caller sees already; anybody else is invited.
create function wall.add_person(actor platform.memberships, account uuid, membership uuid, email text, name text, language text, password_hash text,
                                role text, owner uuid, guild uuid, spot uuid, can_create_customers boolean)
returns wall.account
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    person uuid;
begin
    if password_hash is null and not wall.sees_address(actor, email) then
        return wall.invite(actor, account, membership, email, name, language, role, owner, guild, spot, can_create_customers);
    end if;
    person := wall.add_account(actor, account, email, name, language, password_hash);
    return wall.as_account(wall.add_membership(actor, membership, person, role, owner, guild, spot, can_create_customers));
end
$$;

-- As in 0011 to 0013, but who has no password is invited.
create or replace function wall.add_moderator(account uuid, membership uuid, email text, name text, language text, password_hash text, totp_secret bytea)
returns setof wall.account
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    made  wall.account;
begin
    if actor.role <> 'admin' then
        raise exception 'only an admin makes moderators' using errcode = 'GH403';
    end if;
    made := wall.add_person(actor, account, membership, email, name, language, password_hash, 'moderator', null, null, null, false);
    update platform.accounts a set totp_secret = coalesce(a.totp_secret, add_moderator.totp_secret) where a.id = made.id;
    return next made;
end
$$;

-- Whoever joins a team reads the guilds that its inviter sees of it.
create function wall.join_guilds(inviter platform.memberships, owner uuid, person uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.add_membership(inviter, gen_random_uuid(), person, 'access_owner', owner, g.id, null, false)
       from platform.guilds g
      where g.access_owner_id = owner
        and (inviter.role <> 'access_owner' or wall.sees_guild(inviter, g.id))
        and not exists (select from platform.memberships m where m.account_id = person and m.role = 'access_owner' and m.guild_id = g.id);
end
$$;

create or replace function wall.add_team_account(owner uuid, account uuid, membership uuid, email text, name text, language text, password_hash text)
returns setof wall.account
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    made  wall.account;
begin
    perform wall.seen_access_owner(actor, owner);
    if actor.role not in ('admin', 'moderator', 'access_owner') then
        raise exception 'not permitted' using errcode = 'GH403';
    end if;
    made := wall.add_person(actor, account, membership, email, name, language, password_hash, 'access_owner', owner, null, null, false);
    if exists (select from platform.memberships m where m.id = membership) then
        perform wall.join_guilds(actor, owner, made.id);
    end if;
    return next made;
end
$$;

create or replace function wall.add_administrator(guild uuid, account uuid, membership uuid, email text, name text, language text, password_hash text)
returns setof wall.account
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    place platform.guilds;
begin
    place := wall.seen_guild(actor, guild);
    if actor.role not in ('access_owner', 'guild') then
        raise exception 'not permitted' using errcode = 'GH403';
    end if;
    return next wall.add_person(actor, account, membership, email, name, language, password_hash, 'guild', place.access_owner_id, place.id, null, true);
end
$$;

create or replace function wall.add_head(spot uuid, account uuid, membership uuid, email text, name text, language text, password_hash text)
returns setof wall.account
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    place platform.spots;
    owner uuid;
begin
    place := wall.seen_spot(actor, spot);
    if actor.role not in ('access_owner', 'guild') then
        raise exception 'a head makes builders, not heads' using errcode = 'GH403';
    end if;
    select g.access_owner_id into owner from platform.guilds g where g.id = place.guild_id;
    return next wall.add_person(actor, account, membership, email, name, language, password_hash, 'spot', owner, place.guild_id, place.id, true);
end
$$;

create or replace function wall.add_builder(spot uuid, account uuid, membership uuid, email text, name text, language text, password_hash text,
                                            can_create_customers boolean)
returns setof wall.account
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    place platform.spots;
    owner uuid;
begin
    place := wall.seen_spot(actor, spot);
    if actor.role not in ('access_owner', 'guild', 'spot') then
        raise exception 'not permitted' using errcode = 'GH403';
    end if;
    select g.access_owner_id into owner from platform.guilds g where g.id = place.guild_id;
    return next wall.add_person(actor, account, membership, email, name, language, password_hash, 'builder', owner, place.guild_id, place.id,
                                add_builder.can_create_customers);
end
$$;
