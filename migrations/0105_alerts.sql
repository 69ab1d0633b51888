-- Alerts: patterns in the audit trail that somebody should look at. What to look for is data; the server looks every few seconds at what
-- is new in each chain. A guild sees its own, who runs the installation sees that there are some.
set local role guildhall_owner;

-- action and facts: which entries (facts: what the payload holds). measure: what of the payload is added up, nothing: each entry is one.
-- Raised when within so long at_least so much comes together: counted by account, by address or for the whole guild.
create table platform.alert_rules (
    name     text     not null,
    action   text     not null,
    facts    jsonb    not null default '{}',
    measure  text[],
    at_least bigint   not null default 1,
    within   interval not null,
    counted  text     not null,
    level    text     not null,
    told     text[]   not null default '{}',
    active   boolean  not null default true,
    constraint alert_rules_key primary key (name),
    constraint alert_rules_counted check (counted in ('account', 'address', 'guild')),
    constraint alert_rules_level check (level in ('notice', 'warning', 'critical')),
    constraint alert_rules_told check (told <@ '{person,guild,operator}')
);
insert into platform.alert_rules (name, action, facts, measure, at_least, within, counted, level, told)
values ('many_failures',         'sign_ins.failed',   '{}', null, 10, '15 minutes', 'account', 'warning', '{person,guild}'),
       ('failures_from_address', 'sign_ins.failed',   '{}', null, 20, '15 minutes', 'address', 'warning', '{guild}'),
       ('failures_in_guild',     'sign_ins.failed',   '{}', null, 100, '15 minutes', 'guild', 'critical', '{guild,operator}'),
       ('new_device',            'devices.created',   '{}', null, 1, '1 hour', 'account', 'notice', '{}'),
       ('reused_session',        'sessions.reused',   '{}', null, 1, '1 hour', 'account', 'critical', '{person,guild}'),
       ('rights_raised',         'rights.raised',     '{}', null, 1, '1 hour', 'account', 'notice', '{guild}'),
       ('many_refusals',         'requests.refused',  '{}', null, 50, '15 minutes', 'account', 'warning', '{guild}'),
       ('many_exports',          'exports.created',   '{}', null, 10, '1 hour', 'account', 'warning', '{guild}'),
       ('mass_export',           'exports.updated',   '{"after": {"state": "done"}}', '{after,rows}', 20000, '1 day', 'account', 'critical', '{guild}');

-- How far each chain has been looked at.
create table platform.alert_progress (
    guild_id uuid   not null,
    seq      bigint not null,
    constraint alert_progress_key primary key (guild_id)
);
insert into platform.alert_progress (guild_id, seq) select h.guild_id, h.seq from platform.audit_heads h;

-- subject: the account or address that it is about, '' for the guild. Lies where its last entry does, so that who sees that sees this.
create table guild.alerts (
    guild_id   uuid        not null,
    id         uuid        not null,
    spot_pos   bigint      not null,
    owner_id   uuid        not null,
    rule       text        not null,
    level      text        not null,
    subject    text        not null,
    amount     bigint      not null,
    first_at   timestamptz not null,
    last_at    timestamptz not null,
    last_seq   bigint      not null,
    created_at timestamptz not null default clock_timestamp(),
    seen_at    timestamptz,
    seen_by    uuid,
    constraint alerts_key primary key (guild_id, id)
);
create index alerts_created_at on guild.alerts (guild_id, created_at, id);
create index alerts_subject on guild.alerts (guild_id, rule, subject, last_at);
select wall.protect('guild.alerts', 'derived');
grant select on platform.alert_rules to guildhall_wall;
grant select, insert, update on platform.alert_progress to guildhall_wall;

insert into platform.role_permissions (role, permission, scope, switched)
values ('guild', 'alerts.update', 3, false),
       ('moderator', 'platform_alerts.read', 3, false),
       ('admin', 'platform_alerts.read', 3, false);
