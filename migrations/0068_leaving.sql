-- What only somebody who has just signed in may do to an account: another password, and deleting it. And all that is kept of one.
set local role guildhall_wall;

-- GH403 unless the session (secret: its) began within the last ten minutes: that a page stands open somewhere is not enough.
create function wall.just_signed_in(secret bytea)
returns platform.sessions
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    session platform.sessions;
begin
    perform wall.proven();
    select s.* into session
      from platform.sessions s
     where s.digest = sha256(secret) and s.account_id = wall.account_id() and s.ended_at is null and s.created_at > now() - interval '10 minutes';
    if not found then
        raise exception 'sign in again first' using errcode = 'GH403';
    end if;
    return session;
end
$$;

-- Ends all other sessions.
create function wall.change_my_password(secret bytea, password_hash text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    current constant platform.sessions := wall.just_signed_in(secret);
begin
    update platform.accounts a
       set password_hash = change_my_password.password_hash, version = a.version + 1, updated_at = now(), updated_by = a.id
     where a.id = current.account_id;
    update platform.sessions s
       set ended_at = now()
     where s.account_id = current.account_id and s.id <> current.id and s.ended_at is null;
    perform wall.tell_of_oneself('passwords.updated', '{}');
end
$$;

-- Who leaves is deactivated: what it did stays where it was done, its name, address and picture go. GH409 for the last admin, and for the
-- last administrator of a guild.
create function wall.delete_my_account(secret bytea)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    current constant platform.sessions := wall.just_signed_in(secret);
    left_one platform.memberships;
begin
    perform from platform.memberships m where m.role = 'admin' order by m.id for no key update;
    for left_one in select m.* from platform.memberships m where m.account_id = current.account_id order by m.guild_id, m.id
    loop
        if left_one.role = 'admin' and left_one.live
           and not exists (select from platform.memberships m where m.role = 'admin' and m.live and m.account_id <> current.account_id) then
            raise exception 'The installation keeps at least one active admin.' using errcode = 'GH409';
        elsif left_one.role = 'guild' and left_one.suspended_at is null then
            perform wall.keep_an_administrator(left_one.guild_id, current.account_id);
        end if;
        perform wall.tell(left_one.guild_id, left_one.pos, 'accounts.deleted', 'accounts/' || current.account_id,
                          jsonb_build_object('membership_id', left_one.id, 'role', left_one.role));
    end loop;
    delete from platform.pictures p where p.account_id = current.account_id;
    update platform.accounts a
       set email = a.id || '@deleted.invalid', name = 'Deleted account', password_hash = null, totp_secret = null, phone = null, address = null,
           suspended_at = coalesce(a.suspended_at, now()), deleted_at = now(), version = a.version + 1, updated_at = now(), updated_by = a.id
     where a.id = current.account_id;
    update platform.memberships m
       set suspended_at = coalesce(m.suspended_at, now()), version = m.version + 1, updated_at = now(), updated_by = current.account_id
     where m.account_id = current.account_id;
    update platform.sessions s set ended_at = now() where s.account_id = current.account_id and s.ended_at is null;
end
$$;

create function wall.my_export()
returns jsonb
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select jsonb_build_object(
               'exported_at', now(),
               'account', (select to_jsonb(p) from wall.my_profile() p),
               'memberships', (select coalesce(jsonb_agg(to_jsonb(m)), '[]') from wall.my_memberships() m),
               'sessions', (select coalesce(jsonb_agg(to_jsonb(s) - 'current' order by s.created_at desc), '[]')
                              from (select s.id, s.kind, s.address, s.agent, s.created_at, s.last_seen_at, s.ended_at
                                      from platform.sessions s where s.account_id = wall.account_id()) as s),
               'picture', (select jsonb_build_object('type', p.type, 'base64', translate(encode(p.content, 'base64'), E'\n', ''))
                             from wall.my_picture() p),
               'done', (select coalesce(jsonb_agg(to_jsonb(e) order by e.at desc), '[]')
                          from (select e.guild_id, e.seq, e.at, e.action, e.object
                                  from guild.audit_events e
                                 where e.owner_id = wall.account_id()
                                   and e.guild_id in (select m.guild_id from platform.memberships m
                                                       where m.account_id = wall.account_id() and m.guild_id is not null)
                                 order by e.at desc
                                 limit 10000) as e))
     where wall.proven()
$$;

grant execute on function wall.change_my_password(bytea, text), wall.delete_my_account(bytea), wall.my_export() to guildhall_app;
