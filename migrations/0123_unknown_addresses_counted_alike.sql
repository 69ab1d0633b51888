-- An address that nobody has costs what one costs that somebody has: it is counted with all others of its domain, as a guild's are together.
-- (tools/timing found the difference: 0.1 ms once a guild had some hundred tries.)
set local role guildhall_wall;

-- As in 0106: the guild that an address belongs to first, else what stands for its domain.
create or replace function wall.guild_of_email(email text)
returns uuid
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce((select m.guild_id
                       from platform.accounts a
                       join platform.memberships m on m.account_id = a.id and m.guild_id is not null
                      where lower(a.email) = lower(guild_of_email.email)
                      order by m.created_at, m.id
                      limit 1),
                    (select encode(substr(sha256(i.disguise_key || convert_to(lower(split_part(guild_of_email.email, '@', 2)), 'UTF8')), 1, 16), 'hex')::uuid
                       from platform.installation i))
$$;

-- As in 0106; what stands in for a hash is made for every address.
create or replace function wall.password_setting(email text, address text, cost integer, device bytea, has_factor boolean)
returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    disguise bytea;
    made_up  text;
begin
    perform wall.throttle(email, address, device, has_factor);
    insert into platform.sign_in_attempts (address, email, guild_id, factor, device)
    select password_setting.address, wall.email_digest(password_setting.email), wall.guild_of_email(password_setting.email), has_factor,
           (select d.digest
              from platform.devices d
              join platform.accounts a on a.id = d.account_id
             where lower(a.email) = lower(password_setting.email)
               and d.digest = sha256(password_setting.device));
    select sha256(i.disguise_key || wall.email_digest(email)) into disguise from platform.installation i;
    -- the cost that others' hashes have, or this one would tell that it is made up; a CRMMS had one of its own
    made_up := '$2b$' || coalesce((select substr(a.password_hash, 5, 2)
                                     from platform.accounts a
                                    where a.password_hash is not null
                                      and a.password_hash not like '%~crmms'
                                    limit 1), lpad(cost::text, 2, '0')) || '$'
        || translate(left(encode(disguise, 'base64'), 21), '+', '.')
        || substr('.Oeu', get_byte(disguise, 31) % 4 + 1, 1);
    return coalesce((select left(a.password_hash, 29) || substr(a.password_hash, 61)
                       from platform.accounts a
                      where lower(a.email) = lower(password_setting.email)),
                    made_up);
end
$$;
