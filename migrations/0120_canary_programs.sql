-- The canaries (0104) have a program each, with a key, so that the routes of programs are tried with the other's own.
set local role guildhall_wall;

-- Its key's secret is nobody's: it is thrown away as it is made.
create function wall.keep_canary_program(side text, owner uuid, guild uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    maker   constant uuid := wall.canary_account(side, 'guild');
    key     constant uuid := gen_random_uuid();
    program uuid := (select s.id from platform.service_accounts s where s.guild_id = keep_canary_program.guild and s.ended_at is null limit 1);
begin
    if program is null then
        program := gen_random_uuid();
        insert into platform.accounts (id, name, program, created_by, updated_by)
        values (program, 'Canary program ' || upper(side), true, maker, maker);
        insert into platform.service_accounts (id, guild_id, permissions, created_by, updated_by)
        values (program, guild, '{"customers.read": 3}', maker, maker);
        insert into platform.memberships (id, account_id, role, access_owner_id, guild_id, created_by, updated_by)
        values (gen_random_uuid(), program, 'program', owner, guild, maker, maker);
    end if;
    update platform.sessions s set idle_until = now() + interval '2 days', ends_at = now() + interval '2 days'
     where s.account_id = program and s.kind = 'key' and s.ended_at is null;
    if not found then
        insert into platform.sessions (digest, id, account_id, membership_id, kind, second_factor, idle_minutes, idle_until, ends_at, last_seen_at,
                                       limits, made_by)
        select sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), key, program, m.id, 'key', false, 2880,
               now() + interval '2 days', now() + interval '2 days', now() - interval '2 minutes', '{customers.read}', m.id
          from platform.memberships m
         where m.account_id = program;
        insert into platform.api_keys (session_id, name, hint) values (key, 'Canary', 'ghk_none');
    end if;
end
$$;

-- As in 0117, and a program.
create or replace function wall.keep_canary_things(side text, owner uuid, guild uuid, spot uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    maker constant uuid := wall.canary_account(side, 'guild');
begin
    perform wall.keep_canary_team(side, owner, guild);
    perform wall.keep_canary_offers(side, owner, guild);
    perform wall.keep_canary_belongings(side, owner, guild, spot);
    perform wall.keep_canary_program(side, owner, guild);
    insert into platform.role_sets (id, guild_id, name, permissions, created_by, updated_by)
    select gen_random_uuid(), guild, 'Canaries', '{"customers.read": 1}', maker, maker
     where not exists (select from platform.role_sets r where r.guild_id = guild);
end
$$;
