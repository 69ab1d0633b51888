-- The security desk: reports of holes, by anybody, read by its members alone. What a report says stands in these tables and nowhere
-- else: no entry of a trail, mail, search or export has a word of it (docs/decisions/0016-security-desk.md).
set local role guildhall_owner;

insert into platform.mail_templates (name)
values ('desk_received'), ('desk_answered'), ('desk_moved'), ('desk_new_case'), ('desk_written'), ('desk_breach');

alter table platform.links
    drop constraint links_purpose,
    add constraint links_purpose check (purpose in ('invitation', 'password_reset', 'email_confirmation', 'desk_case'));

-- Beside the admins, who are members anyway.
create table platform.desk_members (
    account_id uuid        not null,
    added_by   uuid,
    created_at timestamptz not null default clock_timestamp(),
    constraint desk_members_key primary key (account_id),
    constraint desk_members_account foreign key (account_id) references platform.accounts (id)
);

create table platform.desk_numbers (
    year integer not null,
    last integer not null,
    constraint desk_numbers_key primary key (year)
);

-- received_at starts the clocks, which src/desk/clocks.h computes. reported_severity: what the reporter thinks; severity: what the desk
-- says, null until it has looked. told_at: when the reporter heard something last. follow_up: the digest of the link that the reporter was
-- shown; links that went by mail are rows of platform.links. mail_digest: of the message that it came by, so that one opens one case.
create table platform.desk_cases (
    id                 uuid        not null,
    number             text        not null,
    source             text        not null,
    received_at        timestamptz not null,
    created_at         timestamptz not null default clock_timestamp(),
    reported_severity  text        not null,
    severity           text,
    state              text        not null default 'received',
    description        text        not null,
    impact             text,
    steps              text,
    versions           text,
    suggested_fix      text,
    credit_name        text,
    email              text,
    language           text        not null default 'en',
    follow_up          bytea,
    mail_digest        bytea,
    first_answer_at    timestamptz,
    told_at            timestamptz,
    released_at        timestamptz,
    closed_at          timestamptz,
    summary            text,
    details            text,
    introduced_version text,
    fixed_version      text,
    changelog_line     text,
    credit             boolean,
    version            integer     not null default 1,
    constraint desk_cases_key primary key (id),
    constraint desk_cases_number unique (number),
    constraint desk_cases_follow_up unique (follow_up),
    constraint desk_cases_mail unique (mail_digest),
    constraint desk_cases_source check (source in ('form', 'mail')),
    constraint desk_cases_reported_severity check (reported_severity in ('critical', 'high', 'medium', 'low', 'unsure')),
    constraint desk_cases_severity check (severity in ('critical', 'high', 'medium', 'low')),
    constraint desk_cases_state check (state in ('received', 'reproduced', 'not_reproduced', 'fixing', 'released', 'credited')),
    constraint desk_cases_closed check (
        state <> 'credited'
        or closed_at is not null and severity is not null and summary is not null and details is not null and introduced_version is not null
           and fixed_version is not null and changelog_line is not null and credit is not null)
);
create index desk_cases_received_at on platform.desk_cases (received_at, id);

-- internal: a note of the desk, which the reporter does not see.
create table platform.desk_messages (
    id         uuid        not null,
    case_id    uuid        not null,
    account_id uuid,
    internal   boolean     not null default false,
    body       text        not null,
    created_at timestamptz not null default clock_timestamp(),
    constraint desk_messages_key primary key (id),
    constraint desk_messages_case foreign key (case_id) references platform.desk_cases (id),
    constraint desk_messages_account foreign key (account_id) references platform.accounts (id),
    constraint desk_messages_internal check (not internal or account_id is not null)
);
create index desk_messages_case_index on platform.desk_messages (case_id, created_at, id);

-- Which deadline was told to be broken: once.
create table platform.desk_breaches (
    case_id    uuid        not null,
    clock      text        not null,
    due_at     timestamptz not null,
    created_at timestamptz not null default clock_timestamp(),
    constraint desk_breaches_key primary key (case_id, clock, due_at),
    constraint desk_breaches_case foreign key (case_id) references platform.desk_cases (id),
    constraint desk_breaches_clock check (clock in ('first_answer', 'status', 'fix', 'embargo'))
);

-- Who reported or wrote lately, by network address: forgotten after a day.
create table platform.desk_requests (
    address text        not null,
    kind    text        not null,
    at      timestamptz not null default clock_timestamp(),
    id      uuid        not null default gen_random_uuid(),
    constraint desk_requests_key primary key (kind, address, at, id),
    constraint desk_requests_kind check (kind in ('report', 'message'))
);
create index desk_requests_at on platform.desk_requests (at);

grant select, insert, delete on platform.desk_members, platform.desk_requests to guildhall_wall;
grant select, insert, update on platform.desk_numbers, platform.desk_cases to guildhall_wall;
grant select, insert on platform.desk_messages, platform.desk_breaches to guildhall_wall;

set local role guildhall_wall;

