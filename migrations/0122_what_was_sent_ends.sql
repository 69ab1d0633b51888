-- What was sent by mail holds no longer than the reason for it: an invitation for as long as who invited could send it, another address
-- until the password is changed, of which the old address hears in time.
set local role guildhall_owner;

insert into platform.mail_templates (name) values ('email_change_asked');

set local role guildhall_wall;

-- As in 0092, but not once the guild was handed over, or the head that invited was moved to another spot.
create or replace function wall.invitation_of(token bytea)
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
       and (n.invited_by is null
            or exists (select from platform.memberships m
                        where m.id = n.invited_by and m.live and wall.may_invite(m, n.role) and wall.sees_membership(m, wall.as_membership(n))))
       for no key update;
    if i.id is null then
        raise exception 'This link was used or is over. Ask for a new one.' using errcode = 'GH422', detail = 'token';
    end if;
    return i;
end
$$;

-- Who changes the password because somebody else was in the account keeps that one from taking it by a link.
create function wall.end_links(account uuid)
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    update platform.links l
       set ended_at = now()
     where l.subject_id = account and l.purpose in ('password_reset', 'email_confirmation') and l.ended_at is null
$$;

-- As in 0093.
create or replace function wall.complete_reset(token bytea, request_id uuid, address text, password_hash text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    account constant platform.accounts := wall.account_of_link('password_reset', token);
    link    constant platform.links := wall.link_of('password_reset', token);
begin
    perform set_config('app.request_id', complete_reset.request_id::text, true);
    update platform.accounts a
       set password_hash = complete_reset.password_hash, email_confirmed_at = now(), version = a.version + 1, updated_at = now(), updated_by = a.id
     where a.id = account.id;
    perform wall.end_links(account.id);
    update platform.sessions s set ended_at = now() where s.account_id = account.id and s.ended_at is null;
    delete from platform.sign_in_attempts a where a.email = wall.email_digest(account.email) and not a.wrong_code;
    perform wall.tell_of_account(account.id, 'passwords.reset', jsonb_build_object('address', address));
    perform wall.send_mail('password_changed/' || link.id, 'password_changed', account.id,
                           jsonb_build_object('at', wall.moment(), 'address', address));
end
$$;

-- As in 0093.
create or replace function wall.change_my_password(secret bytea, password_hash text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    current constant platform.sessions := wall.just_signed_in(secret);
begin
    update platform.accounts a
       set password_hash = change_my_password.password_hash, version = a.version + 1, updated_at = now(), updated_by = a.id
     where a.id = current.account_id;
    perform wall.end_links(current.account_id);
    update platform.sessions s
       set ended_at = now()
     where s.account_id = current.account_id and s.id <> current.id and s.ended_at is null;
    perform wall.tell_of_oneself('passwords.updated', '{}');
    perform wall.send_mail('password_changed/' || gen_random_uuid(), 'password_changed', current.account_id,
                           jsonb_build_object('at', wall.moment(), 'address', current.address));
end
$$;

-- As in 0094; the address that one has hears of it before it happens.
create or replace function wall.change_my_email(secret bytea, email text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    current constant platform.sessions := wall.just_signed_in(secret);
begin
    perform wall.send_confirmation(current.account_id, email);
    perform wall.tell_of_oneself('emails.requested', '{}');
    perform wall.send_mail('email_change_asked/' || gen_random_uuid(), 'email_change_asked', current.account_id,
                           jsonb_build_object('at', wall.moment(), 'address', current.address));
end
$$;
