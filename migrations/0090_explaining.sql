-- May X do Y to Z, and why.
set local role guildhall_wall;

-- What the policies compare, by the names that they ask for: those of somebody who entered with this decision.
create function wall.as_entered(m platform.memberships, decided wall.decision)
returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select to_jsonb(decided) || jsonb_build_object('guild_id', coalesce(m.guild_id::text, '00000000-0000-0000-0000-000000000000'),
                                                   'account_id', m.account_id)
$$;

-- A condition of the policies, with values out of $2 instead of the settings.
create function wall.for_another(condition text)
returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$ select regexp_replace(condition, 'current_setting\(''app\.(\w+)''\)', '($2 ->> ''\1'')', 'g') $$;

create type wall.record_in_reach as (spot_id uuid, owner_id uuid, spot_pos bigint, read boolean, written boolean);

-- A record as somebody with these settings reaches it; null where there is none, it lies in the trash, or who entered does not see it.
create function wall.reach_of(settings jsonb, things text, record uuid)
returns wall.record_in_reach
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    kind      constant text := (select p.kind from platform.protected_tables p where p.table_name = 'guild.' || things);
    condition constant record := wall.conditions(kind, wall.settings_form());
    reached   wall.record_in_reach;
begin
    if kind is null or kind not in ('spot', 'guild') then
        return null;
    end if;
    execute format('select (to_jsonb(r) ->> ''spot_id'')::uuid, (to_jsonb(r) ->> ''owner_id'')::uuid, (to_jsonb(r) ->> ''spot_pos'')::bigint, coalesce(%s, false), coalesce(%s, false)'
                   '  from guild.%I r'
                   ' where r.guild_id = wall.guild_id() and r.id = $1 and to_jsonb(r) ->> ''deleted_at'' is null',
                   wall.for_another(condition.reading), wall.for_another(condition.writing), things)
       into reached
      using record, settings;
    return reached;
end
$$;

-- The record as the caller sees it by its own right to see such things, whatever it has entered with. GH422 where it does not.
create function wall.seen_record(actor platform.memberships, subject platform.memberships, permission text, record uuid)
returns wall.record_in_reach
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    things  constant text := split_part(permission, '.', 1);
    own     constant wall.decision := wall.decide(actor.account_id::text, actor.pos::text, actor.upto::text, actor.scopes, array[things || '.read']);
    another constant wall.decision := wall.decide(subject.account_id::text, subject.pos::text, subject.upto::text, subject.scopes, array[permission]);
    before  constant text[] := array[current_setting('app.read_lo'), current_setting('app.read_hi'),
                                     current_setting('app.read_from'), current_setting('app.read_to')];
    reached wall.record_in_reach;
begin
    if own.refused is null then
        perform wall.look_in(array[own.read_lo, own.read_hi, own.read_from, own.read_to]);
        reached := wall.reach_of(wall.as_entered(subject, another), things, record);
        perform wall.look_in(before);
    end if;
    if reached is null then
        raise exception 'is nothing that you see' using errcode = 'GH422', detail = 'record_id';
    end if;
    return reached;
end
$$;

create function wall.look_in(ranges text[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform set_config('app.read_lo', ranges[1], true), set_config('app.read_hi', ranges[2], true),
            set_config('app.read_from', ranges[3], true), set_config('app.read_to', ranges[4], true);
    if wall.settings_form() = 'proof' then
        perform set_config('wall.proof', wall.proof(), true);
    end if;
end
$$;

create function wall.reason(reason text, holds boolean, name text default null, scope text default null)
returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $$ select jsonb_build_object('reason', reason, 'holds', coalesce(holds, false), 'name', name, 'scope', scope) $$;

-- Whether a membership lives, and each thing that this hangs on.
create function wall.reasons_of_living(m platform.memberships)
returns jsonb[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    hindered constant text[] := wall.hindrances(m);
begin
    return array(
        select wall.reason(a.reason, a.reason <> all (hindered), a.name)
          from (values (1, 'account', true, (select p.name from platform.accounts p where p.id = m.account_id)),
                       (2, 'membership', true, null),
                       (3, 'access_owner', m.access_owner_id is not null, (select o.name from platform.access_owners o where o.id = m.access_owner_id)),
                       (4, 'guild', m.guild_id is not null, (select g.name from platform.guilds g where g.id = m.guild_id)),
                       (5, 'standing_grant', m.guild_id is not null and m.role = 'access_owner', null)
               ) as a (place, reason, applies, name)
         where a.applies
         order by a.place);
end
$$;

-- How far the permission reaches, and whether that is far enough for the record: in a spot that it reaches, or one's own.
create function wall.reasons_of_reaching(m platform.memberships, permission text, record wall.record_in_reach)
returns jsonb[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    scope   constant smallint := wall.scope_in(m.scopes, permission);
    reading constant smallint := coalesce(wall.scope_in(m.scopes, split_part(permission, '.', 1) || '.read'), scope);
    narrow  constant smallint := least(scope, reading);
    enough  constant boolean := record.read and (permission like '%.read' or record.written);
begin
    return array[wall.reason('scope', scope is not null, null, (array['own', 'spot', 'guild'])[scope])]
        || case when record is null then '{}'
                when record.owner_id is null then array[wall.reason('record', enough)]
                when narrow = 1 then array[wall.reason('owner', enough)]
                when narrow = 2 then array[wall.reason('spot', enough, (select s.name from platform.spots s where s.id = record.spot_id))]
                else array[wall.reason('record', enough)] end;
end
$$;

-- membership: whose rights; one's own, or of somebody that one rules over (else GH403; GH422 for who is not in sight). record: null, or
-- what it would be done to.
create function wall.explain(membership uuid, permission text, record uuid)
returns table (membership_id uuid, permission_asked text, allowed boolean, reasons jsonb)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor   constant platform.memberships := wall.acting();
    subject platform.memberships;
    reached wall.record_in_reach;
    why     jsonb[];
begin
    select m.* into subject from platform.memberships m where m.id = coalesce(membership, actor.id);
    if not found or not wall.sees_membership(actor, subject) then
        raise exception 'is nobody whom you see' using errcode = 'GH422', detail = 'membership_id';
    elsif subject.account_id <> actor.account_id and not wall.rules_over(actor, subject) then
        raise exception 'not permitted' using errcode = 'GH403';
    elsif not exists (select from platform.role_permissions p where p.permission = explain.permission) then
        raise exception 'is no permission' using errcode = 'GH422', detail = 'permission';
    end if;
    if record is not null then
        reached := wall.seen_record(actor, subject, permission, record);
    end if;
    why := wall.reasons_of_living(subject)
        || case when subject.role_set_id is null then wall.reason('role', subject.scopes ? permission, subject.role)
                else wall.reason('role_set', subject.scopes ? permission,
                                 (select r.name from platform.role_sets r where r.id = subject.role_set_id)) end
        || wall.reasons_of_reaching(subject, permission, reached);
    return query
    select subject.id, permission, bool_and((w ->> 'holds')::boolean), jsonb_agg(w order by place)
      from unnest(why) with ordinality as u (w, place);
end
$$;

grant execute on function wall.explain(uuid, text, uuid) to guildhall_app;
