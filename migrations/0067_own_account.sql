-- One's own account: what others may know of one, a picture, another password, what is kept of one, and leaving.
set local role guildhall_owner;

alter table platform.accounts
    add column phone      text,
    add column address    jsonb,
    add column theme      text not null default 'system',
    add column reminders  boolean not null default true,
    add column deleted_at timestamptz,
    add constraint accounts_phone_length check (length(phone) between 1 and 50),
    add constraint accounts_theme check (theme in ('system', 'light', 'dark')),
    add constraint accounts_address_form check (
        jsonb_typeof(address) = 'object' and address - '{street,city,region,postal_code,country}'::text[] = '{}');

create table platform.pictures (
    account_id uuid        not null,
    type       text        not null,
    content    bytea       not null,
    created_at timestamptz not null default now(),
    constraint pictures_key primary key (account_id),
    constraint pictures_account foreign key (account_id) references platform.accounts (id),
    constraint pictures_type check (type in ('image/png', 'image/jpeg', 'image/webp')),
    constraint pictures_size check (octet_length(content) between 1 and 262144)
);
grant select, insert, update, delete on platform.pictures to guildhall_wall;

set local role guildhall_wall;

create function wall.my_profile()
returns table (id uuid, email text, name text, phone text, address jsonb, language text, theme text, reminders boolean, picture boolean,
               second_factor boolean, version integer, created_at timestamptz)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select a.id, a.email, a.name, a.phone, a.address, a.language, a.theme, a.reminders,
           exists (select from platform.pictures p where p.account_id = a.id), a.totp_secret is not null, a.version, a.created_at
      from platform.accounts a
     where a.id = wall.account_id()
       and wall.proven()
$$;

-- What is done to an account is told where it works, else in the platform's trail.
create function wall.tell_of_oneself(verb text, payload jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.tell(nullif(wall.guild_id(), '00000000-0000-0000-0000-000000000000'), wall.spot_pos(), verb, 'accounts/' || wall.account_id(), payload);
end
$$;

-- All of it as it shall be. GH412 if version is not the current one. The trail keeps which fields were changed, not what one's phone and
-- address are.
create function wall.update_my_profile(version integer, name text, phone text, address jsonb, language text, theme text, reminders boolean)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    before platform.accounts;
begin
    perform wall.proven();
    select a.* into before from platform.accounts a where a.id = wall.account_id() for no key update;
    if before.version <> update_my_profile.version then
        raise exception 'changed meanwhile' using errcode = 'GH412';
    end if;
    update platform.accounts a
       set name = update_my_profile.name,
           phone = update_my_profile.phone,
           address = update_my_profile.address,
           language = update_my_profile.language,
           theme = update_my_profile.theme,
           reminders = update_my_profile.reminders,
           version = a.version + 1,
           updated_at = now(),
           updated_by = a.id
     where a.id = before.id;
    perform wall.tell_of_oneself('accounts.updated', jsonb_build_object(
                'before', jsonb_strip_nulls(jsonb_build_object('name', case when before.name <> name then before.name end,
                                                               'language', case when before.language <> language then before.language end)),
                'after', jsonb_strip_nulls(jsonb_build_object('name', case when before.name <> name then name end,
                                                              'language', case when before.language <> language then language end)),
                'quiet', jsonb_strip_nulls(jsonb_build_object('phone', case when before.phone is distinct from phone then true end,
                                                              'address', case when before.address is distinct from address then true end))));
end
$$;

create function wall.set_my_picture(type text, content bytea)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.proven();
    insert into platform.pictures as p (account_id, type, content)
    values (wall.account_id(), set_my_picture.type, set_my_picture.content)
        on conflict (account_id) do update set type = excluded.type, content = excluded.content, created_at = now();
    perform wall.tell_of_oneself('pictures.created', '{}');
end
$$;

create function wall.remove_my_picture()
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.proven();
    delete from platform.pictures p where p.account_id = wall.account_id();
    if found then
        perform wall.tell_of_oneself('pictures.erased', '{}');
    end if;
end
$$;

create function wall.my_picture()
returns table (type text, content bytea)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select p.type, p.content from platform.pictures p where p.account_id = wall.account_id() and wall.proven()
$$;

-- Of somebody whom the caller sees.
create function wall.get_picture(account uuid)
returns table (type text, content bytea)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select p.type, p.content
      from wall.acting() actor
     cross join lateral wall.seen_membership(actor, account) m
      join platform.pictures p on p.account_id = m.account_id
$$;

-- As in 0008, with the theme, so that it goes with one from device to device.
drop function wall.me();
create function wall.me()
returns table (id uuid, email text, name text, language text, theme text, reminders boolean, picture boolean, membership_id uuid, role text,
               guild_id uuid, spot_id uuid)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select a.id, a.email, a.name, a.language, a.theme, a.reminders, exists (select from platform.pictures p where p.account_id = a.id),
           m.id, m.role, m.guild_id, m.spot_id
      from platform.accounts a
      join platform.memberships m on m.id = wall.membership_id() and m.account_id = a.id
     where a.id = wall.account_id()
       and wall.proven()
$$;

grant execute on function wall.my_profile(), wall.update_my_profile(integer, text, text, jsonb, text, text, boolean), wall.me(),
      wall.set_my_picture(text, bytea), wall.remove_my_picture(), wall.my_picture(), wall.get_picture(uuid)
   to guildhall_app;
