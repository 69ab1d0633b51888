-- What the operator does on the machine for somebody (`guildhall import`, `guildhall demo`): in a session of that person's, so that the
-- wall holds for it as for any other, and the trail says that it was lent and what for.
set local role guildhall_wall;

-- As guildhall_migrate. Every entry that follows from it has the session's id as its request id. GH404 if the membership is not live.
create function wall.lend_session(session uuid, membership uuid, secret bytea, purpose text, minutes integer)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    place platform.memberships;
begin
    select m.* into place from platform.memberships m where m.id = membership and m.live;
    if not found then
        raise exception 'no such membership' using errcode = 'GH404';
    end if;
    insert into platform.sessions (digest, id, account_id, membership_id, kind, second_factor, agent, idle_minutes, idle_until, ends_at)
    values (sha256(secret), session, place.account_id, place.id, 'token', false, purpose, minutes,
            now() + make_interval(mins => minutes), now() + make_interval(mins => minutes));
    perform set_config('app.request_id', session::text, true);
    perform wall.append_entry(coalesce(place.guild_id, '00000000-0000-0000-0000-000000000000'), null, place.account_id, place.pos % 4611686018427387904,
                              'sessions.lent', 'sessions/' || session, jsonb_build_object('membership_id', place.id, 'purpose', purpose));
end
$$;

-- Whom an operator means: the live memberships of a guild, by the guild's id or name (several may bear one name) and perhaps somebody's
-- e-mail address; its administrators first.
create function wall.find_members(guild text, email text)
returns table (guild_id uuid, guild_name text, membership_id uuid, email_address text, role text, spot_id uuid, spot_name text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select g.id, g.name, m.id, a.email, m.role, s.id, s.name
      from platform.guilds g
      join platform.memberships m on m.guild_id = g.id and m.live
      join platform.accounts a on a.id = m.account_id
      left join platform.spots s on s.guild_id = m.guild_id and s.id = m.spot_id
     where (g.id::text = lower(find_members.guild) or lower(g.name) = lower(find_members.guild))
       and (find_members.email is null or lower(a.email) = lower(find_members.email))
       and m.role in ('guild', 'spot', 'builder')
     order by g.id, m.role <> 'guild', m.role <> 'spot', m.created_at, m.id
$$;

grant execute on function wall.lend_session(uuid, uuid, bytea, text, integer), wall.find_members(text, text) to guildhall_owner;
