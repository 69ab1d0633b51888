-- One row for each role, grant or function that breaks a rule of the wall.
-- $1: the SECURITY DEFINER functions that there are, as regprocedure writes them with an empty search_path; all others are violations.
with ours as (
    select n.oid, n.nspname as name, n.nspowner as owner, n.nspacl as acl
      from pg_namespace n
     where n.nspname in ('guild', 'platform', 'wall')
),
granted (thing, kind, grantee, privilege) as (
    select c.oid::regclass::text, case c.relkind when 'S' then 'sequence' else 'table' end, a.grantee, a.privilege_type
      from pg_class c
      join ours o on o.oid = c.relnamespace
     cross join lateral aclexplode(coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner))) a
     where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
     union all
    select t.attrelid::regclass || '.' || t.attname, 'column', a.grantee, a.privilege_type
      from pg_attribute t
      join pg_class c on c.oid = t.attrelid
      join ours o on o.oid = c.relnamespace
     cross join lateral aclexplode(t.attacl) a
     union all
    select p.oid::regprocedure::text, 'function', a.grantee, a.privilege_type
      from pg_proc p
      join ours o on o.oid = p.pronamespace
     cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
     union all
    select o.name, 'schema', a.grantee, a.privilege_type
      from ours o
     cross join lateral aclexplode(coalesce(o.acl, acldefault('n', o.owner))) a
     union all
    select n.nspname, 'schema', a.grantee, a.privilege_type
      from pg_namespace n
     cross join lateral aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a
     where n.nspname = 'public'
     union all
    select d.datname, 'database', a.grantee, a.privilege_type
      from pg_database d
     cross join lateral aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
     where d.datname = current_database()
     union all
    select l.lanname, 'language', a.grantee, a.privilege_type
      from pg_language l
     cross join lateral aclexplode(coalesce(l.lanacl, acldefault('l', l.lanowner))) a
     where l.lanname <> 'sql'
       and l.lanpltrusted
     union all
    select p.parname, 'parameter', a.grantee, a.privilege_type
      from pg_parameter_acl p
     cross join lateral aclexplode(p.paracl) a
     union all
    select 'default of ' || d.defaclobjtype::text, 'default', a.grantee, a.privilege_type
      from pg_default_acl d
     cross join lateral aclexplode(d.defaclacl) a
),
definer as (
    select p.oid, p.oid::regprocedure::text as name, p.proconfig, p.proowner, p.pronamespace
      from pg_proc p
     where p.prosecdef
       and p.pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
),
violation (what) as (
    select format('role %s is not what it should be', w.name)
      from (values ('guildhall_app', true, false, false), ('guildhall_migrate', true, false, true), ('guildhall_backup', true, true, true),
                   ('guildhall_owner', false, false, true), ('guildhall_wall', false, false, true), ('guildhall_mover', false, false, true)) as w (name, signs_in, bypasses, inherits)
      left join pg_roles r on r.rolname = w.name
     where r.oid is null
        or r.rolsuper or r.rolcreatedb or r.rolcreaterole or r.rolreplication
        or r.rolcanlogin <> w.signs_in or r.rolbypassrls <> w.bypasses or r.rolinherit <> w.inherits
     union all
    select format('%s is a member of %s', m.member::regrole, m.roleid::regrole)
      from pg_auth_members m
     where m.member::regrole::text in ('guildhall_app', 'guildhall_owner', 'guildhall_wall', 'guildhall_mover')
        or m.roleid::regrole::text in ('guildhall_app', 'guildhall_wall', 'guildhall_owner', 'guildhall_mover') and m.member::regrole::text <> 'guildhall_migrate'
        or m.member::regrole::text = 'guildhall_backup' and m.roleid::regrole::text <> 'pg_read_all_data'
     union all
    select 'guildhall_app does not search guild, wall, pg_catalog and pg_temp last'
     where not exists (select
                         from pg_roles r
                        where r.rolname = 'guildhall_app'
                          and 'search_path=guild, wall, pg_catalog, pg_temp' = any (r.rolconfig))
     union all
    select format('guildhall_app owns %s', pg_describe_object(d.classid, d.objid, d.objsubid))
      from pg_shdepend d
     where d.refclassid = 'pg_authid'::regclass
       and d.refobjid = 'guildhall_app'::regrole
       and d.deptype = 'o'
       and d.dbid in (0, (select b.oid from pg_database b where b.datname = current_database()))
     union all
    select format('guildhall_app may %s on %s', g.privilege, g.thing)
      from granted g
     where g.grantee = 'guildhall_app'::regrole
       and (g.kind = 'table' and (g.thing not like 'guild.%' or g.privilege not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE'))
            or g.kind in ('column', 'sequence', 'language', 'parameter', 'default')
            or g.kind = 'schema' and (g.thing not in ('guild', 'wall') or g.privilege <> 'USAGE')
            or g.kind = 'database' and g.privilege <> 'CONNECT'
            or g.kind = 'function' and g.thing not like 'wall.%')
     union all
    select format('guildhall_mover may %s on %s', g.privilege, g.thing)
      from granted g
     where g.grantee = 'guildhall_mover'::regrole
       and (g.kind = 'table' and g.privilege in ('TRUNCATE', 'REFERENCES', 'TRIGGER')
            or g.kind = 'table' and g.privilege = 'UPDATE' and g.thing not like 'guild.%'
            or g.thing ~ 'digest|secret|_hash|credential|public_key|proof|sealed'
            or g.thing like 'platform.desk\_%' and g.thing not like '%.account\_id'
            or g.kind = 'table' and g.thing in ('platform.accounts', 'platform.sessions', 'platform.refresh_tokens', 'platform.passkeys',
                                                'platform.recovery_codes', 'platform.installation') and g.privilege <> 'DELETE'
            or g.kind = 'parameter' and g.thing <> 'session_replication_role'
            or g.kind in ('sequence', 'default', 'database'))
     union all
    select format('everybody may %s on %s %s', g.privilege, g.kind, g.thing) from granted g where g.grantee = 0
     union all
    select format('%s is a SECURITY DEFINER function that is not on the list', d.name) from definer d where not d.name = any ($1)
     union all
    select format('%s is on the list, but there is no such SECURITY DEFINER function', w.name)
      from unnest($1) as w (name)
     where not exists (select from definer d where d.name = w.name)
     union all
    select format('%s runs as its owner and does not set search_path to pg_catalog, pg_temp', d.name)
      from definer d
     where not coalesce('search_path=pg_catalog, pg_temp' = any (d.proconfig), false)
     union all
    select format('%s runs as %s', d.name, d.proowner::regrole) from definer d where d.proowner <> 'guildhall_wall'::regrole
     union all
    select format('%s may be called by the server, but is not in schema wall', p.oid::regprocedure)
      from pg_proc p
     where p.pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace, 'wall'::regnamespace)
       and has_function_privilege('guildhall_app', p.oid, 'execute')
     union all
    select format('%s says that it is leakproof', p.oid::regprocedure)
      from pg_proc p
     where p.proleakproof
       and p.pronamespace <> 'pg_catalog'::regnamespace
     union all
    select format('guildhall_app may call %s', p.oid::regprocedure)
      from pg_proc p
     where p.pronamespace = 'pg_catalog'::regnamespace
       and p.proname ~ '^(set_config$|pg_notify$|pg_advisory|pg_try_advisory|lo_|loread|lowrite|pg_terminate|pg_cancel|pg_stat_|pg_sleep|pg_read_|pg_ls_|.*_size$|pg_lock_status)'
       and p.proname !~ '^pg_column_size$|^pg_size'
       and has_function_privilege('guildhall_app', p.oid, 'execute')
     union all
    select format('guildhall_app may read %s', c.oid::regclass)
      from pg_class c
     where c.relnamespace = 'pg_catalog'::regnamespace
       and c.relname ~ '^(pg_stat|pg_locks$|pg_largeobject|pg_authid$|pg_settings$)'
       and has_table_privilege('guildhall_app', c.oid, 'select')
     union all
    select format('guildhall_app may read pg_class.%s', w.name)
      from unnest(array['reltuples', 'relpages']) as w (name)
     where has_column_privilege('guildhall_app', 'pg_class', w.name, 'select')
)
select v.what from violation v order by v.what;
