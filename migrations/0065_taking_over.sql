-- The second half of a handover: who was offered a guild takes it or not.
set local role guildhall_wall;

-- The guild changes hands: those who read it for the old access owner are suspended there, the new one's team takes their place. The new
-- one reads the guild if the old one might.
create function wall.hand_over(handover platform.handovers, actor platform.memberships)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    was_read constant boolean := exists (select from platform.standing_grants s
                                          where s.guild_id = handover.guild_id and s.access_owner_id = handover.from_owner and s.ended_at is null);
begin
    update platform.guilds g
       set access_owner_id = handover.to_owner, version = g.version + 1, updated_at = now(), updated_by = actor.account_id
     where g.id = handover.guild_id;
    update platform.standing_grants s
       set ended_at = now(), ended_by = actor.account_id
     where s.guild_id = handover.guild_id and s.ended_at is null;
    update platform.memberships m
       set suspended_at = coalesce(m.suspended_at, now()), version = m.version + 1, updated_at = now(), updated_by = actor.account_id
     where m.guild_id = handover.guild_id and m.role = 'access_owner';
    update platform.memberships m
       set access_owner_id = handover.to_owner
     where m.guild_id = handover.guild_id and m.role <> 'access_owner';
    insert into platform.standing_grants as s (guild_id, access_owner_id, ended_at, ended_by)
    values (handover.guild_id, handover.to_owner, case when was_read then null else now() end, case when was_read then null else actor.account_id end)
        on conflict (guild_id, access_owner_id) do update
       set created_at = now(), ended_at = excluded.ended_at, ended_by = excluded.ended_by;
    insert into platform.memberships as m (id, account_id, role, access_owner_id, guild_id, created_by, updated_by)
    select wall.uuid_in_order(row_number() over (order by t.id)::integer), t.account_id, 'access_owner', handover.to_owner,
           handover.guild_id, actor.account_id, actor.account_id
      from platform.memberships t
     where t.access_owner_id = handover.to_owner and t.role = 'access_owner' and t.guild_id is null and t.suspended_at is null
        on conflict (account_id, role, coalesce(spot_id, guild_id, access_owner_id, account_id)) do update
       set access_owner_id = excluded.access_owner_id, suspended_at = null, version = m.version + 1, updated_at = now(),
           updated_by = excluded.updated_by;
end
$$;

-- outcome: 'accepted' or 'declined' by who was offered it, 'withdrawn' by who offered it. GH404 to everybody else, GH409 once it was
-- decided or is over.
create function wall.decide_handover(handover uuid, outcome text)
returns setof wall.handover
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    found_one platform.handovers;
begin
    select h.* into found_one
      from platform.handovers h
     where h.id = handover and actor.role = 'access_owner' and actor.access_owner_id in (h.from_owner, h.to_owner)
       for no key update;
    if not found then
        raise exception 'no such handover' using errcode = 'GH404';
    elsif (outcome = 'withdrawn') <> (actor.access_owner_id = found_one.from_owner) then
        raise exception 'not permitted' using errcode = 'GH403';
    elsif found_one.outcome is not null or found_one.ends_at <= now() then
        raise exception 'This offer is over.' using errcode = 'GH409';
    end if;
    -- before anything of the guild: who writes in it waits for this first (wall.enter)
    perform from platform.audit_heads h where h.guild_id = found_one.guild_id for no key update;
    if outcome = 'accepted' then
        perform wall.hand_over(found_one, actor);
    end if;
    update platform.handovers h
       set outcome = decide_handover.outcome, decided_by = actor.account_id, decided_at = now()
     where h.id = handover;
    perform wall.tell_both(found_one.guild_id, 'guilds.' || case outcome when 'accepted' then 'handed_over' else outcome end,
                           jsonb_build_object('handover_id', handover, 'before', jsonb_build_object('access_owner_id', found_one.from_owner),
                                              'after', jsonb_build_object('access_owner_id', case outcome when 'accepted' then found_one.to_owner
                                                                                                         else found_one.from_owner end)));
    return query select (wall.as_handover(h)).* from platform.handovers h where h.id = handover;
end
$$;

grant execute on function wall.decide_handover(uuid, text) to guildhall_app;
