-- What a guild wants to know of every customer that is captured quickly, beyond name and contact.
set local role guildhall_owner;

alter table guild.settings
    add column required_customer_fields text[] not null default '{}',
    add constraint settings_required_customer_fields check (
        required_customer_fields <@ array['vat_number', 'phone', 'website', 'address', 'contact.phone', 'contact.title']);

set local role guildhall_wall;

alter type wall.guild add attribute required_customer_fields text[];

create or replace function wall.list_guilds()
returns setof wall.guild
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select g.id, g.access_owner_id, g.name, s.currency, s.country, s.language, s.payment_terms_days, s.require_email_or_phone,
           g.suspended_at is not null, g.version, g.created_at, s.required_customer_fields
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
           g.suspended_at is not null, g.version, g.created_at, s.required_customer_fields
      from wall.acting() actor
     cross join lateral wall.seen_guild(actor, get_guild.guild) g
      join guild.settings s on s.guild_id = g.id
$$;

-- As in 0012, with the fields that a quick customer must have.
drop function wall.update_guild(uuid, integer, text, text, text, text, integer, boolean, boolean);
create function wall.update_guild(guild uuid, version integer, name text, currency text, country text, language text,
                                  payment_terms_days integer, require_email_or_phone boolean, suspended boolean,
                                  required_customer_fields text[])
returns setof wall.guild
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor  constant platform.memberships := wall.acting();
    before platform.guilds;
    of_its_own constant boolean := coalesce(name, currency, country, language, payment_terms_days::text, require_email_or_phone::text,
                                            required_customer_fields::text) is not null;
begin
    before := wall.seen_guild(actor, guild);
    if suspended is not null and wall.level(actor.role) >= 3
       or actor.role not in ('guild', 'access_owner') and of_its_own
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
           require_email_or_phone = coalesce(update_guild.require_email_or_phone, s.require_email_or_phone),
           required_customer_fields = coalesce(update_guild.required_customer_fields, s.required_customer_fields)
     where s.guild_id = guild
       and coalesce(update_guild.currency, update_guild.country, update_guild.language, update_guild.payment_terms_days::text,
                    update_guild.require_email_or_phone::text, update_guild.required_customer_fields::text) is not null;
    if coalesce(name, suspended::text) is not null then
        perform wall.tell(guild, 0, 'guilds.updated', 'guilds/' || guild, jsonb_strip_nulls(jsonb_build_object(
                              'before', jsonb_build_object('name', before.name, 'suspended', before.suspended_at is not null),
                              'name', name, 'suspended', suspended)));
    end if;
    return query select * from wall.get_guild(guild);
end
$$;

grant execute on function wall.update_guild(uuid, integer, text, text, text, text, integer, boolean, boolean, text[]) to guildhall_app;
