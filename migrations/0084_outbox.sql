-- Mail: written down in the transaction of what it tells of, and sent afterwards by the server (docs/decisions/0009-outbox.md).
set local role guildhall_owner;

-- What src/mail has texts for.
create table platform.mail_templates (
    name text not null,
    constraint mail_templates_key primary key (name)
);
insert into platform.mail_templates (name)
values ('invitation'), ('registration'), ('registration_known'), ('email_confirmation'), ('email_changed'), ('password_reset'),
       ('password_changed'), ('new_device'), ('factor_changed'), ('alert'), ('handover'), ('support_grant');

-- A link that somebody gets by mail, and that works once. Its token is made when the mail leaves, and is in that mail alone:
-- until then there is no digest, and ends_at counts from then on.
create table platform.links (
    id         uuid        not null default gen_random_uuid(),
    purpose    text        not null,
    subject_id uuid        not null,
    email      text        not null,
    minutes    integer     not null,
    digest     bytea,
    ends_at    timestamptz,
    ended_at   timestamptz,
    created_at timestamptz not null default now(),
    constraint links_key primary key (id),
    constraint links_digest unique (digest),
    constraint links_purpose check (purpose in ('invitation', 'password_reset', 'email_confirmation'))
);
create index links_subject on platform.links (subject_id, purpose) where ended_at is null;

-- key: at most one mail for each, ever. account_id: the mail goes to the address and in the language that it has then; else email and
-- language say it. facts: what the text is made from; they go when the mail has left.
create table platform.outbox (
    id         uuid        not null default gen_random_uuid(),
    key        text        not null,
    template   text        not null,
    account_id uuid,
    email      text,
    language   text,
    facts      jsonb       not null default '{}',
    created_at timestamptz not null default now(),
    due_at     timestamptz not null default now(),
    attempts   integer     not null default 0,
    outcome    text,
    ended_at   timestamptz,
    constraint outbox_key primary key (key),
    constraint outbox_id unique (id),
    constraint outbox_template foreign key (template) references platform.mail_templates (name),
    constraint outbox_account foreign key (account_id) references platform.accounts (id),
    constraint outbox_key_length check (length(key) between 1 and 200),
    constraint outbox_outcome check (outcome in ('sent', 'needless', 'failed'))
);
create index outbox_due on platform.outbox (due_at) where outcome is null;
create index outbox_ended_at on platform.outbox (ended_at) where email is not null;

-- The digest of what the server shows that it may take mail from here: injected SQL cannot, or it would take others' links.
alter table platform.installation add column sender_digest bytea;

grant select on platform.mail_templates to guildhall_wall;
grant select, insert, update, delete on platform.links, platform.outbox to guildhall_wall;

set local role guildhall_wall;

