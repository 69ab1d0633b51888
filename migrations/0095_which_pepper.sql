-- Behind a password's hash stands which pepper it was made with ("$2b$12$…~3f9a01c2"; without it, the first one there was), so that a
-- pepper can be changed: whoever signs in gets a hash with the present one.
set local role guildhall_wall;

-- As before; the setting is followed by that mark.
create or replace function wall.password_setting(email text, address text, cost integer)
returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    setting  text;
    disguise bytea;
begin
    perform wall.throttle(email, address);
    insert into platform.sign_in_attempts (address, email) values (address, wall.email_digest(email));
    select left(a.password_hash, 29) || substr(a.password_hash, 61)
      into setting
      from platform.accounts a
     where lower(a.email) = lower(password_setting.email);
    if setting is null then
        select sha256(i.disguise_key || wall.email_digest(email)) into disguise from platform.installation i;
        -- the cost that others' hashes have, or this one would tell that it is made up
        setting := '$2b$' || coalesce((select substr(a.password_hash, 5, 2) from platform.accounts a where a.password_hash is not null limit 1),
                                      lpad(cost::text, 2, '0')) || '$'
            || translate(left(encode(disguise, 'base64'), 21), '+', '.')
            || substr('.Oeu', get_byte(disguise, 31) % 4 + 1, 1);
    end if;
    return setting;
end
$$;

-- A better hash of the same password, against the one there is.
create function wall.keep_better_hash(email text, hash text, better text)
returns void
language sql security definer
set search_path = pg_catalog, pg_temp
begin atomic
    update platform.accounts a set password_hash = better where a.id = (wall.account_of(keep_better_hash.email, hash)).id;
end;
grant execute on function wall.keep_better_hash(text, text, text) to guildhall_app;

-- What the server's own keys have sealed, for those who change the keys. As guildhall_migrate.
create function wall.sealed_factors()
returns table (id uuid, sealed bytea)
language sql stable security definer
set search_path = pg_catalog, pg_temp
begin atomic
    select a.id, a.totp_secret from platform.accounts a where a.totp_secret is not null;
end;

-- Not where it has changed meanwhile.
create function wall.keep_sealed_factor(factor uuid, before bytea, after bytea)
returns void
language sql security definer
set search_path = pg_catalog, pg_temp
begin atomic
    update platform.accounts a set totp_secret = after where a.id = factor and a.totp_secret = before;
end;

-- How many passwords were hashed with which pepper.
create function wall.pepper_marks()
returns table (mark text, passwords bigint)
language sql stable security definer
set search_path = pg_catalog, pg_temp
begin atomic
    select substr(a.password_hash, 62), count(*) from platform.accounts a where a.password_hash is not null group by 1 order by 1;
end;
grant execute on function wall.sealed_factors(), wall.keep_sealed_factor(uuid, bytea, bytea), wall.pepper_marks() to guildhall_owner;
