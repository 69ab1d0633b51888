-- One row for each thing in this database that breaks a rule of the wall about tables. It knows none of them by name: every table
-- of schema guild is a guild's, every table of schema platform is not, and nothing lies elsewhere.
-- $1: the tables that may be written without an audit trail.
with relation as (
    select c.oid, n.nspname as schema, c.relname as name, c.relkind as kind, c.relrowsecurity, c.relforcerowsecurity, c.reloptions
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
     where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
       and n.nspname not like 'pg\_temp\_%'
       and n.nspname not like 'pg\_toast\_temp\_%'
),
tenant as (
    select r.oid, r.name, r.relrowsecurity, r.relforcerowsecurity, a.attnum as guild_id,
           a.attnotnull and a.atttypid = 'uuid'::regtype as guild_id_fits,
           exists (select from pg_attribute s where s.attrelid = r.oid and s.attname = 'spot_pos' and not s.attisdropped) as has_spot,
           has_table_privilege('guildhall_app', r.oid, 'insert') or has_table_privilege('guildhall_app', r.oid, 'update')
           or has_table_privilege('guildhall_app', r.oid, 'delete') as writable,
           p.kind
      from relation r
      left join pg_attribute a on a.attrelid = r.oid and a.attname = 'guild_id' and not a.attisdropped
      left join platform.protected_tables p on p.table_name::regclass = r.oid
     where r.schema = 'guild'
       and r.kind in ('r', 'p', 'f')
),
policy as (
    select p.polrelid as table_oid, p.polname as name, p.polcmd as command, p.polpermissive as permissive, p.polroles as roles,
           coalesce(pg_get_expr(p.polqual, p.polrelid), '') as using_text,
           coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') as check_text
      from pg_policy p
),
-- What a condition must say, and that nothing widens it.
condition as (
    select p.table_oid, p.name, c.side, c.text,
           c.text like '%(guild_id = (current_setting(''app.guild_id''::text))::uuid)%'
           and c.text !~* '\mor\M|\mcase\M|\mnot\M|coalesce|, true\)' as of_the_guild,
           (select bool_and(position(w.wanted in c.text) > 0)
              from unnest(array['(spot_pos >= (current_setting(''app.%1$s_lo''::text))::bigint)',
                                '(spot_pos <= (current_setting(''app.%1$s_hi''::text))::bigint)',
                                '(owner_id >= (current_setting(''app.%1$s_from''::text))::uuid)',
                                '(owner_id <= (current_setting(''app.%1$s_to''::text))::uuid)']) as t (template)
             cross join lateral format(t.template, case when p.command = 'r' then 'read' else 'write' end) as w (wanted)) as in_range,
           c.text like '%(seen_from <= (current_setting(''app.account_id''::text))::uuid)%'
           and c.text like '%(seen_to >= (current_setting(''app.account_id''::text))::uuid)%'
           and (p.command = 'r'
                or c.text like '%(owner_id >= (current_setting(''app.write_from''::text))::uuid)%'
                and c.text like '%(owner_id <= (current_setting(''app.write_to''::text))::uuid)%') as by_person,
           (select settings_form from platform.installation) <> 'proof' or c.text like '%wall.is_proven()%' as proven
      from policy p
     cross join lateral (values ('using', p.using_text), ('check', p.check_text)) as c (side, text)
     where p.roles = array['guildhall_app'::regrole::oid]
       and c.text <> ''
),
violation (what) as (
    select format('%s.%s is outside the schemas guild and platform', r.schema, r.name)
      from relation r
     where r.kind in ('r', 'p', 'f', 'v', 'm', 'S')
       and r.schema not in ('guild', 'platform')
     union all
    select format('%s.%s is a materialised view', r.schema, r.name) from relation r where r.kind = 'm'
     union all
    select format('%s.%s is a foreign table', r.schema, r.name) from relation r where r.kind = 'f'
     union all
    select format('%s.%s is a sequence that guilds would share', r.schema, r.name) from relation r where r.kind = 'S' and r.schema = 'guild'
     union all
    select format('%s.%s is a view that is not security_invoker', r.schema, r.name)
      from relation r
     where r.kind = 'v'
       and not coalesce('security_invoker=true' = any (r.reloptions), false)
     union all
    select format('guild.%s has no column guild_id uuid not null', t.name) from tenant t where not coalesce(t.guild_id_fits, false)
     union all
    select format('guild.%s has no primary key', t.name)
      from tenant t
     where not exists (select from pg_constraint k where k.conrelid = t.oid and k.contype = 'p')
     union all
    select format('guild.%s: %s does not begin with guild_id', t.name, i.indexrelid::regclass)
      from tenant t
      join pg_index i on i.indrelid = t.oid
     where i.indkey[0] is distinct from t.guild_id
     union all
    select format('guild.%s: %s does not begin with guild_id on both sides', t.name, k.conname)
      from tenant t
      join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
      join pg_attribute a on a.attrelid = k.confrelid and a.attnum = k.confkey[1]
     where k.conkey[1] is distinct from t.guild_id
        or a.attname <> 'guild_id' and k.confrelid <> 'platform.guilds'::regclass
     union all
    select format('%s: %s reaches into a guild from outside', k.conrelid::regclass, k.conname)
      from pg_constraint k
      join tenant t on t.oid = k.confrelid
     where k.contype = 'f'
       and k.conrelid not in (select o.oid from tenant o)
     union all
    select format('guild.%s: %s sets the guild to null', t.name, k.conname)
      from tenant t
      join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
     where (k.confdeltype in ('n', 'd') and (k.confdelsetcols is null or t.guild_id = any (k.confdelsetcols)))
        or k.confupdtype in ('n', 'd')
     union all
    select format('%s: %s was not named by anybody', k.conrelid::regclass, k.conname)
      from pg_constraint k
      join relation r on r.oid = k.conrelid
     where k.conname ~ '(_pkey|_fkey\d*|_check\d*|_excl\d*)$'
        or k.contype = 'u' and k.conname ~ '_key\d*$'
     union all
    select format('guild.%s does not enable and force row level security', t.name)
      from tenant t
     where not (t.relrowsecurity and t.relforcerowsecurity)
     union all
    select format('guild.%s was not given to wall.protect', t.name) from tenant t where t.kind is null
     union all
    select format('guild.%s has no policy for %s by guildhall_app', t.name, w.verb)
      from tenant t
     cross join (values ('r', 'select'), ('a', 'insert'), ('w', 'update'), ('d', 'delete')) as w (command, verb)
     where (w.verb = 'select' or has_table_privilege('guildhall_app', t.oid, w.verb))
       and (select count(*)
              from policy p
             where p.table_oid = t.oid
               and p.command::text = w.command
               and p.permissive
               and p.roles = array['guildhall_app'::regrole::oid]) <> 1
     union all
    select format('guild.%s: policy %s is none of those that wall.protect makes', t.name, p.name)
      from tenant t
      join policy p on p.table_oid = t.oid
     where not p.permissive
        or p.roles = array['guildhall_app'::regrole::oid] and p.command = '*'
        or p.roles <> array['guildhall_app'::regrole::oid] and p.roles <> array['guildhall_wall'::regrole::oid]
           and p.roles <> array['guildhall_mover'::regrole::oid]
     union all
    select format('guild.%s: policy %s shows guildhall_mover more than the guild that is moved: %s', t.name, p.name, p.using_text)
      from tenant t
      join policy p on p.table_oid = t.oid
     where p.roles = array['guildhall_mover'::regrole::oid]
       and (p.using_text <> '(guild_id = (current_setting(''moving.guild_id''::text))::uuid)' or p.check_text <> p.using_text)
     union all
    select format('guild.%s: policy %s (%s) does not hold to guild and range: %s', t.name, c.name, c.side, c.text)
      from tenant t
      join condition c on c.table_oid = t.oid
     where not c.of_the_guild
        or t.has_spot and not c.in_range
        or t.kind = 'personal' and not c.by_person
        or not c.proven
     union all
    select format('guild.%s: policy sees shows the wall more than who entered sees: %s', t.name, p.using_text)
      from tenant t
      join policy p on p.table_oid = t.oid and p.name = 'sees'
      left join policy r on r.table_oid = t.oid and r.name = 'read'
     where p.command <> 'r'
        or regexp_replace(p.using_text, 'NULLIF\(current_setting\((''app\.\w+''::text), true\), ''''::text\)', 'current_setting(\1)', 'g')
           is distinct from r.using_text
     union all
    select format('guild.%s: policy %s lets update rows become what they may not be', t.name, p.name)
      from tenant t
      join policy p on p.table_oid = t.oid
     where p.command = 'w'
       and p.using_text <> p.check_text
     union all
    select format('guild.%s is written by the server without %s', t.name, w.wanted)
      from tenant t
     cross join (values ('audit_insert', 4), ('audit_update', 16), ('audit_delete', 8)) as w (wanted, event)
     where (t.writable and not t.name = any ($1) or t.kind = 'settings')
       and not exists (select
                         from pg_trigger g
                        where g.tgrelid = t.oid
                          and g.tgfoid = ('wall.' || w.wanted || '()')::regprocedure
                          and g.tgenabled in ('O', 'A')
                          and g.tgtype & (w.event | 1 | 2) = w.event)
     union all
    select format('guild.%s is updated without version and hand', t.name)
      from tenant t
     where has_table_privilege('guildhall_app', t.oid, 'update')
       and t.kind <> 'staging'
       and not exists (select from pg_trigger g where g.tgrelid = t.oid and g.tgfoid = 'wall.stamp()'::regprocedure and g.tgenabled in ('O', 'A'))
     union all
    select format('guild.%s lacks %s', t.name, w.wanted)
      from tenant t
     cross join unnest(array['version', 'created_at', 'created_by', 'updated_at', 'updated_by']) as w (wanted)
     where t.kind in ('spot', 'guild', 'personal', 'settings')
       and not exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = w.wanted and a.attnotnull)
     union all
    select format('guild.%s inherits or is inherited from', t.name)
      from tenant t
     where exists (select from pg_inherits h where t.oid in (h.inhrelid, h.inhparent))
     union all
    select format('guild.%s has a rule', t.name)
      from tenant t
     where exists (select from pg_rewrite w where w.ev_class = t.oid)
)
select v.what from violation v order by v.what;
