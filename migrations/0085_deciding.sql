-- What a membership may do is decided in one place. Entering asks it and then sets what it says; whoever wants to know beforehand asks
-- the same (wall.explain): so the two cannot differ.
set local role guildhall_wall;

-- refused: the first permission that is lacking; then nothing else is said. The ranges are those that the policies compare, as they
-- are set.
create type wall.decision as (
    refused text, writes boolean, read_lo text, read_hi text, read_from text, read_to text,
    write_lo text, write_hi text, write_from text, write_to text);

-- What somebody with these scopes gets for what a route names: reading the narrowest scope among the permissions, writing the narrowest
-- among those that write (none: nothing can be written). None: being signed in is enough, and no record is in sight.
-- 'this|that': the first of the two that is held will do. It runs with every request: no search_path of its own, and no other call.
create function wall.decide(account text, pos text, upto text, scopes jsonb, permissions text[])
returns wall.decision
language plpgsql immutable
as $$
declare
    nowhere    constant text := '00000000-0000-0000-0000-000000000000';
    furthest   constant text := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
    everywhere constant text := '4611686018427387904';
    decided    wall.decision;
    permission text;
    code       integer;
    reading    integer := 4;
    writing    integer := 4;
begin
    foreach permission in array permissions
    loop
        code := (scopes ->> permission)::integer;
        if code is null and position('|' in permission) > 0 then
            code := coalesce((scopes ->> split_part(permission, '|', 1))::integer, (scopes ->> split_part(permission, '|', 2))::integer);
        end if;
        if code is null then
            decided.refused := permission;
            return decided;
        elsif code < 10 then
            reading := least(reading, code);
        else
            reading := least(reading, code % 10);
            writing := least(writing, code / 10);
        end if;
    end loop;
    return row(null, writing < 4,
               case reading when 2 then pos when 4 then '1' else '0' end,
               case reading when 2 then upto when 4 then '-1' else everywhere end,
               case reading when 1 then account else nowhere end,
               case reading when 1 then account else furthest end,
               case writing when 2 then pos when 4 then '1' else '0' end,
               case writing when 2 then upto when 4 then '-1' else everywhere end,
               case writing when 1 then account else nowhere end,
               case writing when 1 then account else furthest end)::wall.decision;
end
$$;

-- As in 0057, but what is set is what wall.decide says.
create or replace function wall.enter(secret bytea, permissions text[], read_only boolean, request_id uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    caller  record;
    decided wall.decision;
begin
    select s.id as session, s.last_seen_at < now() - interval '1 minute' as unseen, s.account_id::text as account,
           m.id::text as membership, m.role, coalesce(m.guild_id::text, '00000000-0000-0000-0000-000000000000') as guild,
           m.spot_id::text as spot, m.pos::text as pos, m.upto::text as upto, m.scopes
      into caller
      from platform.sessions s
      join platform.memberships m on m.id = s.membership_id
     where s.digest = sha256(secret)
       and s.ended_at is null
       and s.idle_until > now()
       and m.live;
    if not found then
        raise exception 'not signed in' using errcode = 'GH401';
    end if;
    decided := wall.decide(caller.account, caller.pos, caller.upto, caller.scopes, permissions);
    if decided.refused is not null then
        raise exception 'not permitted' using errcode = 'GH403', detail = decided.refused;
    end if;

    perform set_config('app.guild_id', caller.guild, true),
            set_config('app.account_id', caller.account, true),
            set_config('app.membership_id', caller.membership, true),
            set_config('app.read_lo', decided.read_lo, true),
            set_config('app.read_hi', decided.read_hi, true),
            set_config('app.read_from', decided.read_from, true),
            set_config('app.read_to', decided.read_to, true);
    if not read_only then
        perform set_config('app.role', caller.role, true),
                set_config('app.spot_id', coalesce(caller.spot, ''), true),
                set_config('app.spot_pos', case when caller.spot is null then '0' else caller.pos end, true),
                set_config('app.request_id', enter.request_id::text, true),
                set_config('app.write_lo', decided.write_lo, true),
                set_config('app.write_hi', decided.write_hi, true),
                set_config('app.write_from', decided.write_from, true),
                set_config('app.write_to', decided.write_to, true);
    end if;
    if wall.settings_form() = 'proof' then
        perform set_config('wall.proof', wall.proof(), true);
    end if;

    if caller.unseen then
        if read_only then
            perform set_config('synchronous_commit', 'off', true);
        end if;
        perform wall.seen(caller.session);
    end if;
    if read_only then
        perform set_config('transaction_read_only', 'on', true);
    elsif decided.writes then
        perform from platform.audit_heads h where h.guild_id = caller.guild::uuid for no key update;
    end if;
end
$$;

-- What keeps a membership from being acted as, in the order in which one would look for it; none: it is live.
create function wall.hindrances(m platform.memberships)
returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    found_ones text[] := '{}';
begin
    if not exists (select from platform.accounts a where a.id = m.account_id and a.suspended_at is null) then
        found_ones := found_ones || 'account'::text;
    end if;
    if m.suspended_at is not null then
        found_ones := found_ones || 'membership'::text;
    end if;
    if m.access_owner_id is not null
       and not exists (select from platform.access_owners o where o.id = m.access_owner_id and o.suspended_at is null) then
        found_ones := found_ones || 'access_owner'::text;
    end if;
    if m.guild_id is not null and not exists (select from platform.guilds g where g.id = m.guild_id and g.suspended_at is null) then
        found_ones := found_ones || 'guild'::text;
    end if;
    if m.guild_id is not null and m.role = 'access_owner'
       and not exists (select from platform.standing_grants s
                        where s.guild_id = m.guild_id and s.access_owner_id = m.access_owner_id and s.ended_at is null) then
        found_ones := found_ones || 'standing_grant'::text;
    end if;
    return found_ones;
end
$$;
