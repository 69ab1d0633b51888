-- Invitations as those who send them see them, and joining by one.
set local role guildhall_wall;

-- state: 'waiting' until the mail has left, 'sent', 'failed' if no server took it, 'expired' when its link is over.
create type wall.invitation as (
    id uuid, email text, name text, role text, access_owner_id uuid, guild_id uuid, spot_id uuid, spot text, can_create_customers boolean,
    invited_by text, state text, sent_at timestamptz, ends_at timestamptz, created_at timestamptz);

-- invited_by: the name of who did, if the caller sees that one.
create function wall.as_invitation(actor platform.memberships, i platform.invitations)
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
               i.sent_at, l.ends_at, i.created_at)::wall.invitation
      from (select 1) as one
      left join platform.links l on l.id = i.link_id
      left join platform.outbox o on o.key = 'invitation/' || i.link_id
$$;

create function wall.list_invitations()
returns setof wall.invitation
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select wall.as_invitation(actor, i)
      from wall.acting() actor
      join platform.invitations i
        on i.accepted_at is null and i.revoked_at is null and i.invited_by is not null and wall.sees_membership(actor, wall.as_membership(i))
$$;

-- Of one guild; GH404 if the caller does not see it.
create function wall.list_guild_invitations(guild uuid)
returns setof wall.invitation
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.seen_guild(wall.acting(), guild);  -- GH404, also where nobody is invited
    return query select i.* from wall.list_invitations() i where i.guild_id = guild;
end
$$;

-- One that is still open and in sight, locked. GH404, GH403 for who sees it and makes no such accounts.
create function wall.open_invitation(invitation uuid)
returns platform.invitations
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    i     platform.invitations;
begin
    select n.* into i from platform.invitations n where n.id = invitation and n.accepted_at is null and n.revoked_at is null and n.invited_by is not null
       for no key update;
    if not found or not wall.sees_membership(actor, wall.as_membership(i)) then
        raise exception 'no such invitation' using errcode = 'GH404';
    elsif not wall.may_invite(actor, i.role) then
        raise exception 'not permitted' using errcode = 'GH403';
    end if;
    return i;
end
$$;

-- Once a minute. Whoever sends it again is the one who invites from now on.
create function wall.resend_invitation(invitation uuid)
returns setof wall.invitation
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    i     constant platform.invitations := wall.open_invitation(invitation);
begin
    if i.sent_at > now() - interval '1 minute' then
        raise exception 'This invitation was sent a moment ago. Please wait a minute.' using errcode = 'GH429', detail = '60';
    end if;
    update platform.invitations n set invited_by = actor.id where n.id = i.id;
    perform wall.send_invitation(i.id);
    perform wall.tell(i.guild_id, (wall.as_membership(i)).pos, 'invitations.sent', 'invitations/' || i.id, '{}');
    return query select (wall.as_invitation(actor, n)).* from platform.invitations n where n.id = i.id;
end
$$;

create function wall.revoke_invitation(invitation uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    i constant platform.invitations := wall.open_invitation(invitation);
begin
    update platform.invitations n set revoked_at = now() where n.id = i.id;
    update platform.links l set ended_at = now() where l.subject_id = i.id and l.ended_at is null;
    perform wall.tell(i.guild_id, (wall.as_membership(i)).pos, 'invitations.revoked', 'invitations/' || i.id, '{}');
end
$$;

-- The open invitation of a token, locked; GH422 at token if there is none any more, also when who invited may no longer.
create function wall.invitation_of(token bytea)
returns platform.invitations
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    link constant platform.links := wall.link_of('invitation', token);
    i    platform.invitations;
begin
    select n.* into i
      from platform.invitations n
     where n.id = link.subject_id
       and n.accepted_at is null
       and n.revoked_at is null
       and (n.invited_by is null or exists (select from platform.memberships m where m.id = n.invited_by and m.live and wall.may_invite(m, n.role)))
       for no key update;
    if i.id is null then
        raise exception 'This link was used or is over. Ask for a new one.' using errcode = 'GH422', detail = 'token';
    end if;
    return i;
end
$$;

-- What a link is about, for who holds it. known: the address has an account, which joins by signing in.
create function wall.look_at_invitation(token bytea)
returns table (email text, name text, role text, place text, inviter text, language text, known boolean)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    i constant platform.invitations := wall.invitation_of(token);
begin
    return query
    select i.email, i.name, i.role, wall.place_of(i), wall.inviter_of(i), i.language,
           exists (select from platform.accounts a where lower(a.email) = lower(i.email));
end
$$;

-- The membership that the invitation promised, for an account that has shown that it reads mail at the address.
create function wall.take_invitation(i platform.invitations, account uuid)
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
    perform wall.add_membership(inviter, i.id, account, i.role, i.access_owner_id, i.guild_id, i.spot_id, i.can_create_customers);
    if i.role = 'access_owner' then
        perform wall.join_guilds(inviter, i.access_owner_id, account);
    end if;
end
$$;

-- A new account, by who holds the link. GH422 at token; GH409 if there is an account by now.
create function wall.accept_invitation(token bytea, request_id uuid, name text, language text, password_hash text)
returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    i constant platform.invitations := wall.invitation_of(token);
begin
    perform set_config('app.request_id', accept_invitation.request_id::text, true);
    perform set_config('app.account_id', i.account_id::text, true);
    insert into platform.accounts (id, email, name, language, password_hash, created_by, updated_by)
    values (i.account_id, i.email, accept_invitation.name, accept_invitation.language, accept_invitation.password_hash, i.account_id, i.account_id)
        on conflict do nothing;
    if not found then
        raise exception 'There is an account for this address already. Sign in with it to join.' using errcode = 'GH409';
    end if;
    perform wall.take_invitation(i, i.account_id);
    perform set_config('app.account_id', '', true);
    return i.email;
end
$$;

-- The account that is signed in joins (enter_account). GH409 if the link is over, or went to another address.
create function wall.join_by_link(token bytea)
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
    return i.id;
end
$$;

grant execute on function wall.list_invitations(), wall.list_guild_invitations(uuid), wall.resend_invitation(uuid), wall.revoke_invitation(uuid), wall.look_at_invitation(bytea),
      wall.accept_invitation(bytea, uuid, text, text, text), wall.join_by_link(bytea)
   to guildhall_app;

set local role guildhall_owner;
insert into platform.role_permissions (role, permission, scope)
select r.role, p.permission, r.scope
  from (values ('spot', 2), ('guild', 3), ('access_owner', 3), ('moderator', 3), ('admin', 3)) as r (role, scope)
 cross join (values ('invitations.read'), ('invitations.send'), ('invitations.revoke')) as p (permission);
