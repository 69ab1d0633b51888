-- What the members of the security desk do (entered with enter_account; GH403 for who is none), and what is done on the machine.
set local role guildhall_wall;

create function wall.as_desk_case(c platform.desk_cases)
returns wall.desk_case
language sql immutable
set search_path = pg_catalog, pg_temp
return row(c.id, c.number, c.source, c.received_at, c.created_at, c.reported_severity, c.severity, c.state, c.description, c.impact, c.steps,
           c.versions, c.suggested_fix, c.credit_name, c.email, c.language, c.first_answer_at, c.told_at, c.released_at, c.closed_at, c.summary,
           c.details, c.introduced_version, c.fixed_version, c.changelog_line, c.credit, c.version)::wall.desk_case;

create function wall.list_desk_cases()
returns setof wall.desk_case
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.acting_at_desk();
    return query select (wall.as_desk_case(c)).* from platform.desk_cases c;
end
$$;

create function wall.get_desk_case(desk_case uuid)
returns setof wall.desk_case
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.acting_at_desk();
    return query select (wall.as_desk_case(c)).* from platform.desk_cases c where c.id = desk_case;
end
$$;

create function wall.list_desk_messages(desk_case uuid)
returns table (id uuid, from_desk boolean, account_name text, internal boolean, body text, created_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.acting_at_desk();
    return query
    select m.id, m.account_id is not null, a.name, m.internal, m.body, m.created_at
      from platform.desk_messages m
      left join platform.accounts a on a.id = m.account_id
     where m.case_id = desk_case
     order by m.created_at, m.id;
end
$$;

create function wall.list_desk_breaches(desk_case uuid)
returns table (clock text, due_at timestamptz, created_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.acting_at_desk();
    return query select b.clock, b.due_at, b.created_at from platform.desk_breaches b where b.case_id = desk_case order by b.due_at, b.clock;
end
$$;

-- The case, locked; GH404, and GH412 if it is another version by now.
create function wall.desk_case_to_change(desk_case uuid, version integer)
returns platform.desk_cases
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    c platform.desk_cases;
begin
    select d.* into c from platform.desk_cases d where d.id = desk_case for no key update;
    if not found then
        raise exception 'no such case' using errcode = 'GH404';
    elsif desk_case_to_change.version is not null and c.version <> desk_case_to_change.version then
        raise exception 'changed meanwhile' using errcode = 'GH412';
    end if;
    return c;
end
$$;

create function wall.update_desk_case(desk_case uuid, version integer, severity text, summary text, details text, introduced_version text,
                                      fixed_version text, changelog_line text, credit boolean)
returns setof wall.desk_case
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting_at_desk();
    c     platform.desk_cases := wall.desk_case_to_change(desk_case, version);
begin
    update platform.desk_cases d
       set severity = update_desk_case.severity, summary = update_desk_case.summary, details = update_desk_case.details,
           introduced_version = update_desk_case.introduced_version, fixed_version = update_desk_case.fixed_version,
           changelog_line = update_desk_case.changelog_line, credit = update_desk_case.credit, version = d.version + 1
     where d.id = c.id
    returning d.* into c;
    perform wall.tell_of_case(c, actor.account_id, 'desk_cases.updated', jsonb_strip_nulls(jsonb_build_object('severity', c.severity, 'credit', c.credit)));
    return query select (wall.as_desk_case(c)).*;
end
$$;

-- Whether it may go there is decided above (src/desk/states.h); the reporter hears of it.
create function wall.move_desk_case(desk_case uuid, version integer, state text)
returns setof wall.desk_case
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting_at_desk();
    c     platform.desk_cases := wall.desk_case_to_change(desk_case, version);
begin
    update platform.desk_cases d
       set state = move_desk_case.state, told_at = now(), version = d.version + 1,
           released_at = case move_desk_case.state when 'released' then now() when 'credited' then d.released_at end,
           closed_at = case move_desk_case.state when 'credited' then now() end
     where d.id = c.id
    returning d.* into c;
    perform wall.tell_of_case(c, actor.account_id, 'desk_cases.moved', jsonb_build_object('state', c.state));
    perform wall.tell_reporter(c, 'desk_moved', c.id || '/' || c.version, jsonb_build_object('state', c.state));
    return query select (wall.as_desk_case(c)).*;
end
$$;

-- internal: a note for the desk alone, which stops no clock.
create function wall.add_desk_message(desk_case uuid, id uuid, body text, internal boolean)
returns timestamptz
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting_at_desk();
    c     platform.desk_cases := wall.desk_case_to_change(desk_case, null);
    made  timestamptz;
begin
    insert into platform.desk_messages as m (id, case_id, account_id, internal, body)
    values (add_desk_message.id, c.id, actor.account_id, add_desk_message.internal, add_desk_message.body)
    returning m.created_at into made;
    if internal then
        perform wall.tell_of_case(c, actor.account_id, 'desk_cases.noted');
        return made;
    end if;
    update platform.desk_cases d
       set first_answer_at = coalesce(d.first_answer_at, now()), told_at = now(), version = d.version + 1
     where d.id = c.id;
    perform wall.tell_of_case(c, actor.account_id, 'desk_cases.answered');
    perform wall.tell_reporter(c, 'desk_answered', add_desk_message.id::text);
    return made;
end
$$;

-- Admins and who was named; only these can be taken out again.
create function wall.list_desk_members()
returns table (id uuid, name text, email text, named boolean, created_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.acting_at_desk();
    return query
    select a.id, a.name, a.email, n.account_id is not null, coalesce(n.created_at, a.created_at)
      from wall.desk_accounts() d
      join platform.accounts a on a.id = d.account_id
      left join platform.desk_members n on n.account_id = a.id;
end
$$;

-- GH422 at email if nobody has that address. Said twice it changes nothing.
create function wall.name_desk_member(email text, by uuid)
returns uuid
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    account platform.accounts;
begin
    select a.* into account from platform.accounts a where lower(a.email) = lower(name_desk_member.email) and a.suspended_at is null and a.deleted_at is null;
    if not found then
        raise exception 'is not the address of anybody here' using errcode = 'GH422', detail = 'email';
    end if;
    insert into platform.desk_members (account_id, added_by) values (account.id, by) on conflict do nothing;
    if found then
        perform wall.append_entry('00000000-0000-0000-0000-000000000000', by, null, 0, 'desk_members.created', 'accounts/' || account.id, '{}');
    end if;
    return account.id;
end
$$;

create function wall.dismiss_desk_member(account uuid, by uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    delete from platform.desk_members d where d.account_id = account;
    if not found then
        raise exception 'not named' using errcode = 'GH404';
    end if;
    perform wall.append_entry('00000000-0000-0000-0000-000000000000', by, null, 0, 'desk_members.deleted', 'accounts/' || account, '{}');
end
$$;

create function wall.expect_admin()
returns uuid
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    if (wall.acting()).role <> 'admin' then
        raise exception 'an admin says who is at the desk' using errcode = 'GH403', detail = 'desk';
    end if;
    return wall.account_id();
end
$$;

create function wall.add_desk_member(email text)
returns table (id uuid, name text, email_address text, named boolean, created_at timestamptz)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    account constant uuid := wall.name_desk_member(email, wall.expect_admin());
begin
    return query select m.id, m.name, m.email, m.named, m.created_at from wall.list_desk_members() m where m.id = account;
end
$$;

create function wall.remove_desk_member(account uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.dismiss_desk_member(account, wall.expect_admin());
end
$$;

grant execute on function wall.list_desk_cases(), wall.get_desk_case(uuid), wall.list_desk_messages(uuid), wall.list_desk_breaches(uuid),
      wall.update_desk_case(uuid, integer, text, text, text, text, text, text, boolean), wall.move_desk_case(uuid, integer, text),
      wall.add_desk_message(uuid, uuid, text, boolean), wall.list_desk_members(), wall.add_desk_member(text), wall.remove_desk_member(uuid)
   to guildhall_app;

-- On the machine.
create function wall.name_at_desk(email text)
returns void
language sql security definer
set search_path = pg_catalog, pg_temp
as $$ select wall.name_desk_member(email, null) $$;

create function wall.dismiss_from_desk(email text)
returns void
language sql security definer
set search_path = pg_catalog, pg_temp
as $$ select wall.dismiss_desk_member((select a.id from platform.accounts a where lower(a.email) = lower(dismiss_from_desk.email)), null) $$;

-- Of every case that is not closed what its clocks go by, and of what is to be released; no word of a report.
create function wall.open_desk_cases()
returns table (id uuid, number text, reported_severity text, severity text, state text, received_at timestamptz, first_answer_at timestamptz,
               told_at timestamptz, released_at timestamptz, closed_at timestamptz, fixed_version text, changelog_digest text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select c.id, c.number, c.reported_severity, c.severity, c.state, c.received_at, c.first_answer_at, c.told_at, c.released_at, c.closed_at,
           c.fixed_version, encode(sha256(convert_to(c.changelog_line, 'UTF8')), 'hex')
      from platform.desk_cases c
     where c.state <> 'credited'
     order by c.received_at, c.id
$$;

-- A deadline that is over, told to the desk: whether this is the first time.
create function wall.escalate_desk_case(desk_case uuid, clock text, due_at timestamptz)
returns boolean
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    c platform.desk_cases;
begin
    insert into platform.desk_breaches (case_id, clock, due_at) values (desk_case, escalate_desk_case.clock, escalate_desk_case.due_at) on conflict do nothing;
    if not found then
        return false;
    end if;
    select d.* into strict c from platform.desk_cases d where d.id = desk_case;
    perform wall.tell_of_case(c, null, 'desk_cases.overdue', jsonb_build_object('clock', clock, 'due_at', escalate_desk_case.due_at));
    perform wall.tell_desk('desk_breach', c.id || '/' || clock || '/' || extract(epoch from escalate_desk_case.due_at)::bigint,
                           jsonb_build_object('number', c.number, 'clock', clock,
                                              'until', to_char(escalate_desk_case.due_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC'));
    return true;
end
$$;

grant execute on function wall.name_at_desk(text), wall.dismiss_from_desk(text), wall.open_desk_cases(), wall.escalate_desk_case(uuid, text, timestamptz)
   to guildhall_owner;
