-- What one of the canaries has: kinds and ids, of each kind first the one that it is tried with. $1: its guild, $2: its access owner.
-- Tables of guilds give their kind its name, whatever they are called; what lies in the trash there comes last.
with tables as (
    select c.relname::text as name,
           exists (select from pg_attribute t where t.attrelid = c.oid and t.attname = 'deleted_at' and not t.attisdropped) as has_trash
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'guild'
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'id' and a.atttypid = 'uuid'::regtype and not a.attisdropped
     where c.relkind = 'r'
),
people as (
    select m.id, m.account_id, m.role from platform.memberships m where m.access_owner_id = $2::uuid
)
select had.kind, had.id::text
  from (select t.name as kind, i.id, i.place
          from tables t
         cross join lateral unnest(xpath('/table/row/id/text()', query_to_xml(
                   format('select id from guild.%I where guild_id = %L order by %s id limit 1000', t.name, $1::text,
                          case when t.has_trash then 'deleted_at is not null,' end), false, false, ''))::text[]) with ordinality as i (id, place)
         union all
        select case c.form when 'bulk' then 'bulk_changes' else 'merges' end, c.id::text, 1 from guild.changes c where c.guild_id = $1::uuid
         union all
        select 'trashed', a.id::text, 1 from guild.activities a where a.guild_id = $1::uuid and a.deleted_at is not null
         union all
        select 'guilds', $1::text, 1
         union all
        select 'access_owners', $2::text, 1
         union all
        select 'spots', s.id::text, 1 from platform.spots s where s.guild_id = $1::uuid
         union all
        select 'memberships', p.id::text, (p.role <> 'builder')::integer from people p
         union all
        select 'accounts', p.account_id::text, (p.role <> 'builder')::integer from people p
         union all
        select 'role_sets', r.id::text, 1 from platform.role_sets r where r.guild_id = $1::uuid
         union all
        select 'team_roles', r.id::text, 1 from platform.role_sets r where r.access_owner_id = $2::uuid
         union all
        select 'guild_groups', g.id::text, 1 from platform.guild_groups g where g.access_owner_id = $2::uuid
         union all
        select 'assignments', a.id::text, 1 from platform.assignments a where a.access_owner_id = $2::uuid
         union all
        select 'handovers', h.id::text, (h.outcome is not null)::integer from platform.handovers h where h.from_owner = $2::uuid
         union all
        select 'owner_handovers', h.id::text, (h.outcome is not null)::integer from platform.owner_handovers h where h.access_owner_id = $2::uuid
         union all
        select 'support_grants', g.id::text, (g.ended_at is not null)::integer from platform.support_grants g where g.guild_id = $1::uuid
         union all
        select 'invitations', i.id::text, (i.accepted_at is not null or i.revoked_at is not null)::integer
          from platform.invitations i
         where i.guild_id = $1::uuid
         union all
        select case p.role when 'program' then 'service_account_keys' else 'api_keys' end, s.id::text, (s.ended_at is not null)::integer
          from platform.sessions s
          join people p on p.id = s.membership_id
         where s.kind = 'key'
         union all
        select 'service_accounts', s.id::text, (s.ended_at is not null)::integer from platform.service_accounts s where s.guild_id = $1::uuid
         union all
        select 'passkeys', k.id::text, 1 from platform.passkeys k where k.account_id in (select p.account_id from people p)) as had (kind, id, place)
 order by had.kind, had.place, had.id;
