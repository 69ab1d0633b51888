-- One's own e-mail address: confirming it, and another one, which holds when the link that went there comes back.
set local role guildhall_wall;

-- GH429 after ten in an hour.
create function wall.send_confirmation(account uuid, email text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    link     uuid;
    language text;
begin
    if (select count(*) from platform.links l
         where l.subject_id = account and l.purpose = 'email_confirmation' and l.created_at > now() - interval '1 hour') >= 10 then
        raise exception 'Too many requests. Please wait an hour.' using errcode = 'GH429', detail = '3600';
    end if;
    link := wall.make_link('email_confirmation', account, email, 24 * 60);
    select a.language into language from platform.accounts a where a.id = account;
    perform wall.send_mail_to('email_confirmation/' || link, 'email_confirmation', email, language,
                              jsonb_build_object('link_id', link, 'email', email));
end
$$;

-- Of the address that one has.
create function wall.confirm_my_email()
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.proven();
    perform wall.send_confirmation(a.id, a.email) from platform.accounts a where a.id = wall.account_id();
end
$$;

-- Another address, within ten minutes of signing in (GH403). Whether somebody has it already is not told: that one gets the mail.
create function wall.change_my_email(secret bytea, email text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    current constant platform.sessions := wall.just_signed_in(secret);
begin
    perform wall.send_confirmation(current.account_id, email);
    perform wall.tell_of_oneself('emails.requested', '{}');
end
$$;

-- Whether one's address is confirmed, and which one waits to be.
create function wall.my_email()
returns table (email_confirmed boolean, new_email text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select a.email_confirmed_at is not null,
           (select l.email
              from platform.links l
             where l.subject_id = a.id
               and l.purpose = 'email_confirmation'
               and l.ended_at is null
               and (l.ends_at is null or l.ends_at > now())
               and lower(l.email) <> lower(a.email))
      from platform.accounts a
     where a.id = wall.account_id()
       and wall.proven()
$$;

-- By who holds the link. The old address is told, and links that went there hold no longer. GH422 at token, GH409 if somebody else has
-- the address by now.
create function wall.confirm_email(token bytea, request_id uuid)
returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    account constant platform.accounts := wall.account_of_link('email_confirmation', token);
    link    constant platform.links := wall.link_of('email_confirmation', token);
    changes constant boolean := lower(account.email) <> lower(link.email);
begin
    perform set_config('app.request_id', confirm_email.request_id::text, true);
    if exists (select from platform.accounts a where lower(a.email) = lower(link.email) and a.id <> account.id) then
        raise exception 'There is another account with this address.' using errcode = 'GH409';
    end if;
    update platform.accounts a
       set email = link.email, email_confirmed_at = now(), version = a.version + 1, updated_at = now(), updated_by = a.id
     where a.id = account.id;
    update platform.links l set ended_at = now() where l.id = link.id;
    perform wall.tell_of_account(account.id, case when changes then 'emails.updated' else 'emails.confirmed' end, '{}');
    if changes then
        update platform.links l set ended_at = now() where l.subject_id = account.id and l.purpose = 'password_reset' and l.ended_at is null;
        perform wall.send_mail_to('email_changed/' || link.id, 'email_changed', account.email, account.language,
                                  jsonb_build_object('name', account.name, 'at', wall.moment()));
    end if;
    return link.email;
end
$$;

-- As in 0084; what was counted goes, and so do the keys of requests, which are of ten minutes that do not come again.
create or replace function wall.tidy_mail(proof bytea)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.expect_sender(proof);
    update platform.outbox o set email = null where o.email is not null and o.ended_at < now() - interval '30 days';
    delete from platform.links l where coalesce(l.ended_at, l.ends_at) < now() - interval '30 days';
    delete from platform.mail_requests r where r.at < now() - interval '1 hour';
    delete from platform.outbox o where o.ended_at < now() - interval '30 days' and split_part(o.key, '/', 1) in ('password_reset', 'registration');
end
$$;

grant execute on function wall.confirm_my_email(), wall.change_my_email(bytea, text), wall.my_email(), wall.confirm_email(bytea, uuid)
   to guildhall_app;
