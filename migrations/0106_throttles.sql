-- Who tries to sign in waits longer each time; an account, an address or a guild under attack lets those in who come from a device that it
-- knows, or with the second factor.
set local role guildhall_owner;

alter table platform.sign_in_attempts
    add column guild_id uuid,
    add column device   bytea,
    add column factor   boolean not null default false;
create index sign_in_attempts_guild on platform.sign_in_attempts (guild_id, at);

set local role guildhall_wall;

-- After ten tries each next one waits twice as long as the one before: 15 s, 30 s, 1 min, … a quarter of an hour. Seconds from now.
create function wall.wait_after(tries bigint, last_at timestamptz)
returns integer
language sql stable
set search_path = pg_catalog, pg_temp
return case
           when tries < 10 then 0
           else greatest(0, least(900, 15 * power(2, least(tries - 10, 10))) - extract(epoch from now() - last_at))::integer
       end;

-- The guild that an address belongs to first.
create function wall.guild_of_email(email text)
returns uuid
language sql stable
set search_path = pg_catalog, pg_temp
begin atomic
    select m.guild_id
      from platform.accounts a
      join platform.memberships m on m.account_id = a.id and m.guild_id is not null
     where lower(a.email) = lower(guild_of_email.email)
     order by m.created_at, m.id
     limit 1;
end;

-- For one address and account by wall.wait_after; for an account from wherever, or an address, at most 100 tries in a quarter of an hour,
-- for a guild 1,000; ten wrong codes an hour for an account. From a device that has signed in to the account only its own tries count, and
-- tries that bring a second factor are counted apart from those that bring none. GH429 with the seconds to wait as DETAIL.
drop function wall.throttle(text, text);
create function wall.throttle(email text, address text, device bytea, has_factor boolean)
returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    known   constant bytea := wall.email_digest(email);
    since   constant timestamptz := now() - interval '15 minutes';
    guild   constant uuid := wall.guild_of_email(email);
    at_home constant boolean := exists (select
                                          from platform.devices d
                                          join platform.accounts a on a.id = d.account_id
                                         where lower(a.email) = lower(throttle.email)
                                           and d.digest = sha256(throttle.device));
    seconds integer;
begin
    select wall.wait_after(count(*), max(a.at))
      into seconds
      from platform.sign_in_attempts a
     where a.email = known
       and a.at > since
       and case when at_home then a.device = sha256(throttle.device) else a.address = throttle.address and a.device is null end;
    if seconds = 0 and not at_home
       and ((select count(*) from platform.sign_in_attempts a where a.email = known and a.at > since and a.factor = has_factor) >= 100
            or (select count(*) from platform.sign_in_attempts a where a.address = throttle.address and a.at > since and a.factor = has_factor) >= 100
            or guild is not null
               and (select count(*) from platform.sign_in_attempts a where a.guild_id = guild and a.at > since and a.factor = has_factor) >= 1000) then
        seconds := 900;
    end if;
    if (select count(*)
          from platform.sign_in_attempts a
         where a.email = known
           and a.wrong_code
           and a.at > now() - interval '1 hour'
           and (not at_home or a.device = sha256(throttle.device))) >= 10 then
        seconds := 900;
    end if;
    if seconds > 0 then
        raise exception 'Too many attempts to sign in. Wait a while, then try again: a device that you have signed in with before may try at once.'
              using errcode = 'GH429', detail = seconds::text;
    end if;
end
$$;

drop function wall.password_setting(text, text, integer);
create function wall.password_setting(email text, address text, cost integer, device bytea, has_factor boolean)
returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    setting  text;
    disguise bytea;
begin
    perform wall.throttle(email, address, device, has_factor);
    insert into platform.sign_in_attempts (address, email, guild_id, factor, device)
    select password_setting.address, wall.email_digest(password_setting.email), wall.guild_of_email(password_setting.email), has_factor,
           (select d.digest
              from platform.devices d
              join platform.accounts a on a.id = d.account_id
             where lower(a.email) = lower(password_setting.email)
               and d.digest = sha256(password_setting.device));
    select left(a.password_hash, 29) || substr(a.password_hash, 61)
      into setting
      from platform.accounts a
     where lower(a.email) = lower(password_setting.email);
    if setting is null then
        select sha256(i.disguise_key || wall.email_digest(email)) into disguise from platform.installation i;
        -- the cost that others' hashes have, or this one would tell that it is made up; a CRMMS had one of its own
        setting := '$2b$' || coalesce((select substr(a.password_hash, 5, 2)
                                         from platform.accounts a
                                        where a.password_hash is not null
                                          and a.password_hash not like '%~crmms'
                                        limit 1), lpad(cost::text, 2, '0')) || '$'
            || translate(left(encode(disguise, 'base64'), 21), '+', '.')
            || substr('.Oeu', get_byte(disguise, 31) % 4 + 1, 1);
    end if;
    return setting;
end
$$;
grant execute on function wall.password_setting(text, text, integer, bytea, boolean) to guildhall_app;
