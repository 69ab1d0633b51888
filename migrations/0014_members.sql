-- One account as others see it: read, changed, suspended.
set local role guildhall_wall;

-- The membership by which the caller sees the account: of several the highest that is not suspended.
create function wall.seen_membership(actor platform.memberships, account uuid)
returns platform.memberships
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    seen platform.memberships;
begin
    select m.* into seen
      from platform.memberships m
     where m.account_id = account
       and wall.sees_membership(actor, m)
     order by m.id <> actor.id, m.suspended_at is not null, wall.level(m.role), m.guild_id is not null, m.created_at, m.id
     limit 1;
    if not found then
        raise exception 'no such account' using errcode = 'GH404';
    end if;
    return seen;
end
$$;

create function wall.get_account(account uuid)
returns setof wall.account
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$ select wall.as_account(wall.seen_membership(actor, account)) from wall.acting() actor $$;

-- Null leaves a field as it is. One's own name and language; of those below, the name if all of the account is below, and
-- the switch can_create_customers of the builders among the memberships that the caller rules over.
create function wall.update_account(account uuid, version integer, name text, language text, can_create_customers boolean)
returns setof wall.account
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    seen  platform.memberships;
    own   constant boolean := account = actor.account_id;
begin
    seen := wall.seen_membership(actor, account);
    if (name is not null or language is not null) and not own
       and exists (select from platform.memberships m where m.account_id = account and not wall.rules_over(actor, m))
       or can_create_customers is not null
       and not exists (select from platform.memberships m
                        where m.account_id = account and m.role = 'builder' and wall.rules_over(actor, m))
       or not own
       and not exists (select from platform.memberships m where m.account_id = account and wall.rules_over(actor, m))
    then
        raise exception 'not permitted' using errcode = 'GH403';
    end if;
    update platform.accounts a
       set name = coalesce(update_account.name, a.name),
           language = coalesce(update_account.language, a.language),
           version = a.version + 1,
           updated_at = now(),
           updated_by = actor.account_id
     where a.id = account
       and a.version = update_account.version;
    if not found then
        raise exception 'changed meanwhile' using errcode = 'GH412';
    end if;
    update platform.memberships m
       set can_create_customers = update_account.can_create_customers,
           version = m.version + 1,
           updated_at = now(),
           updated_by = actor.account_id
     where m.account_id = account
       and m.role = 'builder'
       and update_account.can_create_customers is not null
       and wall.rules_over(actor, m);
    perform wall.tell(seen.guild_id, seen.pos, 'accounts.updated', 'accounts/' || account, jsonb_strip_nulls(jsonb_build_object(
                          'name', name, 'language', language, 'can_create_customers', can_create_customers)));
    return query select * from wall.get_account(account);
end
$$;

-- Suspends, or lets in again, the account's memberships that the caller rules over; it holds from the next request.
-- GH403 if there are none, GH409 for the last administrator of a guild.
create function wall.set_suspension(account uuid, suspended boolean)
returns setof wall.account
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    actor  constant platform.memberships := wall.acting();
    seen   platform.memberships;
    target platform.memberships;
    any_of_them boolean := false;
begin
    seen := wall.seen_membership(actor, account);
    for target in
        select m.* from platform.memberships m
         where m.account_id = account
           and wall.rules_over(actor, m)
         order by m.id
           for no key update
    loop
        any_of_them := true;
        if suspended and target.role = 'guild' then
            perform wall.keep_an_administrator(target.guild_id, account);
        end if;
        update platform.memberships m
           set suspended_at = case when suspended then coalesce(m.suspended_at, now()) end,
               version = m.version + 1,
               updated_at = now(),
               updated_by = actor.account_id
         where m.id = target.id;
        perform wall.tell(target.guild_id, target.pos, case when suspended then 'accounts.suspended' else 'accounts.resumed' end,
                          'accounts/' || account, jsonb_build_object('membership_id', target.id, 'role', target.role));
    end loop;
    if not any_of_them then
        raise exception 'not permitted' using errcode = 'GH403';
    end if;
    update platform.accounts a set version = a.version + 1, updated_at = now(), updated_by = actor.account_id where a.id = account;
    return query select * from wall.get_account(account);
end
$$;

-- GH409 if nobody else administrates the guild. The guild is locked, so that two do not suspend each other's last fellow.
create function wall.keep_an_administrator(guild uuid, leaving uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform from platform.guilds g where g.id = guild for no key update;
    if not exists (select from platform.memberships m
                     join platform.accounts a on a.id = m.account_id
                    where m.guild_id = guild and m.role = 'guild' and m.account_id <> leaving
                      and m.suspended_at is null and a.suspended_at is null) then
        raise exception 'A guild keeps at least one active administrator.' using errcode = 'GH409';
    end if;
end
$$;

create function wall.suspend_account(account uuid)
returns setof wall.account language sql security definer
set search_path = pg_catalog, pg_temp
as $$ select * from wall.set_suspension(account, true) $$;

create function wall.resume_account(account uuid)
returns setof wall.account language sql security definer
set search_path = pg_catalog, pg_temp
as $$ select * from wall.set_suspension(account, false) $$;

grant execute on function wall.get_account(uuid), wall.update_account(uuid, integer, text, text, boolean),
      wall.suspend_account(uuid), wall.resume_account(uuid)
   to guildhall_app;
