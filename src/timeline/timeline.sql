-- customer: is it in sight
select id
  from customers
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null;

-- list: of the customer $6; $1 what is searched, $2 the order, $3 and $4 the cursor (null: from the beginning), $5 how many (one more is
-- brought, which tells that something follows), $7 the kind. What was changed is read from the trail, in the range in which the customer is.
with page as materialized (
    select i.id, i.kind, i.action, i.object, i.body, i.state, coalesce(i.changes, '[]'::jsonb) as changes, i.created_at, i.created_by
      from (select n.id, 'note' as kind, 'notes.created' as action, 'notes/' || n.id as object, n.body, null::text as state, null::jsonb as changes,
                   n.created_at, n.created_by
              from notes n
             where n.guild_id = wall.guild_id()
               and n.customer_id = $6
               and n.deleted_at is null
             union all
            select e.id, 'document', 'estimates.created', 'estimates/' || e.id, coalesce(e.number, e.customer_name), e.state, null, e.created_at, e.created_by
              from estimates e
             where e.guild_id = wall.guild_id()
               and e.customer_id = $6
               and e.deleted_at is null
             union all
            select a.id, 'activity', 'activities.created', 'activities/' || a.id, a.subject,
                   case when a.done_at is null then 'open' else 'done' end, null, a.created_at, a.created_by
              from activities a
             where a.guild_id = wall.guild_id()
               and a.customer_id = $6
               and a.deleted_at is null
             union all
            select m.id, 'change', 'customers.merged', 'merges/' || m.id, m.change ->> 'merged_name', m.state, null, m.created_at, m.created_by
              from changes m
             where m.guild_id = wall.guild_id()
               and m.record_id = $6
               and m.form = 'merge'
             union all
            select encode(substring(v.hash from 1 for 16), 'hex')::uuid, 'change', v.action, v.object, o.name, null, d.changes, v.at, v.owner_id
              from (select 'customers/' || c.id as object, null::text as name
                      from customers c
                     where c.guild_id = wall.guild_id()
                       and c.id = $6
                     union all
                    select 'contacts/' || p.id, concat_ws(' ', nullif(p.first_name, ''), nullif(p.last_name, ''))
                      from contacts p
                     where p.guild_id = wall.guild_id()
                       and p.customer_id = $6) o
              join audit_events v on v.guild_id = wall.guild_id() and v.object = o.object
             cross join lateral (
                    select jsonb_agg(jsonb_build_object('field', a.key, 'before', v.payload -> 'before' -> a.key, 'after', a.value) order by a.key) as changes
                      from jsonb_each(case when v.action like '%.updated' then v.payload -> 'after' end) as a (key, value)
                     where a.key not in ('spot_id', 'spot_pos', 'words', 'import_id', 'deleted_at', 'merged_into_id', 'customer_id')
                       and not (v.action = 'contacts.updated' and a.key = 'owner_id')) d
             where v.action not like '%.updated' or d.changes is not null) i
     where ($7::text is null or i.kind = $7)
       and ($1::text is null or wall.finds(concat_ws(' ', i.body, i.action), (select wall.asked($1))))
       and ($3::timestamptz is null
            or case $2::text
                   when 'created_at' then (i.created_at, i.id) > ($3, $4::uuid)
                   else (i.created_at, i.id) < ($3, $4)
               end)
     order by case $2 when 'created_at' then i.created_at end, case $2 when 'created_at' then i.id end, i.created_at desc, i.id desc
     limit $5::integer + 1
)
select i.id, i.kind, i.action, i.object, i.body, i.state, i.changes, i.created_at, i.created_by, n.name as created_by_name
  from page i
  left join wall.names_of((select array_agg(distinct p.created_by) from page p)) n on n.id = i.created_by
 order by case $2 when 'created_at' then i.created_at end, case $2 when 'created_at' then i.id end, i.created_at desc, i.id desc;

-- count
select count(*) as count, true as exact
  from (select n.id, 'note' as kind, 'notes.created' as action, 'notes/' || n.id as object, n.body, null::text as state, null::jsonb as changes,
               n.created_at, n.created_by
          from notes n
         where n.guild_id = wall.guild_id()
           and n.customer_id = $2
           and n.deleted_at is null
         union all
        select e.id, 'document', 'estimates.created', 'estimates/' || e.id, coalesce(e.number, e.customer_name), e.state, null, e.created_at, e.created_by
          from estimates e
         where e.guild_id = wall.guild_id()
           and e.customer_id = $2
           and e.deleted_at is null
         union all
        select a.id, 'activity', 'activities.created', 'activities/' || a.id, a.subject,
               case when a.done_at is null then 'open' else 'done' end, null, a.created_at, a.created_by
          from activities a
         where a.guild_id = wall.guild_id()
           and a.customer_id = $2
           and a.deleted_at is null
         union all
        select m.id, 'change', 'customers.merged', 'merges/' || m.id, m.change ->> 'merged_name', m.state, null, m.created_at, m.created_by
          from changes m
         where m.guild_id = wall.guild_id()
           and m.record_id = $2
           and m.form = 'merge'
         union all
        select encode(substring(v.hash from 1 for 16), 'hex')::uuid, 'change', v.action, v.object, o.name, null, d.changes, v.at, v.owner_id
          from (select 'customers/' || c.id as object, null::text as name
                  from customers c
                 where c.guild_id = wall.guild_id()
                   and c.id = $2
                 union all
                select 'contacts/' || p.id, concat_ws(' ', nullif(p.first_name, ''), nullif(p.last_name, ''))
                  from contacts p
                 where p.guild_id = wall.guild_id()
                   and p.customer_id = $2) o
          join audit_events v on v.guild_id = wall.guild_id() and v.object = o.object
         cross join lateral (
                select jsonb_agg(jsonb_build_object('field', a.key, 'before', v.payload -> 'before' -> a.key, 'after', a.value) order by a.key) as changes
                  from jsonb_each(case when v.action like '%.updated' then v.payload -> 'after' end) as a (key, value)
                 where a.key not in ('spot_id', 'spot_pos', 'words', 'import_id', 'deleted_at', 'merged_into_id', 'customer_id')
                   and not (v.action = 'contacts.updated' and a.key = 'owner_id')) d
         where v.action not like '%.updated' or d.changes is not null) i
 where ($3::text is null or i.kind = $3)
   and ($1::text is null or wall.finds(concat_ws(' ', i.body, i.action), (select wall.asked($1))));
