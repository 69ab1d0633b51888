-- Sessions: refreshing within the limits of the guild, acting as another membership, and which of them one sees and ends.
set local role guildhall_wall;

-- An old refresh token came again after the seconds that a race may take: somebody else has it. The session ends, and the trail says so:
-- alerts look for 'sessions.reused'.
create function wall.tell_of_reuse(session platform.sessions, acting platform.memberships, address text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    update platform.sessions s set ended_at = now() where s.id = session.id;
    perform wall.append_entry(coalesce(acting.guild_id, '00000000-0000-0000-0000-000000000000'), session.account_id, null, acting.pos,
                              'sessions.reused', 'sessions/' || session.id,
                              jsonb_strip_nulls(jsonb_build_object('alert', 'an old refresh token was used again', 'address', address)));
end
$$;

drop function wall.refresh(bytea, bytea, bytea, uuid);

-- As in 0008, within the limits of the guild, and where admins may work.
create function wall.refresh(session_secret bytea, refresh_secret bytea, new_refresh_secret bytea, request_id uuid,
                             admins_welcome boolean default true, address text default null,
                             out outcome text, out account_id uuid, out membership_id uuid, out session_id uuid)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    session platform.sessions;
    acting  platform.memberships;
    used_at timestamptz;
begin
    perform set_config('app.request_id', refresh.request_id::text, true);
    select s.* into session from platform.sessions s where s.digest = sha256(session_secret) for no key update;
    select r.used_at into used_at from platform.refresh_tokens r where r.digest = sha256(refresh_secret) and r.session_id = session.id for no key update;
    outcome := 'ended';
    if not found or session.ended_at is not null or session.idle_until <= now() then
        return;
    end if;
    select m.* into acting from platform.memberships m where m.id = session.membership_id;
    if not acting.live or not wall.within_limits(session, acting)
       or not admins_welcome and wall.is_privileged(session.account_id) then
        return;
    elsif used_at < clock_timestamp() - interval '10 seconds' then
        perform wall.tell_of_reuse(session, acting, address);
        outcome := 'reused';
        return;
    end if;
    update platform.refresh_tokens r set used_at = coalesce(r.used_at, clock_timestamp()) where r.digest = sha256(refresh_secret);
    insert into platform.refresh_tokens (digest, session_id, ends_at) values (sha256(new_refresh_secret), session.id, session.ends_at);
    perform wall.seen(session.id);
    outcome := 'ok';
    account_id := session.account_id;
    membership_id := session.membership_id;
    session_id := session.id;
end
$$;

-- As in 0008. GH425 if the membership wants a second factor that this session did not show: signing in again asks for it.
create or replace function wall.act_as(membership uuid, secret bytea, new_secret bytea)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    wanted  platform.memberships;
    session uuid;
begin
    perform wall.proven();
    select m.* into wanted
      from platform.memberships m
     where m.id = membership
       and m.account_id = wall.account_id()
       and m.live;
    if not found then
        raise exception 'no such membership' using errcode = 'GH404';
    end if;
    update platform.sessions s
       set membership_id = wanted.id,
           digest = sha256(new_secret)
     where s.digest = sha256(secret)
       and s.account_id = wall.account_id()
       and s.ended_at is null
       and (s.second_factor or not wanted.factor_required)
    returning s.id into session;
    if not found then
        raise exception 'this needs a second factor' using errcode = 'GH425';
    end if;
    perform wall.tell(wanted.guild_id, wanted.pos % 4611686018427387904, 'sessions.acted', 'sessions/' || session,
                      jsonb_build_object('membership_id', wanted.id, 'role', wanted.role));
    -- what the rest of this unit says of the caller; it has no right in any guild
    perform set_config('app.membership_id', wanted.id::text, true);
    if (select i.settings_form from platform.installation i) = 'proof' then
        perform set_config('wall.proof', wall.proof(), true);
    end if;
end
$$;

-- As in 0008: keys have a list of their own.
drop function wall.my_sessions(bytea);
create function wall.my_sessions(secret bytea)
returns table (id uuid, kind text, address text, agent text, second_factor boolean, created_at timestamptz, last_seen_at timestamptz,
               ends_at timestamptz, current boolean)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select s.id, s.kind, s.address, s.agent, s.second_factor, s.created_at, s.last_seen_at, s.ends_at, s.digest = sha256(secret)
      from platform.sessions s
      join platform.memberships m on m.id = s.membership_id
     where s.account_id = wall.account_id()
       and s.kind <> 'key'
       and s.ended_at is null
       and s.idle_until > now()
       and wall.within_limits(s, m)
       and wall.proven()
     order by s.last_seen_at desc, s.id
$$;

create or replace function wall.end_session(session uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.proven();
    update platform.sessions s
       set ended_at = now()
     where s.id = session
       and s.account_id = wall.account_id()
       and s.kind <> 'key'
       and s.ended_at is null;
    if not found then
        raise exception 'no such session' using errcode = 'GH404';
    end if;
    perform wall.tell(nullif(wall.guild_id(), '00000000-0000-0000-0000-000000000000'), wall.spot_pos(), 'sessions.ended', 'sessions/' || session, '{}');
end
$$;

-- All of one's sessions but the one that asks.
create function wall.end_other_sessions(secret bytea)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    ended uuid;
begin
    perform wall.proven();
    for ended in
        update platform.sessions s set ended_at = now()
         where s.account_id = wall.account_id() and s.kind <> 'key' and s.ended_at is null and s.digest <> sha256(secret)
        returning s.id
    loop
        perform wall.tell(nullif(wall.guild_id(), '00000000-0000-0000-0000-000000000000'), wall.spot_pos(), 'sessions.ended', 'sessions/' || ended, '{}');
    end loop;
end
$$;

grant execute on function wall.refresh(bytea, bytea, bytea, uuid, boolean, text), wall.my_sessions(bytea), wall.end_other_sessions(bytea)
   to guildhall_app;
