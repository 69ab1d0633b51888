-- Entering as in 0006, but for one thing: a request that only reads does not wait for the disk because it is the one that notes, once
-- a minute, when its session was last seen. On a disk that was busy with a checkpoint such a request took seconds.
set local role guildhall_wall;

create or replace function wall.enter(secret bytea, permissions text[], read_only boolean, request_id uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    nowhere    constant text := '00000000-0000-0000-0000-000000000000';
    furthest   constant text := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
    everywhere constant text := '4611686018427387904';
    caller     record;
    permission text;
    code       integer;
    reading    integer := 4;
    writing    integer := 4;
begin
    select s.id as session, s.last_seen_at < now() - interval '1 minute' as unseen, s.account_id::text as account,
           m.id::text as membership, m.role, coalesce(m.guild_id::text, nowhere) as guild, m.spot_id::text as spot,
           m.pos::text as pos, m.upto::text as upto, m.scopes
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

    foreach permission in array permissions
    loop
        code := (caller.scopes ->> permission)::integer;
        if code is null and position('|' in permission) > 0 then
            code := coalesce((caller.scopes ->> split_part(permission, '|', 1))::integer, (caller.scopes ->> split_part(permission, '|', 2))::integer);
        end if;
        if code is null then
            raise exception 'not permitted' using errcode = 'GH403', detail = permission;
        elsif code < 10 then
            reading := least(reading, code);
        else
            reading := least(reading, code % 10);
            writing := least(writing, code / 10);
        end if;
    end loop;

    perform set_config('app.guild_id', caller.guild, true),
            set_config('app.account_id', caller.account, true),
            set_config('app.membership_id', caller.membership, true),
            set_config('app.read_lo', case reading when 2 then caller.pos when 4 then '1' else '0' end, true),
            set_config('app.read_hi', case reading when 2 then caller.upto when 4 then '-1' else everywhere end, true),
            set_config('app.read_from', case reading when 1 then caller.account else nowhere end, true),
            set_config('app.read_to', case reading when 1 then caller.account else furthest end, true);
    if not read_only then
        perform set_config('app.role', caller.role, true),
                set_config('app.spot_id', coalesce(caller.spot, ''), true),
                set_config('app.spot_pos', case when caller.spot is null then '0' else caller.pos end, true),
                set_config('app.request_id', enter.request_id::text, true),
                set_config('app.write_lo', case writing when 2 then caller.pos when 4 then '1' else '0' end, true),
                set_config('app.write_hi', case writing when 2 then caller.upto when 4 then '-1' else everywhere end, true),
                set_config('app.write_from', case writing when 1 then caller.account else nowhere end, true),
                set_config('app.write_to', case writing when 1 then caller.account else furthest end, true);
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
    elsif writing < 4 then
        perform from platform.audit_heads h where h.guild_id = caller.guild::uuid for no key update;
    end if;
end
$$;