create type wall.desk_case as (
    id uuid, number text, source text, received_at timestamptz, created_at timestamptz, reported_severity text, severity text, state text,
    description text, impact text, steps text, versions text, suggested_fix text, credit_name text, email text, language text,
    first_answer_at timestamptz, told_at timestamptz, released_at timestamptz, closed_at timestamptz, summary text, details text,
    introduced_version text, fixed_version text, changelog_line text, credit boolean, version integer
);

-- Whom mail about cases goes to: every admin, and who was named.
create function wall.desk_accounts()
returns table (account_id uuid)
language sql stable
set search_path = pg_catalog, pg_temp
begin atomic
    select m.account_id from platform.memberships m where m.role = 'admin' and m.live
     union
    select d.account_id
      from platform.desk_members d
      join platform.accounts a on a.id = d.account_id
     where a.suspended_at is null
       and a.deleted_at is null;
end;

create function wall.is_at_desk(actor platform.memberships)
returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$ select actor.role = 'admin' or exists (select from platform.desk_members d where d.account_id = actor.account_id) $$;

-- The membership that acts; GH403 for who is no member of the desk.
create function wall.acting_at_desk()
returns platform.memberships
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
begin
    if not wall.is_at_desk(actor) then
        raise exception 'the desk is for its members' using errcode = 'GH403', detail = 'desk';
    end if;
    return actor;
end
$$;

create or replace function wall.my_permissions()
returns setof text
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select granted
      from (select p.key || ':' || (array['own', 'spot', 'guild'])[case when p.value::integer < 10 then p.value::integer else p.value::integer / 10 end] as granted
              from platform.memberships m
             cross join lateral jsonb_each_text(m.scopes) p
             where m.id = wall.membership_id()
               and m.account_id = wall.account_id()
               and wall.proven()
             union all
            select 'desk.read:guild' where wall.proven() and wall.is_at_desk(wall.acting())
             union all
            select 'desk_members.update:guild' where wall.proven() and (wall.acting()).role = 'admin') all_of_them
     order by granted
$$;

-- For routes that ask for what goes with the person and not with a role. GH403.
create function wall.expect_standing(standing text)
returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (select from wall.my_permissions() p where split_part(p, ':', 1) = standing) then
        raise exception 'not permitted' using errcode = 'GH403', detail = standing;
    end if;
end
$$;
grant execute on function wall.expect_standing(text) to guildhall_app;

-- Beside a case's text nothing of it goes into the trail but its number and what was done.
create function wall.tell_of_case(c platform.desk_cases, actor uuid, action text, payload jsonb default '{}')
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    select wall.append_entry('00000000-0000-0000-0000-000000000000', actor, null, 0, action, 'desk_cases/' || c.id,
                             jsonb_build_object('number', c.number) || payload)
$$;

-- occasion: at most one mail for each, ever, to each of them.
create function wall.tell_desk(template text, occasion text, facts jsonb)
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$ select wall.send_mail(template || '/' || occasion || '/' || d.account_id, template, d.account_id, facts) from wall.desk_accounts() d $$;

-- To who reported, where there is an address: with a link of this mail's own, which holds for a year. Those before it go on holding.
create function wall.tell_reporter(c platform.desk_cases, template text, occasion text, facts jsonb default '{}')
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    link constant uuid := gen_random_uuid();
begin
    if c.email is null then
        return;
    end if;
    insert into platform.links (id, purpose, subject_id, email, minutes) values (link, 'desk_case', c.id, c.email, 365 * 24 * 60);
    perform wall.send_mail_to(template || '/' || occasion, template, c.email, c.language,
                              jsonb_build_object('number', c.number, 'link_id', link) || facts);
end
$$;

