-- Repeated requests, refusals, and what must be thrown away in time.
set local role guildhall_wall;

-- Claims the key for this unit, or raises: GH423 with the first answer as DETAIL, GH424 if the key came
-- with another route or body. A twin that is still running is waited for. In an entered unit, before the operation.
create function wall.claim_idempotency(key text, route text, body_digest bytea)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    first platform.idempotency_keys;
begin
    perform wall.proven();
    insert into platform.idempotency_keys as k (membership_id, key, route, body_digest)
    values (wall.membership_id(), key, route, body_digest)
        on conflict on constraint idempotency_keys_key
        do update set route = excluded.route, body_digest = excluded.body_digest, status = null, answer = null, created_at = now()
           where k.created_at < now() - interval '24 hours';
    if found then
        return;
    end if;
    select k.* into first
      from platform.idempotency_keys k
     where k.membership_id = wall.membership_id()
       and k.key = claim_idempotency.key;
    if first.route <> route or first.body_digest <> body_digest then
        raise exception 'this key was used for something else' using errcode = 'GH424';
    end if;
    raise exception 'answered before' using errcode = 'GH423',
          detail = coalesce(first.answer, '');
end
$$;

-- The answer that repetitions get, in the unit that earned it. A statement of its own, so that it may follow the operation.
create function wall.store_answer(key text, status integer, answer text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform wall.proven();
    update platform.idempotency_keys k
       set status = store_answer.status,
           answer = store_answer.answer
     where k.membership_id = wall.membership_id()
       and k.key = store_answer.key;
end
$$;

-- A refused request was rolled back, so this is a unit of its own: an entry in the chain of where the caller acts. Callers who are
-- not signed in are counted per minute and address by count_refusal, for a flood must not queue at a chain's head.
create function wall.record_refusal(secret bytea, permission text, route text, request_id uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    caller record;
begin
    select s.account_id, m.guild_id, m.pos into caller
      from platform.sessions s
      join platform.memberships m on m.id = s.membership_id
     where s.digest = sha256(secret)
       and s.ended_at is null
       and s.idle_until > now();
    if found then
        perform set_config('app.request_id', record_refusal.request_id::text, true);
        perform wall.append_entry(coalesce(caller.guild_id, '00000000-0000-0000-0000-000000000000'), caller.account_id, null, caller.pos,
                                  'requests.refused', left(route, 300), jsonb_build_object('permission', left(permission, 100)));
    end if;
end
$$;

create function wall.count_refusal(address text)
returns void
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    insert into platform.refusal_counts as c (minute, address, refused)
    values (date_trunc('minute', now()), left(address, 60), 1)
        on conflict on constraint refusal_counts_key do update set refused = c.refused + 1
$$;

-- What is over: called by the server now and then.
create function wall.tidy()
returns void
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    delete from platform.idempotency_keys where created_at < now() - interval '25 hours';
    delete from platform.sign_in_attempts where at < now() - interval '1 day';
    delete from platform.refusal_counts where minute < now() - interval '30 days';
    delete from platform.sessions where ends_at < now() - interval '30 days';
$$;

-- The platform's trail, for admins and moderators: a moderator reads its own acts.
create function wall.list_platform_events()
returns table (seq bigint, at timestamptz, actor uuid, on_behalf_of uuid, action text, object text, request_id text, hash bytea)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select e.seq, e.at, e.owner_id, e.on_behalf_of, e.action, e.object, e.request_id, e.hash
      from wall.acting() actor
      join platform.audit_events e on actor.role = 'admin' or actor.role = 'moderator' and e.owner_id = actor.account_id
$$;

grant execute on function wall.claim_idempotency(text, text, bytea), wall.store_answer(text, integer, text),
      wall.record_refusal(bytea, text, text, uuid), wall.count_refusal(text), wall.tidy(), wall.list_platform_events()
   to guildhall_app;