-- To an account. For functions of the wall.
create function wall.send_mail(key text, template text, account uuid, facts jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into platform.outbox as o (key, template, account_id, facts)
    values (send_mail.key, send_mail.template, account, coalesce(send_mail.facts, '{}'))
        on conflict do nothing;
end
$$;

-- To an address, whoever has it.
create function wall.send_mail_to(key text, template text, email text, language text, facts jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into platform.outbox as o (key, template, email, language, facts)
    values (send_mail_to.key, send_mail_to.template, send_mail_to.email, send_mail_to.language, coalesce(send_mail_to.facts, '{}'))
        on conflict do nothing;
end
$$;

-- A link of which the mail's facts say {"link_id": …}; those of the same purpose and subject that were there hold no longer.
create function wall.make_link(purpose text, subject uuid, email text, minutes integer)
returns uuid
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    made constant uuid := gen_random_uuid();
begin
    update platform.links l
       set ended_at = now()
     where l.subject_id = subject
       and l.purpose = make_link.purpose
       and l.ended_at is null;
    insert into platform.links (id, purpose, subject_id, email, minutes) values (made, make_link.purpose, subject, make_link.email, make_link.minutes);
    return made;
end
$$;

-- The link of a token, locked, or null. Whoever uses it ends it.
create function wall.link_of(purpose text, token bytea)
returns platform.links
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    link platform.links;
begin
    select l.* into link
      from platform.links l
     where l.digest = sha256(token)
       and l.purpose = link_of.purpose
       and l.ended_at is null
       and l.ends_at > now()
       for no key update;
    return link;
end
$$;

create function wall.expect_sender(proof bytea)
returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (select from platform.installation i where i.sender_digest = sha256(proof)) then
        raise exception 'not the one who sends mail' using errcode = 'GH401';
    end if;
end
$$;

-- By guildhall_migrate, at start.
create function wall.let_send(digest bytea)
returns void
language sql security definer
set search_path = pg_catalog, pg_temp
as $$ update platform.installation i set sender_digest = digest where i.sender_digest is distinct from digest $$;

-- Whom a mail goes to, in what language; email null: nobody any more. What is known only when it leaves is decided here.
create function wall.addressed(mail platform.outbox)
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
    end if;
    return mail;
end
$$;

-- The next mail that is due, for five minutes: who has not said by then what became of it is taken to be gone, and it is due again.
-- token: the digest of a link's token, if it has one. No row: nothing is due.
create function wall.claim_mail(proof bytea, token bytea)
returns table (id uuid, template text, email text, language text, facts jsonb)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    mail platform.outbox;
begin
    perform wall.expect_sender(proof);
    loop
        select o.* into mail
          from platform.outbox o
         where o.outcome is null
           and o.due_at <= now()
         order by o.due_at
         limit 1
           for no key update skip locked;
        exit when not found;
        mail := wall.addressed(mail);
        if mail.facts ? 'link_id' then
            update platform.links l
               set digest = token, ends_at = now() + make_interval(mins => l.minutes)
             where l.id = (mail.facts ->> 'link_id')::uuid
               and l.ended_at is null;
            if not found then
                mail.email := null;
            end if;
        end if;
        if mail.email is not null then
            update platform.outbox o
               set attempts = o.attempts + 1, due_at = now() + interval '5 minutes',
                   template = mail.template, email = mail.email, language = mail.language, facts = mail.facts
             where o.key = mail.key;
            return query select mail.id, mail.template, mail.email, coalesce(mail.language, 'en'), mail.facts - 'link_id'
                                 || case when mail.facts ? 'link_id' then '{"link": true}' else '{}' end::jsonb;
            exit;
        end if;
        update platform.outbox o set outcome = 'needless', ended_at = now(), email = null, facts = '{}' where o.key = mail.key;
    end loop;
end
$$;

create function wall.mail_sent(proof bytea, mail uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.expect_sender(proof);
    update platform.outbox o
       set outcome = 'sent', ended_at = now(), facts = '{}'
     where o.id = mail
       and o.outcome is null;
end
$$;

-- It did not go: due again after a minute, then two, four … at most four hours; given up when it was refused for good, and after two
-- days. Given up is told in the platform's trail. Says whether it was.
create function wall.mail_refused(proof bytea, mail uuid, for_good boolean, reason text)
returns boolean
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    refused platform.outbox;
    next    timestamptz;
begin
    perform wall.expect_sender(proof);
    select o.* into refused from platform.outbox o where o.id = mail and o.outcome is null for no key update;
    if not found then
        return false;
    end if;
    next := now() + least(interval '4 hours', interval '1 minute' * power(2, least(refused.attempts, 12) - 1));
    if not for_good and next <= refused.created_at + interval '2 days' then
        update platform.outbox o set due_at = next where o.key = refused.key;
        return false;
    end if;
    update platform.outbox o set outcome = 'failed', ended_at = now(), facts = '{}' where o.key = refused.key;
    perform wall.append_entry('00000000-0000-0000-0000-000000000000', null, refused.account_id, 0, 'mails.failed', 'mails/' || refused.id,
                              jsonb_build_object('template', refused.template, 'attempts', refused.attempts, 'reason', left(reason, 300)));
    return true;
end
$$;

-- Now and then: whom mails went to is forgotten after a month; links that are over go. The keys stay.
create function wall.tidy_mail(proof bytea)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.expect_sender(proof);
    update platform.outbox o set email = null where o.email is not null and o.ended_at < now() - interval '30 days';
    delete from platform.links l where coalesce(l.ended_at, l.ends_at) < now() - interval '30 days';
end
$$;

grant execute on function wall.let_send(bytea) to guildhall_owner;
grant execute on function wall.claim_mail(bytea, bytea), wall.mail_sent(bytea, uuid), wall.mail_refused(bytea, uuid, boolean, text),
      wall.tidy_mail(bytea)
   to guildhall_app;
