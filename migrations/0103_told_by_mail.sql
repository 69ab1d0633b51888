-- Whose second factors change, or who signs in on a device that was not seen before, is told by mail.
set local role guildhall_wall;

-- As in 0091.
create or replace function wall.tell_of_factor(account uuid, verb text, facts jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    place record;
    what  constant text := case
        when verb = 'recovery_codes.created' then 'recovery_codes_made'
        when verb = 'recovery_codes.used' then 'recovery_code_used'
        when verb = 'second_factors.created' then case facts ->> 'method' when 'totp' then 'totp_added' else 'passkey_added' end
        when verb = 'second_factors.removed' then case facts ->> 'method' when 'totp' then 'totp_removed' when 'all' then 'factors_removed' else 'passkey_removed' end
    end;
begin
    select m.guild_id, m.pos into place
      from platform.memberships m
     where m.account_id = account
     order by not m.live, m.guild_id is null, m.created_at, m.id
     limit 1;
    perform wall.append_entry(coalesce(place.guild_id, '00000000-0000-0000-0000-000000000000'),
                              coalesce(nullif(current_setting('app.account_id', true), '')::uuid, account), null,
                              place.pos % 4611686018427387904, verb, 'accounts/' || account, facts);
    if what is not null then
        perform wall.send_mail('factor_changed:' || gen_random_uuid(), 'factor_changed', account, jsonb_build_object('what', what, 'at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC'));
    end if;
end
$$;

-- As in 0092.
create or replace function wall.know_device(account uuid, device bytea, membership platform.memberships, address text, agent text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    known boolean;
begin
    delete from platform.devices d where d.account_id = account and d.last_seen_at < now() - interval '400 days';
    known := exists (select from platform.devices d where d.account_id = account and d.digest = sha256(device))
          or not exists (select from platform.devices d where d.account_id = account);
    insert into platform.devices (account_id, digest, agent) values (account, sha256(device), left(agent, 300))
        on conflict on constraint devices_key do update set last_seen_at = now(), agent = excluded.agent;
    if not known then
        perform wall.append_entry(coalesce(membership.guild_id, '00000000-0000-0000-0000-000000000000'), account, null, membership.pos,
                                  'devices.created', 'accounts/' || account, jsonb_build_object('address', address, 'agent', left(agent, 300)));
        perform wall.send_mail('new_device:' || account || ':' || encode(sha256(device), 'hex'), 'new_device', account,
                               jsonb_strip_nulls(jsonb_build_object('address', address, 'device', left(agent, 300), 'at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC')));
    end if;
end
$$;
