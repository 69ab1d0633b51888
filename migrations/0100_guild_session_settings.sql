-- What a guild asks of its people's sessions: a second factor, and how long they last.
set local role guildhall_wall;

alter type wall.guild add attribute second_factor_required boolean, add attribute session_idle_minutes integer, add attribute session_absolute_minutes integer;

create or replace function wall.list_guilds()
returns setof wall.guild
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select g.id, g.access_owner_id, g.name, s.currency, s.country, s.language, s.payment_terms_days, s.require_email_or_phone,
           g.suspended_at is not null, g.version, g.created_at, s.required_customer_fields,
           s.second_factor_required, s.session_idle_minutes, s.session_absolute_minutes
      from wall.acting() actor
      join platform.guilds g on wall.sees_guild(actor, g.id)
      join guild.settings s on s.guild_id = g.id
$$;

create or replace function wall.get_guild(guild uuid)
returns setof wall.guild
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select g.id, g.access_owner_id, g.name, s.currency, s.country, s.language, s.payment_terms_days, s.require_email_or_phone,
           g.suspended_at is not null, g.version, g.created_at, s.required_customer_fields,
           s.second_factor_required, s.session_idle_minutes, s.session_absolute_minutes
      from wall.acting() actor
     cross join lateral wall.seen_guild(actor, get_guild.guild) g
      join guild.settings s on s.guild_id = g.id
$$;

-- As in 0069, with what a guild asks of its people's sessions. Whoever wants a second factor of all has one: GH422 at
-- second_factor_required.
drop function wall.update_guild(uuid, integer, text, text, text, text, integer, boolean, boolean, text[]);
create function wall.update_guild(guild uuid, version integer, name text, currency text, country text, language text,
                                  payment_terms_days integer, require_email_or_phone boolean, suspended boolean,
                                  required_customer_fields text[], second_factor_required boolean, session_idle_minutes integer,
                                  session_absolute_minutes integer)
returns setof wall.guild
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor  constant platform.memberships := wall.acting();
    before platform.guilds;
    of_its_own constant boolean := num_nonnulls(name, currency, country, language, payment_terms_days, require_email_or_phone,
                                                required_customer_fields, second_factor_required, session_idle_minutes,
                                                session_absolute_minutes) > 0;
begin
    before := wall.seen_guild(actor, guild);
    if suspended is not null and wall.level(actor.role) >= 3
       or actor.role not in ('guild', 'access_owner') and of_its_own
       or actor.role not in ('admin', 'moderator', 'access_owner', 'guild')
    then
        raise exception 'not permitted' using errcode = 'GH403';
    elsif second_factor_required and wall.factor_methods(actor.account_id) = '{}' then
        raise exception 'set up your own second factor first' using errcode = 'GH422', detail = 'second_factor_required';
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
           require_email_or_phone = coalesce(update_guild.require_email_or_phone, s.require_email_or_phone),
           required_customer_fields = coalesce(update_guild.required_customer_fields, s.required_customer_fields),
           second_factor_required = coalesce(update_guild.second_factor_required, s.second_factor_required),
           session_idle_minutes = coalesce(update_guild.session_idle_minutes, s.session_idle_minutes),
           session_absolute_minutes = coalesce(update_guild.session_absolute_minutes, s.session_absolute_minutes)
     where s.guild_id = guild
       and num_nonnulls(update_guild.currency, update_guild.country, update_guild.language, update_guild.payment_terms_days,
                        update_guild.require_email_or_phone, update_guild.required_customer_fields, update_guild.second_factor_required,
                        update_guild.session_idle_minutes, update_guild.session_absolute_minutes) > 0;
    if coalesce(name, suspended::text) is not null then
        perform wall.tell(guild, 0, 'guilds.updated', 'guilds/' || guild, jsonb_strip_nulls(jsonb_build_object(
                              'before', jsonb_build_object('name', before.name, 'suspended', before.suspended_at is not null),
                              'name', name, 'suspended', suspended)));
    end if;
    return query select * from wall.get_guild(guild);
end
$$;

grant execute on function wall.update_guild(uuid, integer, text, text, text, text, integer, boolean, boolean, text[], boolean, integer, integer)
   to guildhall_app;
