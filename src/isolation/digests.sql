-- By table, a digest over all that one of the canaries has there. $1: its guild, $2: its access owner.
select w.name, (xpath('/table/row/digest/text()', query_to_xml(
           format('select md5(coalesce(string_agg(t::text, chr(10) order by t::text), '''')) as digest from %s t where ', w.name)
           || format(w.condition, $1::text, $2::text), false, false, '')))[1]::text
  from (select c.oid::regclass::text, 'guild_id = %1$L'
          from pg_class c
          join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'guild' and c.relkind = 'r'
         union all
        values ('platform.guilds', 'id = %1$L'),
               ('platform.spots', 'guild_id = %1$L'),
               ('platform.standing_grants', 'guild_id = %1$L'),
               ('platform.support_grants', 'guild_id = %1$L'),
               ('platform.invitations', 'guild_id = %1$L'),
               ('platform.grouped_guilds', 'guild_id = %1$L'),
               ('platform.handovers', 'from_owner = %2$L'),
               ('platform.service_accounts', 'guild_id = %1$L'),
               ('platform.role_sets', 'guild_id = %1$L or access_owner_id = %2$L'),
               ('platform.access_owners', 'id = %2$L'),
               ('platform.memberships', 'access_owner_id = %2$L'),
               ('platform.guild_groups', 'access_owner_id = %2$L'),
               ('platform.assignments', 'access_owner_id = %2$L'),
               ('platform.owner_handovers', 'access_owner_id = %2$L'),
               ('platform.accounts', 'id in (select m.account_id from platform.memberships m where m.access_owner_id = %2$L)'),
               ('platform.pictures', 'account_id in (select m.account_id from platform.memberships m where m.access_owner_id = %2$L)'),
               ('platform.passkeys', 'account_id in (select m.account_id from platform.memberships m where m.access_owner_id = %2$L)'),
               ('platform.sessions', 'kind = ''key'' and account_id in (select m.account_id from platform.memberships m where m.access_owner_id = %2$L)')
       ) as w (name, condition);
