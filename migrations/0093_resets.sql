-- A forgotten password, a changed address, opening an account by oneself: all by mail. What is asked for by an address alone does the
-- same for every address; who has an account is looked up when the mail is about to leave (wall.addressed).
set local role guildhall_owner;

create table platform.mail_requests (
    address text        not null,
    at      timestamptz not null default clock_timestamp(),
    id      uuid        not null default gen_random_uuid(),
    constraint mail_requests_key primary key (address, at, id)
);
grant select, insert, delete on platform.mail_requests to guildhall_wall;

set local role guildhall_wall;

-- Thirty in a quarter of an hour from one network address. GH429 with the seconds to wait as DETAIL.
create function wall.count_mail_request(address text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if (select count(*) from platform.mail_requests r
         where r.address = count_mail_request.address and r.at > now() - interval '15 minutes') >= 30 then
        raise exception 'Too many requests from here. Wait a quarter of an hour, then try again.' using errcode = 'GH429', detail = '900';
    end if;
    insert into platform.mail_requests (address) values (address);
end
$$;

-- One mail in ten minutes for an address; asking more often changes nothing, and says the same.
create function wall.mail_key(template text, email text)
returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$ select template || '/' || encode(wall.email_digest(email), 'hex') || '/' || floor(extract(epoch from now()) / 600)::bigint $$;

create function wall.request_reset(email text, address text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.count_mail_request(address);
    perform wall.send_mail_to(wall.mail_key('password_reset', email), 'password_reset', email, null, '{}');
end
$$;

create function wall.request_registration(email text, language text, address text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.count_mail_request(address);
    perform wall.send_mail_to(wall.mail_key('registration', email), 'registration', email, language, '{}');
end
$$;

-- Of an address that has an account: a link for it. Of another one: nothing.
create function wall.addressed_reset(mail platform.outbox)
returns platform.outbox
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    account platform.accounts;
begin
    select a.* into account from platform.accounts a where lower(a.email) = lower(mail.email) and a.suspended_at is null;
    mail.email := account.email;
    mail.language := account.language;
    if account.id is not null then
        mail.facts := jsonb_build_object('name', account.name, 'link_id', wall.make_link('password_reset', account.id, account.email, 30));
    end if;
    return mail;
end
$$;

-- Of an address without an account: an invitation that nobody sent. Of another one: that there is an account.
create function wall.addressed_registration(mail platform.outbox)
returns platform.outbox
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    account    platform.accounts;
    invitation constant uuid := gen_random_uuid();
begin
    select a.* into account from platform.accounts a where lower(a.email) = lower(mail.email);
    if account.id is not null then
        mail.template := 'registration_known';
        mail.language := account.language;
        mail.facts := jsonb_build_object('name', account.name);
        return mail;
    end if;
    update platform.invitations i
       set revoked_at = now()
     where lower(i.email) = lower(mail.email) and i.invited_by is null and i.accepted_at is null and i.revoked_at is null;
    insert into platform.invitations (id, account_id, email, name, language, role)
    values (invitation, gen_random_uuid(), mail.email, left(split_part(mail.email, '@', 1), 200), coalesce(mail.language, 'en'), 'user');
    mail.facts := jsonb_build_object('link_id', wall.make_link('invitation', invitation, mail.email, 24 * 60));
    return mail;
end
$$;

create or replace function wall.addressed(mail platform.outbox)
returns platform.outbox
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    account platform.accounts;
begin
    if mail.account_id is not null then
        select a.* into account from platform.accounts a where a.id = mail.account_id and a.deleted_at is null;
        mail.email := account.email;
        mail.language := account.language;
        mail.facts := jsonb_build_object('name', account.name) || mail.facts;
    elsif mail.facts <> '{}' then
        return mail;  -- it was tried before, or all is said
    elsif mail.template = 'password_reset' then
        return wall.addressed_reset(mail);
    elsif mail.template = 'registration' then
        return wall.addressed_registration(mail);
    end if;
    return mail;
end
$$;

-- The account of a link, both locked; GH422 at token if the link is over, or the account's address is another one by now.
create function wall.account_of_link(purpose text, token bytea)
returns platform.accounts
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    link    constant platform.links := wall.link_of(purpose, token);
    account platform.accounts;
begin
    select a.* into account
      from platform.accounts a
     where a.id = link.subject_id
       and a.suspended_at is null
       and (purpose <> 'password_reset' or lower(a.email) = lower(link.email))
       for no key update;
    if account.id is null then
        raise exception 'This link was used or is over. Ask for a new one.' using errcode = 'GH422', detail = 'token';
    end if;
    return account;
end
$$;

-- In the trail of where the account works first, else in the platform's.
create function wall.tell_of_account(account uuid, action text, payload jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    place constant platform.memberships := wall.first_membership(account);
begin
    perform wall.append_entry(coalesce(place.guild_id, '00000000-0000-0000-0000-000000000000'), account, null, place.pos, action,
                              'accounts/' || account, payload);
end
$$;

create function wall.moment()
returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$ select to_char(now() at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC' $$;

-- Whose password a link is for.
create function wall.look_at_reset(token bytea)
returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    return (wall.account_of_link('password_reset', token)).email;
end
$$;

-- Ends every session and every other link for it; the second factor stays. GH422 at token.
create function wall.complete_reset(token bytea, request_id uuid, address text, password_hash text)
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
    update platform.links l set ended_at = now() where l.subject_id = account.id and l.purpose = 'password_reset' and l.ended_at is null;
    update platform.sessions s set ended_at = now() where s.account_id = account.id and s.ended_at is null;
    delete from platform.sign_in_attempts a where a.email = wall.email_digest(account.email) and not a.wrong_code;
    perform wall.tell_of_account(account.id, 'passwords.reset', jsonb_build_object('address', address));
    perform wall.send_mail('password_changed/' || link.id, 'password_changed', account.id,
                           jsonb_build_object('at', wall.moment(), 'address', address));
end
$$;

-- As in 0068; and the account is told.
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
    update platform.sessions s
       set ended_at = now()
     where s.account_id = current.account_id and s.id <> current.id and s.ended_at is null;
    perform wall.tell_of_oneself('passwords.updated', '{}');
    perform wall.send_mail('password_changed/' || gen_random_uuid(), 'password_changed', current.account_id,
                           jsonb_build_object('at', wall.moment(), 'address', current.address));
end
$$;

grant execute on function wall.request_reset(text, text), wall.request_registration(text, text, text), wall.look_at_reset(bytea),
      wall.complete_reset(bytea, uuid, text, text)
   to guildhall_app;
