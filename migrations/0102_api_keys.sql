-- API keys: a session that a person makes for a program, with some of that person's rights and an end. It enters as any session does
-- (0096): what it may do is looked up at every request among what its maker still may. Not for accounts, factors, sessions or keys.
set local role guildhall_owner;

-- hint: the first characters of the key, so that one knows it again; the key itself is shown once and kept as its digest alone.
create table platform.api_keys (
    session_id uuid not null,
    name       text not null,
    hint       text not null,
    constraint api_keys_key primary key (session_id),
    constraint api_keys_session foreign key (session_id) references platform.sessions (id) on delete cascade,
    constraint api_keys_name_length check (length(name) between 1 and 100)
);
create index sessions_made_by_index on platform.sessions (made_by) where made_by is not null;
grant select, insert on platform.api_keys to guildhall_wall;

set local role guildhall_wall;

create type wall.api_key as (
    id uuid, name text, hint text, permissions text[], created_at timestamptz, last_used_at timestamptz, ends_at timestamptz);

-- What may be given to a key at all: the records of a guild, and reading what they need. A permission that comes later is not among it
-- until it is named here.
create function wall.is_for_keys(permission text)
returns boolean
language sql immutable
as $$
    select split_part(permission, '.', 1) in ('customers', 'contacts', 'notes', 'activities', 'estimates', 'products', 'tax_codes', 'tags', 'groups',
                                              'imports', 'exports', 'bulk_changes')
        or permission in ('settings.read', 'spots.read', 'guilds.read', 'audit.read')
$$;

-- What the caller could give to a key.
create function wall.my_key_permissions()
returns setof text
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select p.key
      from wall.acting() actor
     cross join lateral jsonb_each_text(actor.scopes) p
     where wall.is_for_keys(p.key)
     order by p.key
$$;

create function wall.as_api_key(s platform.sessions)
returns wall.api_key
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select row(s.id, k.name, k.hint, s.limits, s.created_at, case when s.last_seen_at >= s.created_at then s.last_seen_at end, s.ends_at)::wall.api_key
      from platform.api_keys k
     where k.session_id = s.id
$$;

-- The keys of an account that still work by themselves.
create function wall.keys_of(account uuid)
returns setof platform.sessions
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select s.* from platform.sessions s where s.account_id = account and s.kind = 'key' and s.ended_at is null and s.ends_at > now()
$$;

-- One for the membership that it will act as, within what its maker's may; a permission may bring a scope, and then reaches no further. The second factor is its maker's. last_seen_at lies before
-- created_at until it is used. GH409 beyond fifty, GH422.
create function wall.make_key(maker platform.sessions, acting platform.memberships, key uuid, secret bytea, hint text, name text, permissions text[], days integer)
returns wall.api_key
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    making constant platform.memberships := wall.acting();
    made   platform.sessions;
begin
    if exists (select from unnest(permissions) p where p !~ '^[a-z_]+\.[a-z]+(:(own|spot|guild))?$' or not wall.is_for_keys(split_part(p, ':', 1))) then
        raise exception 'holds what cannot be given to a key' using errcode = 'GH422', detail = 'permissions';
    elsif exists (select from unnest(permissions) p where not (making.scopes ? split_part(p, ':', 1) and acting.scopes ? split_part(p, ':', 1))) then
        raise exception 'holds what you may not do yourself' using errcode = 'GH422', detail = 'permissions';
    elsif (select count(*) from wall.keys_of(acting.account_id)) >= 50 then
        raise exception 'There are fifty keys already: revoke one first.' using errcode = 'GH409';
    end if;
    insert into platform.sessions (digest, id, account_id, membership_id, kind, second_factor, idle_minutes, idle_until, ends_at, last_seen_at, limits, made_by)
    values (sha256(secret), key, acting.account_id, acting.id, 'key', maker.second_factor, days * 1440, now() + make_interval(days => days),
            now() + make_interval(days => days), now() - interval '2 minutes', array(select distinct p from unnest(permissions) p order by p), making.id)
    returning * into made;
    insert into platform.api_keys (session_id, name, hint) values (key, make_key.name, make_key.hint);
    perform wall.tell(making.guild_id, making.pos % 4611686018427387904, 'api_keys.created', 'api_keys/' || key,
                      jsonb_build_object('name', name, 'account_id', acting.account_id, 'permissions', permissions, 'ends_at', made.ends_at));
    return wall.as_api_key(made);
end
$$;

-- GH404
create function wall.revoke_key(account uuid, key uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
begin
    update platform.sessions s set ended_at = now() where s.id in (select k.id from wall.keys_of(account) k) and s.id = key;
    if not found then
        raise exception 'no such key' using errcode = 'GH404';
    end if;
    perform wall.tell(actor.guild_id, actor.pos % 4611686018427387904, 'api_keys.revoked', 'api_keys/' || key, '{}');
end
$$;

create function wall.my_keys()
returns setof wall.api_key
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$ select wall.as_api_key(s) from wall.acting() actor cross join lateral wall.keys_of(actor.account_id) s $$;

-- For the membership that one acts as. GH403 unless one has just signed in.
create function wall.add_my_key(session_secret bytea, key uuid, secret bytea, hint text, name text, permissions text[], days integer)
returns setof wall.api_key
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    return next wall.make_key(wall.just_signed_in(session_secret), wall.acting(), key, secret, hint, name, permissions, days);
end
$$;

create function wall.revoke_my_key(key uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.proven();
    perform wall.revoke_key(wall.account_id(), key);
end
$$;

grant execute on function wall.my_key_permissions(), wall.my_keys(), wall.revoke_my_key(uuid),
      wall.add_my_key(bytea, uuid, bytea, text, text, text[], integer)
   to guildhall_app;