update platform.memberships set live = live;

set local role guildhall_wall;

-- The trail of a guild, or the platform's, behind one entry.
create function wall.entries_after(guild uuid, after bigint, upto bigint)
returns setof guild.audit_events
language sql stable
set search_path = pg_catalog, pg_temp
begin atomic
    select e.* from guild.audit_events e where e.guild_id = guild and e.seq > after and e.seq <= upto
     union all
    select e.* from platform.audit_events e where e.guild_id = guild and e.seq > after and e.seq <= upto;
end;

create function wall.subject_of(entry guild.audit_events, by text)
returns text
language sql immutable
set search_path = pg_catalog, pg_temp
return case by
           when 'account' then coalesce(substring(entry.object from '^accounts/(.+)$'), nullif(entry.owner_id, '00000000-0000-0000-0000-000000000000')::text)
           when 'address' then entry.payload ->> 'address'
           else '' end;

-- Null where it is an account, or the guild.
create function wall.address_in(subject text)
returns text
language sql immutable
set search_path = pg_catalog, pg_temp
return case when subject <> '' and subject !~ '^[0-9a-f]{8}-' then subject end;

create function wall.amount_in(entry guild.audit_events, measure text[])
returns bigint
language sql immutable
set search_path = pg_catalog, pg_temp
return case when measure is null then 1 else coalesce((entry.payload #>> measure)::numeric::bigint, 0) end;

-- Whom an alert is told by mail.
create function wall.people_to_tell(guild uuid, told text[], subject text)
returns table (account_id uuid)
language sql stable
set search_path = pg_catalog, pg_temp
begin atomic
    select a.id from platform.accounts a where 'person' = any (told) and a.id::text = subject and a.suspended_at is null
     union
    select m.account_id from platform.memberships m where 'guild' = any (told) and m.live and m.role = 'guild' and m.guild_id = guild
     union
    select m.account_id
      from platform.memberships m
     where ('operator' = any (told) or guild = '00000000-0000-0000-0000-000000000000') and m.live and m.role = 'admin';
end;

create function wall.tell_alert(alert guild.alerts, told text[])
returns void
language sql
set search_path = pg_catalog, pg_temp
begin atomic
    select wall.send_mail('alert:' || alert.id || ':' || p.account_id, 'alert', p.account_id,
                          jsonb_strip_nulls(jsonb_build_object('rule', alert.rule, 'guild', g.name, 'who', a.name, 'address', wall.address_in(alert.subject),
                                                               'detail', nullif(alert.amount, 1) || '×',
                                                               'at', to_char(alert.last_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC')))
      from wall.people_to_tell(alert.guild_id, told, alert.subject) p
      left join platform.guilds g on g.id = alert.guild_id
      left join platform.accounts a on a.id::text = alert.subject;
end;

-- One rule met by one subject: the alert there is goes on while it has not been quiet for as long as the rule looks back.
create function wall.raise_alert(rule platform.alert_rules, guild uuid, subject text, newest guild.audit_events)
returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    together record;
    alert    guild.alerts;
begin
    select sum(wall.amount_in(e, rule.measure)) as amount, min(e.at) as first_at
      into together
      from (select e.* from guild.audit_events e where e.guild_id = guild and e.at > newest.at - rule.within and e.at <= newest.at
             union all
            select e.* from platform.audit_events e where e.guild_id = guild and e.at > newest.at - rule.within and e.at <= newest.at) e
     where e.action = rule.action
       and coalesce(e.payload, '{}') @> rule.facts
       and wall.subject_of(e, rule.counted) = subject;
    if together.amount < rule.at_least then
        return false;
    end if;
    update guild.alerts a
       set amount = together.amount, last_at = newest.at, last_seq = newest.seq
     where a.guild_id = guild
       and a.rule = raise_alert.rule.name
       and a.subject = raise_alert.subject
       and a.last_at > newest.at - raise_alert.rule.within;
    if found then
        return false;
    end if;
    insert into guild.alerts (guild_id, id, spot_pos, owner_id, rule, level, subject, amount, first_at, last_at, last_seq)
    values (guild, wall.uuid_in_order(1), newest.spot_pos, newest.owner_id, rule.name, rule.level, subject, together.amount, together.first_at,
            newest.at, newest.seq)
    returning * into alert;
    perform wall.tell_alert(alert, rule.told);
    return true;
end
$$;

-- What is new in every chain; how many alerts were raised. Servers that look at the same time take different chains.
create function wall.raise_alerts()
returns integer
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    chain  record;
    met    record;
    raised integer := 0;
begin
    insert into platform.alert_progress (guild_id, seq)
    select h.guild_id, 0 from platform.audit_heads h where not exists (select from platform.alert_progress p where p.guild_id = h.guild_id)
        on conflict do nothing;
    for chain in
        select p.guild_id, p.seq, h.seq as upto
          from platform.alert_progress p
          join platform.audit_heads h on h.guild_id = p.guild_id
         where h.seq > p.seq
           and not exists (select from platform.guilds g where g.id = p.guild_id and wall.is_canary(g.access_owner_id))
         order by p.guild_id
         limit 1000
           for no key update of p skip locked
    loop
        for met in
            select r as rule, wall.subject_of(e, r.counted) as subject, (array_agg(e order by e.seq desc))[1] as newest
              from wall.entries_after(chain.guild_id, chain.seq, chain.upto) e
              join platform.alert_rules r on r.active and r.action = e.action and coalesce(e.payload, '{}') @> r.facts
             where wall.subject_of(e, r.counted) is not null
             group by r, 2
        loop
            raised := raised + wall.raise_alert(met.rule, chain.guild_id, met.subject, met.newest)::integer;
        end loop;
        update platform.alert_progress p set seq = chain.upto where p.guild_id = chain.guild_id;
    end loop;
    return raised;
end
$$;

-- Somebody has looked at it. GH404 where it is not in sight.
create function wall.see_alert(alert uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    seen guild.alerts;
begin
    perform wall.acting();
    update guild.alerts a
       set seen_at = coalesce(a.seen_at, now()), seen_by = coalesce(a.seen_by, wall.account_id())
     where a.guild_id = wall.guild_id()
       and a.id = alert
       and a.spot_pos between current_setting('app.write_lo')::bigint and current_setting('app.write_hi')::bigint
       and a.owner_id between current_setting('app.write_from')::uuid and current_setting('app.write_to')::uuid
    returning * into seen;
    if not found then
        raise exception 'no such alert' using errcode = 'GH404';
    end if;
    perform wall.append_entry(seen.guild_id, wall.account_id(), null, seen.spot_pos, 'alerts.seen', 'alerts/' || seen.id, '{}');
end
$$;

-- For who runs the installation: that there is something in which guild, and what was in no guild at all; not whom it is about.
create function wall.find_platform_alerts(asked text[])
returns table (id uuid, guild_id uuid, guild_name text, rule text, level text, amount bigint, first_at timestamptz, last_at timestamptz,
               created_at timestamptz, seen_at timestamptz)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select a.id, g.id, g.name, a.rule, a.level, a.amount, a.first_at, a.last_at, a.created_at, a.seen_at
      from guild.alerts a
      left join platform.guilds g on g.id = a.guild_id
     where (wall.acting()).role in ('admin', 'moderator')
       and (a.guild_id = '00000000-0000-0000-0000-000000000000' or wall.sees_guild(wall.acting(), a.guild_id))
       and (asked is null or wall.finds(wall.event_words(a.rule, coalesce(g.name, '')), asked))
$$;
grant execute on function wall.address_in(text), wall.raise_alerts(), wall.see_alert(uuid), wall.find_platform_alerts(text[]) to guildhall_app;