-- Five reports or thirty messages in an hour from one network address, two hundred reports in an hour in all. GH429.
create function wall.count_desk_request(address text, act text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    delete from platform.desk_requests r where r.at < now() - interval '1 day';
    if (select count(*) from platform.desk_requests r
         where r.kind = act and r.address = count_desk_request.address and r.at > now() - interval '1 hour')
           >= (case act when 'report' then 5 else 30 end)
       or (select count(*) from platform.desk_requests r
            where act = 'report' and r.kind = 'report' and r.at > now() - interval '1 hour') >= 200 then
        raise exception 'Too many reports from here. Wait an hour, or write a mail.' using errcode = 'GH429', detail = '3600';
    end if;
    insert into platform.desk_requests (address, kind) values (address, act);
end
$$;

-- GH-2026-0001: in the order in which they come, without gaps.
create function wall.next_desk_number(received_at timestamptz)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    its_year constant integer := extract(year from received_at at time zone 'UTC');
    given    integer;
begin
    insert into platform.desk_numbers as n (year, last)
    values (its_year, 1)
        on conflict on constraint desk_numbers_key do update set last = n.last + 1
    returning n.last into given;
    return 'GH-' || its_year || '-' || lpad(given::text, greatest(4, length(given::text)), '0');
end
$$;

create function wall.add_desk_case(made platform.desk_cases)
returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    made.number := wall.next_desk_number(made.received_at);
    insert into platform.desk_cases (id, number, source, received_at, reported_severity, description, impact, steps, versions, suggested_fix,
                                     credit_name, email, language, follow_up, mail_digest)
    values (made.id, made.number, made.source, made.received_at, made.reported_severity, made.description, made.impact, made.steps,
            made.versions, made.suggested_fix, made.credit_name, made.email, made.language, made.follow_up, made.mail_digest);
    perform wall.tell_of_case(made, null, 'desk_cases.created', jsonb_build_object('source', made.source));
    perform wall.tell_reporter(made, 'desk_received', made.id::text);
    perform wall.tell_desk('desk_new_case', made.id::text, jsonb_build_object('number', made.number));
    return made.number;
end
$$;

-- By anybody. follow_up: the secret of the link that is shown to who reports.
create function wall.report_hole(id uuid, follow_up bytea, severity text, description text, impact text, steps text, versions text,
                                 suggested_fix text, credit_name text, email text, language text, address text, request_id uuid)
returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    made platform.desk_cases;
begin
    perform wall.count_desk_request(address, 'report');
    perform set_config('app.request_id', report_hole.request_id::text, true);
    made.id := report_hole.id;
    made.source := 'form';
    made.received_at := now();
    made.reported_severity := severity;
    made.description := description;
    made.impact := impact;
    made.steps := steps;
    made.versions := versions;
    made.suggested_fix := suggested_fix;
    made.credit_name := credit_name;
    made.email := email;
    made.language := language;
    made.follow_up := sha256(report_hole.follow_up);
    return wall.add_desk_case(made);
end
$$;

-- On the machine: a report that came by mail. digest: the message's; one that opened a case already gives that one's number.
create function wall.import_hole(id uuid, received_at timestamptz, description text, email text, digest bytea)
returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    made platform.desk_cases;
begin
    select c.* into made from platform.desk_cases c where c.mail_digest = digest;
    if found then
        return made.number;
    end if;
    made.id := import_hole.id;
    made.source := 'mail';
    made.received_at := received_at;
    made.reported_severity := 'unsure';
    made.description := description;
    made.email := email;
    made.language := 'en';
    made.mail_digest := digest;
    return wall.add_desk_case(made);
end
$$;

-- The case that a link leads to; GH422 at token if there is none.
create function wall.case_of_link(token bytea)
returns platform.desk_cases
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    found_case platform.desk_cases;
begin
    select c.* into found_case
      from platform.desk_cases c
     where c.follow_up = sha256(token)
        or c.id = (select l.subject_id
                     from platform.links l
                    where l.digest = sha256(token) and l.purpose = 'desk_case' and l.ended_at is null and l.ends_at > now());
    if found_case.id is null then
        raise exception 'There is no case under this link.' using errcode = 'GH422', detail = 'token';
    end if;
    return found_case;
end
$$;

-- As who reported it sees it.
create function wall.follow_case(token bytea)
returns table (number text, received_at timestamptz, state text, description text, fixed_version text, credit_name text, credit boolean)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select c.number, c.received_at, c.state, c.description, case when c.released_at is not null then c.fixed_version end, c.credit_name,
           case when c.closed_at is not null then c.credit end
      from wall.case_of_link(token) c
$$;

create function wall.followed_messages(token bytea)
returns table (id uuid, from_desk boolean, body text, created_at timestamptz)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select m.id, m.account_id is not null, m.body, m.created_at
      from platform.desk_messages m
     where m.case_id = (wall.case_of_link(token)).id
       and not m.internal
     order by m.created_at, m.id
     limit 1000
$$;

-- Members hear of it once in an hour.
create function wall.write_to_desk(token bytea, id uuid, body text, address text, request_id uuid)
returns timestamptz
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    c    constant platform.desk_cases := wall.case_of_link(token);
    made timestamptz;
begin
    perform wall.count_desk_request(address, 'message');
    perform set_config('app.request_id', write_to_desk.request_id::text, true);
    insert into platform.desk_messages as m (id, case_id, body) values (write_to_desk.id, c.id, write_to_desk.body) returning m.created_at into made;
    perform wall.tell_of_case(c, null, 'desk_cases.written');
    perform wall.tell_desk('desk_written', c.id || '/' || floor(extract(epoch from now()) / 3600)::bigint, jsonb_build_object('number', c.number));
    return made;
end
$$;

-- Who wanted to be named, and whom the desk named, once it was over.
create function wall.hall_of_fame()
returns table (name text, number text, summary text, at timestamptz)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select c.credit_name, c.number, c.summary, c.closed_at
      from platform.desk_cases c
     where c.state = 'credited'
       and c.credit
       and c.credit_name is not null
     order by c.closed_at desc, c.id
     limit 500
$$;

grant execute on function wall.report_hole(uuid, bytea, text, text, text, text, text, text, text, text, text, text, uuid), wall.follow_case(bytea),
      wall.followed_messages(bytea), wall.write_to_desk(bytea, uuid, text, text, uuid), wall.hall_of_fame()
   to guildhall_app;
grant execute on function wall.import_hole(uuid, timestamptz, text, text, bytea) to guildhall_owner;
