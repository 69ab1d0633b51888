-- Guilds and their administrators.
set local role guildhall_wall;

create type wall.guild as (
    id uuid, access_owner_id uuid, name text, currency text, country text, language text, payment_terms_days integer,
    require_email_or_phone boolean, suspended boolean, version integer, created_at timestamptz);

create function wall.list_guilds()
returns setof wall.guild
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select g.id, g.access_owner_id, g.name, s.currency, s.country, s.language, s.payment_terms_days, s.require_email_or_phone,
           g.suspended_at is not null, g.version, g.created_at
      from wall.acting() actor
      join platform.guilds g on wall.sees_guild(actor, g.id)
      join guild.settings s on s.guild_id = g.id
$$;

create function wall.get_guild(guild uuid)
returns setof wall.guild
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select g.id, g.access_owner_id, g.name, s.currency, s.country, s.language, s.payment_terms_days, s.require_email_or_phone,
           g.suspended_at is not null, g.version, g.created_at
      from wall.acting() actor
     cross join lateral wall.seen_guild(actor, get_guild.guild) g
      join guild.settings s on s.guild_id = g.id
$$;

-- The rows that make a guild: itself, its chain, its settings, its standing grant.
create function wall.make_guild(maker uuid, owner uuid, guild uuid, name text, currency text, country text, language text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into platform.guilds (id, access_owner_id, name, created_by, updated_by) values (guild, owner, name, maker, maker);
    insert into platform.audit_heads (guild_id) values (guild);
    insert into platform.standing_grants (guild_id, access_owner_id) values (guild, owner);
    insert into guild.settings as s (guild_id, currency, country, language, created_by, updated_by)
    values (guild, coalesce(currency, 'EUR'), coalesce(country, 'DE'), coalesce(language, 'en'), maker, maker);
    perform wall.tell(null, 0, 'guilds.created', 'guilds/' || guild, jsonb_build_object('name', name, 'access_owner_id', owner));
    perform wall.tell(guild, 0, 'guilds.created', 'guilds/' || guild, jsonb_build_object('name', name));
    perform wall.tell(guild, 0, 'standing_grants.created', 'access_owners/' || owner, '{}');
end
$$;

-- An access owner's guild, read by its whole team from now on. GH404 for another one's path.
create function wall.add_guild(owner uuid, guild uuid, name text, currency text, country text, language text)
returns setof wall.guild
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
begin
    perform wall.seen_access_owner(actor, owner);
    if actor.role <> 'access_owner' then
        raise exception 'only an access owner makes guilds' using errcode = 'GH403';
    end if;
    perform wall.make_guild(actor.account_id, owner, guild, name, currency, country, language);
    perform wall.add_membership(actor, gen_random_uuid(), m.account_id, 'access_owner', owner, add_guild.guild, null, false)
       from platform.memberships m
      where m.access_owner_id = owner
        and m.role = 'access_owner'
        and m.guild_id is null;
    return query select * from wall.get_guild(add_guild.guild);
end
$$;

-- Null leaves a field as it is. Its content is the guild's and its access owner's; suspending is for the levels above the guild.
create function wall.update_guild(guild uuid, version integer, name text, currency text, country text, language text,
                                  payment_terms_days integer, require_email_or_phone boolean, suspended boolean)
returns setof wall.guild
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor  constant platform.memberships := wall.acting();
    before platform.guilds;
begin
    before := wall.seen_guild(actor, guild);
    if suspended is not null and wall.level(actor.role) >= 3
       or actor.role not in ('guild', 'access_owner')
          and coalesce(name, currency, country, language, payment_terms_days::text, require_email_or_phone::text) is not null
       or actor.role not in ('admin', 'moderator', 'access_owner', 'guild')
    then
        raise exception 'not permitted' using errcode = 'GH403';
    end if;
    update platform.guilds g
       set name = coalesce(update_guild.name, g.name),
           suspended_at = case suspended when true then coalesce(g.suspended_at, now()) when false then null else g.suspended_at end,
           version = g.version + 1,
           updated_at = now(),
           updated_by = actor.account_id
     where g.id = guild
       and g.version = update_guild.version;
    if not found then
        raise exception 'changed meanwhile' using errcode = 'GH412';
    end if;
    update guild.settings s
       set currency = coalesce(update_guild.currency, s.currency),
           country = coalesce(update_guild.country, s.country),
           language = coalesce(update_guild.language, s.language),
           payment_terms_days = coalesce(update_guild.payment_terms_days, s.payment_terms_days),
           require_email_or_phone = coalesce(update_guild.require_email_or_phone, s.require_email_or_phone)
     where s.guild_id = guild
       and coalesce(update_guild.currency, update_guild.country, update_guild.language, update_guild.payment_terms_days::text,
                    update_guild.require_email_or_phone::text) is not null;
    if coalesce(name, suspended::text) is not null then
        perform wall.tell(guild, 0, 'guilds.updated', 'guilds/' || guild, jsonb_strip_nulls(jsonb_build_object(
                              'before', jsonb_build_object('name', before.name, 'suspended', before.suspended_at is not null),
                              'name', name, 'suspended', suspended)));
    end if;
    return query select * from wall.get_guild(guild);
end
$$;

create function wall.list_administrators(guild uuid)
returns setof wall.account
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select wall.as_account(m)
      from wall.acting() actor
     cross join lateral wall.seen_guild(actor, list_administrators.guild) g
      join platform.memberships m on m.guild_id = g.id and m.role = 'guild'
$$;

-- By the access owner, or by an administrator of the same guild: the one fellow that a guild account may add.
create function wall.add_administrator(guild uuid, account uuid, membership uuid, email text, name text, language text, password_hash text)
returns setof wall.account
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor  constant platform.memberships := wall.acting();
    place  platform.guilds;
    person uuid;
begin
    place := wall.seen_guild(actor, guild);
    if actor.role not in ('access_owner', 'guild') then
        raise exception 'not permitted' using errcode = 'GH403';
    end if;
    person := wall.add_account(actor, account, email, name, language, password_hash);
    return next wall.as_account(wall.add_membership(actor, membership, person, 'guild', place.access_owner_id, place.id, null, true));
end
$$;

grant execute on function wall.list_guilds(), wall.get_guild(uuid), wall.add_guild(uuid, uuid, text, text, text, text),
      wall.update_guild(uuid, integer, text, text, text, text, integer, boolean, boolean), wall.list_administrators(uuid),
      wall.add_administrator(uuid, uuid, uuid, text, text, text, text)
   to guildhall_app;
