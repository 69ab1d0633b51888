-- Nobody grants what it does not hold, neither a permission nor a wider scope, whichever way rights are given; and whose rights rise is
-- told in the trail as 'rights.raised'.
set local role guildhall_wall;

create function wall.scope_in(scopes jsonb, permission text)
returns smallint
language plpgsql immutable
as $$
declare
    code constant integer := (scopes ->> permission)::integer;
begin
    return case when code < 10 then code else code / 10 end;
end
$$;

-- What goes beyond `before` in `after`, of all that can be given: {"customers.read:guild"}.
create function wall.gained(before jsonb, after jsonb)
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return array(select k.permission || ':' || (array['own', 'spot', 'guild'])[wall.scope_in(after, k.permission)]
                   from platform.permissions k
                  where wall.scope_in(after, k.permission) > coalesce(wall.scope_in(before, k.permission), 0)
                  order by k.place);
end
$$;

-- What somebody may give: what it may do itself. An access owner makes its guilds' administrators, so it may give what they may do.
create function wall.may_give(actor platform.memberships)
returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return case when actor.role in ('guild', 'spot', 'builder') then actor.scopes
                when actor.role = 'access_owner' then wall.scopes_of('guild', true, null)
                else '{}' end;
end
$$;

-- GH422 at the field if somebody's rights would come to be more than the actor may give. Those above the guilds make whom the tree says.
create function wall.expect_may_give(actor platform.memberships, before jsonb, after jsonb, field text)
returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    beyond text[];
begin
    if actor.id is null or actor.role in ('admin', 'moderator') then
        return;
    end if;
    beyond := array(select unnest(wall.gained(before, after)) intersect select unnest(wall.gained(wall.may_give(actor), after)) order by 1);
    if beyond <> '{}' then
        raise exception 'goes beyond what you may do yourself: %', array_to_string(beyond, ', ') using errcode = 'GH422', detail = field;
    end if;
end
$$;

create function wall.tell_raised(m platform.memberships, before jsonb, after jsonb, why text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    gained constant text[] := wall.gained(before, after);
begin
    if gained <> '{}' then
        perform wall.tell(m.guild_id, m.pos % 4611686018427387904, 'rights.raised', 'accounts/' || m.account_id,
                          jsonb_build_object('membership_id', m.id, 'gained', to_jsonb(gained), 'why', why));
    end if;
end
$$;

-- As in 0010, but nobody makes somebody who may do more than itself.
create or replace function wall.add_membership(actor platform.memberships, membership uuid, account uuid, role text, owner uuid, guild uuid, spot uuid,
                                    can_create_customers boolean)
returns platform.memberships
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    added platform.memberships;
    maker constant uuid := coalesce(actor.account_id, account);
begin
    insert into platform.memberships as m (id, account_id, role, access_owner_id, guild_id, spot_id, can_create_customers, created_by, updated_by)
    values (membership, account, role, owner, guild, spot, coalesce(can_create_customers, false), maker, maker)
        on conflict do nothing
    returning m.* into added;
    if added.id is null then
        raise exception 'This person is already there.' using errcode = 'GH422', detail = 'email';
    end if;
    if added.role in ('guild', 'spot', 'builder') then
        perform wall.expect_may_give(actor, '{}', added.scopes, 'email');
    end if;
    perform wall.tell(guild, added.pos, 'memberships.created', 'accounts/' || account,
                      jsonb_build_object('membership_id', membership, 'role', role, 'spot_id', spot,
                                         'can_create_customers', added.can_create_customers));
    return added;
end
$$;

-- The switch is a right like others: given by who has it.
create function wall.switch_creating(actor platform.memberships, account uuid, may boolean)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    target  platform.memberships;
    changed platform.memberships;
begin
    for target in
        select m.* from platform.memberships m
         where m.account_id = account and m.role = 'builder' and wall.rules_over(actor, m)
         order by m.id
           for no key update
    loop
        update platform.memberships m
           set can_create_customers = may, version = m.version + 1, updated_at = now(), updated_by = actor.account_id
         where m.id = target.id
        returning m.* into changed;
        perform wall.expect_may_give(actor, target.scopes, changed.scopes, 'can_create_customers');
        perform wall.tell_raised(changed, target.scopes, changed.scopes, 'can_create_customers');
    end loop;
end
$$;

-- As in 0014, with the switch given by wall.switch_creating.
create or replace function wall.update_account(account uuid, version integer, name text, language text, can_create_customers boolean)
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
    if can_create_customers is not null then
        perform wall.switch_creating(actor, account, can_create_customers);
    end if;
    perform wall.tell(seen.guild_id, seen.pos, 'accounts.updated', 'accounts/' || account, jsonb_strip_nulls(jsonb_build_object(
                          'name', name, 'language', language, 'can_create_customers', can_create_customers)));
    return query select * from wall.get_account(account);
end
$$;

-- As in 0014, but only who may do all that an administrator may counts as one.
create or replace function wall.keep_an_administrator(guild uuid, leaving uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform from platform.guilds g where g.id = guild for no key update;
    if not exists (select from platform.memberships m
                     join platform.accounts a on a.id = m.account_id
                    where m.guild_id = guild and m.role = 'guild' and m.account_id <> leaving and m.role_set_id is null
                      and m.suspended_at is null and a.suspended_at is null) then
        raise exception 'A guild keeps at least one active administrator.' using errcode = 'GH409';
    end if;
end
$$;
