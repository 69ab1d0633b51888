-- The first admin: by a link that is printed once, or on the machine. No default account.
set local role guildhall_wall;

create function wall.make_admin(account uuid, membership uuid, email text, name text, language text, password_hash text,
                                totp_secret bytea, totp_step bigint)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.add_account(null, account, email, name, language, password_hash);
    update platform.accounts a set totp_secret = make_admin.totp_secret, totp_step = coalesce(make_admin.totp_step, 0) where a.id = account;
    perform wall.add_membership(null, membership, account, 'admin', null, null, null, false);
end
$$;

-- `guildhall admin create`: on the machine only, as guildhall_migrate.
create function wall.create_admin(account uuid, membership uuid, email text, name text, language text, password_hash text, totp_secret bytea)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.make_admin(account, membership, email, name, language, password_hash, totp_secret, 0);
end
$$;

-- `guildhall admin suspend`: on the machine only. GH404 if the address is no admin's, GH409 for the last active one.
create function wall.suspend_admin(email text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    target platform.memberships;
begin
    perform from platform.memberships m where m.role = 'admin' order by m.id for no key update;
    select m.* into target
      from platform.memberships m
      join platform.accounts a on a.id = m.account_id
     where m.role = 'admin'
       and lower(a.email) = lower(suspend_admin.email);
    if not found then
        raise exception 'no such admin' using errcode = 'GH404';
    elsif not exists (select from platform.memberships m where m.role = 'admin' and m.live and m.account_id <> target.account_id) then
        raise exception 'The installation keeps at least one active admin.' using errcode = 'GH409';
    end if;
    update platform.memberships m set suspended_at = now(), version = m.version + 1, updated_at = now() where m.id = target.id;
    perform wall.tell(null, 0, 'accounts.suspended', 'accounts/' || target.account_id, '{"role": "admin"}');
end
$$;

-- Whether nobody has been set up yet: then the server prints a link.
create function wall.is_new()
returns boolean
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$ select not exists (select from platform.memberships m where m.role = 'admin') $$;

-- A link that works once, for an hour, while there is no admin. A new one voids the older. By guildhall_migrate, at start.
create function wall.create_setup_link(secret bytea)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if not wall.is_new() then
        raise exception 'This installation is already set up.' using errcode = 'GH409';
    end if;
    delete from platform.setup_links;
    insert into platform.setup_links (digest, ends_at) values (sha256(secret), now() + interval '1 hour');
end
$$;

create function wall.setup_link_holds(secret bytea)
returns boolean
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select wall.is_new()
       and exists (select from platform.setup_links l where l.digest = sha256(secret) and l.used_at is null and l.ends_at > now())
$$;

-- Whether any link still holds, for the page that asks for it.
create function wall.setup_is_open()
returns boolean
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$ select wall.is_new() and exists (select from platform.setup_links l where l.used_at is null and l.ends_at > now()) $$;

-- From the link to a working company: one person becomes admin, access owner and guild administrator; the guild gets a first
-- spot. For 'one company' the agency bears the company's name. The ids are the caller's; sign-in follows as usual.
create function wall.set_up(secret bytea, request_id uuid,
                            account uuid, email text, name text, language text, password_hash text, totp_secret bytea, totp_step bigint,
                            owner uuid, owner_name text, guild uuid, guild_name text, currency text, country text,
                            spot uuid, spot_name text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform set_config('app.request_id', set_up.request_id::text, true);
    perform from platform.setup_links l where l.digest = sha256(secret) for update;
    if not wall.setup_link_holds(secret) then
        raise exception 'this link was used or is over' using errcode = 'GH401';
    end if;
    update platform.setup_links l set used_at = now() where l.digest = sha256(secret);
    perform wall.make_admin(account, gen_random_uuid(), email, name, language, password_hash, totp_secret, totp_step);
    perform set_config('app.account_id', account::text, true);
    insert into platform.access_owners (id, name, made_by, created_by, updated_by) values (owner, owner_name, account, account, account);
    perform wall.tell(null, 0, 'access_owners.created', 'access_owners/' || owner, jsonb_build_object('name', owner_name));
    perform wall.add_membership(null, gen_random_uuid(), account, 'access_owner', owner, null, null, false);
    perform wall.make_guild(account, owner, guild, guild_name, currency, country, language);
    perform wall.add_membership(null, gen_random_uuid(), account, 'access_owner', owner, guild, null, false);
    perform wall.add_membership(null, gen_random_uuid(), account, 'guild', owner, guild, null, true);
    perform wall.make_spot(account, guild, null, spot, spot_name);
    perform set_config('app.account_id', '', true);
end
$$;

grant execute on function wall.create_admin(uuid, uuid, text, text, text, text, bytea), wall.suspend_admin(text), wall.create_setup_link(bytea),
      wall.is_new() to guildhall_owner;
grant execute on function wall.is_new(), wall.setup_is_open(), wall.setup_link_holds(bytea),
      wall.set_up(bytea, uuid, uuid, text, text, text, text, bytea, bigint, uuid, text, uuid, text, text, text, uuid, text)
   to guildhall_app;
