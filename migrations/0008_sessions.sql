-- What a session may do with itself: refresh, end, act as another membership, say who it is. All but refresh and sign_out
-- are called in a unit entered with enter_account.
set local role guildhall_wall;

-- A new refresh token for an old one. outcome: 'ok'; 'ended' (unknown, over, suspended); 'reused': an old token came again after
-- the ten seconds that a race may take, so somebody else has it: the session is ended. Does not raise, for it must be kept.
create function wall.refresh(session_secret bytea, refresh_secret bytea, new_refresh_secret bytea, request_id uuid,
                             out outcome text, out account_id uuid, out membership_id uuid, out session_id uuid)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    token record;
begin
    perform set_config('app.request_id', refresh.request_id::text, true);
    select s.id, s.account_id, s.membership_id, s.ends_at, r.used_at, m.guild_id, m.pos
      into token
      from platform.refresh_tokens r
      join platform.sessions s on s.id = r.session_id
      join platform.memberships m on m.id = s.membership_id
     where r.digest = sha256(refresh_secret)
       and s.digest = sha256(session_secret)
       and s.ended_at is null
       and s.idle_until > now()
       and m.live
       for no key update of r, s;
    if not found then
        outcome := 'ended';
        return;
    elsif token.used_at < clock_timestamp() - interval '10 seconds' then
        update platform.sessions s set ended_at = now() where s.id = token.id;
        perform wall.append_entry(coalesce(token.guild_id, '00000000-0000-0000-0000-000000000000'), token.account_id, null, token.pos,
                                  'sessions.reused', 'sessions/' || token.id, '{"alert": "an old refresh token was used again"}');
        outcome := 'reused';
        return;
    end if;
    update platform.refresh_tokens r set used_at = coalesce(r.used_at, clock_timestamp()) where r.digest = sha256(refresh_secret);
    insert into platform.refresh_tokens (digest, session_id, ends_at) values (sha256(new_refresh_secret), token.id, token.ends_at);
    perform wall.seen(token.id);
    outcome := 'ok';
    account_id := token.account_id;
    membership_id := token.membership_id;
    session_id := token.id;
end
$$;

-- Ends the session that this is the secret of; nothing happens if it is over.
create function wall.sign_out(secret bytea, request_id uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    session record;
begin
    perform set_config('app.request_id', sign_out.request_id::text, true);
    update platform.sessions s
       set ended_at = now()
      from platform.memberships m
     where s.digest = sha256(secret)
       and s.ended_at is null
       and m.id = s.membership_id
    returning s.id, s.account_id, m.guild_id, m.pos
      into session;
    if found then
        perform wall.append_entry(coalesce(session.guild_id, '00000000-0000-0000-0000-000000000000'), session.account_id, null, session.pos,
                                  'sessions.ended', 'sessions/' || session.id, '{}');
    end if;
end
$$;

-- The session acts as another membership of its account from now on. secret: the session's; new_secret: what it has from
-- now on, which for a browser is a new one, since rights may rise. GH404 if the membership is not the account's or not
-- live, GH403 if it needs a second factor that this session did not show.
create function wall.act_as(membership uuid, secret bytea, new_secret bytea)
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
       and (s.second_factor or wanted.role not in ('admin', 'moderator'))
    returning s.id into session;
    if not found then
        raise exception 'this needs a second factor' using errcode = 'GH403';
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

create function wall.me()
returns table (id uuid, email text, name text, language text, membership_id uuid, role text, guild_id uuid, spot_id uuid)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select a.id, a.email, a.name, a.language, m.id, m.role, m.guild_id, m.spot_id
      from platform.accounts a
      join platform.memberships m on m.id = wall.membership_id() and m.account_id = a.id
     where a.id = wall.account_id()
       and wall.proven()
$$;

create function wall.my_memberships()
returns table (id uuid, role text, access_owner_id uuid, access_owner text, guild_id uuid, guild text, spot_id uuid, spot text,
               can_create_customers boolean)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select m.id, m.role, o.id, o.name, g.id, g.name, s.id, s.name, m.can_create_customers
      from platform.memberships m
      left join platform.access_owners o on o.id = m.access_owner_id
      left join platform.guilds g on g.id = m.guild_id
      left join platform.spots s on s.guild_id = m.guild_id and s.id = m.spot_id
      join platform.roles r on r.role = m.role
     where m.account_id = wall.account_id()
       and m.live
       and wall.proven()
     order by r.level, g.name, s.name, m.id
$$;

-- What the session may do, as 'customers.create:spot'.
create function wall.my_permissions()
returns setof text
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select p.key || ':' || (array['own', 'spot', 'guild'])[case when p.value::integer < 10 then p.value::integer else p.value::integer / 10 end]
      from platform.memberships m
     cross join lateral jsonb_each_text(m.scopes) p
     where m.id = wall.membership_id()
       and m.account_id = wall.account_id()
       and wall.proven()
     order by p.key
$$;

-- secret: the session's that asks, which is the current one.
create function wall.my_sessions(secret bytea)
returns table (id uuid, kind text, address text, agent text, created_at timestamptz, last_seen_at timestamptz, ends_at timestamptz,
               current boolean)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select s.id, s.kind, s.address, s.agent, s.created_at, s.last_seen_at, s.ends_at, s.digest = sha256(secret)
      from platform.sessions s
     where s.account_id = wall.account_id()
       and s.ended_at is null
       and s.idle_until > now()
       and wall.proven()
     order by s.last_seen_at desc, s.id
$$;

-- Ends one of one's own sessions. GH404 if it is not one's own or over.
create function wall.end_session(session uuid)
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
       and s.ended_at is null;
    if not found then
        raise exception 'no such session' using errcode = 'GH404';
    end if;
    perform wall.tell(nullif(wall.guild_id(), '00000000-0000-0000-0000-000000000000'), wall.spot_pos(), 'sessions.ended', 'sessions/' || session, '{}');
end
$$;

grant execute on function wall.refresh(bytea, bytea, bytea, uuid), wall.sign_out(bytea, uuid), wall.act_as(uuid, bytea, bytea),
      wall.me(), wall.my_memberships(), wall.my_permissions(), wall.my_sessions(bytea), wall.end_session(uuid)
   to guildhall_app;
