-- list: $1 what is searched, $2 the order, $3 and $4 the cursor (null: from the beginning), $5 how many (one more is brought, which tells
-- that something follows), $6 the kind. What was merged is no longer there at all.
select t.id, t.kind, t.name, t.customer_id,
       exists (select
                 from customers c
                where c.guild_id = wall.guild_id()
                  and c.id = t.customer_id
                  and c.deleted_at is not null) and t.kind <> 'activity' as customer_gone,
       t.created_at, t.deleted_at, t.deleted_by, t.deleted_at + interval '30 days' as erased_at
  from (select c.id, 'customer' as kind, c.name, null::uuid as customer_id, c.created_at, c.deleted_at, c.updated_by as deleted_by
          from customers c
         where c.guild_id = wall.guild_id() and c.deleted_at is not null and c.merged_into_id is null
         union all
        select p.id, 'contact', concat_ws(' ', nullif(p.first_name, ''), nullif(p.last_name, '')), p.customer_id, p.created_at, p.deleted_at, p.updated_by
          from contacts p
         where p.guild_id = wall.guild_id() and p.deleted_at is not null
         union all
        select n.id, 'note', left(n.body, 200), n.customer_id, n.created_at, n.deleted_at, n.updated_by
          from notes n
         where n.guild_id = wall.guild_id() and n.deleted_at is not null
         union all
        select a.id, 'activity', a.subject, a.customer_id, a.created_at, a.deleted_at, a.updated_by
          from activities a
         where a.guild_id = wall.guild_id() and a.deleted_at is not null
         union all
        select e.id, 'estimate', e.customer_name, e.customer_id, e.created_at, e.deleted_at, e.updated_by
          from estimates e
         where e.guild_id = wall.guild_id() and e.deleted_at is not null) t
 where ($6::text is null or t.kind = $6)
   and ($1::text is null or wall.finds(t.name, (select wall.asked($1))))
   and ($3::text is null
        or case $2::text
               when 'name' then (t.name collate "und-x-icu", t.id) > ($3, $4::uuid)
               when '-name' then (t.name collate "und-x-icu", t.id) < ($3, $4)
               when 'created_at' then (t.created_at, t.id) > ($3::timestamptz, $4)
               when '-created_at' then (t.created_at, t.id) < ($3::timestamptz, $4)
               when 'deleted_at' then (t.deleted_at, t.id) > ($3::timestamptz, $4)
               else (t.deleted_at, t.id) < ($3::timestamptz, $4)
           end)
 order by case $2 when 'name' then t.name end collate "und-x-icu", case $2 when '-name' then t.name end collate "und-x-icu" desc,
          case $2 when 'created_at' then t.created_at when 'deleted_at' then t.deleted_at end,
          case $2 when '-created_at' then t.created_at when '-deleted_at' then t.deleted_at end desc,
          case when $2 in ('name', 'created_at', 'deleted_at') then t.id end, t.id desc
 limit $5::integer + 1;

-- count
select count(*) as count, true as exact
  from (select c.id, 'customer' as kind, c.name, null::uuid as customer_id, c.created_at, c.deleted_at, c.updated_by as deleted_by
          from customers c
         where c.guild_id = wall.guild_id() and c.deleted_at is not null and c.merged_into_id is null
         union all
        select p.id, 'contact', concat_ws(' ', nullif(p.first_name, ''), nullif(p.last_name, '')), p.customer_id, p.created_at, p.deleted_at, p.updated_by
          from contacts p
         where p.guild_id = wall.guild_id() and p.deleted_at is not null
         union all
        select n.id, 'note', left(n.body, 200), n.customer_id, n.created_at, n.deleted_at, n.updated_by
          from notes n
         where n.guild_id = wall.guild_id() and n.deleted_at is not null
         union all
        select a.id, 'activity', a.subject, a.customer_id, a.created_at, a.deleted_at, a.updated_by
          from activities a
         where a.guild_id = wall.guild_id() and a.deleted_at is not null
         union all
        select e.id, 'estimate', e.customer_name, e.customer_id, e.created_at, e.deleted_at, e.updated_by
          from estimates e
         where e.guild_id = wall.guild_id() and e.deleted_at is not null) t
 where ($2::text is null or t.kind = $2)
   and ($1::text is null or wall.finds(t.name, (select wall.asked($1))));

-- by_id
select t.id, t.kind, t.name, t.customer_id,
       exists (select
                 from customers c
                where c.guild_id = wall.guild_id()
                  and c.id = t.customer_id
                  and c.deleted_at is not null) and t.kind <> 'activity' as customer_gone,
       t.created_at, t.deleted_at, t.deleted_by, t.deleted_at + interval '30 days' as erased_at
  from (select c.id, 'customer' as kind, c.name, null::uuid as customer_id, c.created_at, c.deleted_at, c.updated_by as deleted_by
          from customers c
         where c.guild_id = wall.guild_id() and c.deleted_at is not null and c.merged_into_id is null
         union all
        select p.id, 'contact', concat_ws(' ', nullif(p.first_name, ''), nullif(p.last_name, '')), p.customer_id, p.created_at, p.deleted_at, p.updated_by
          from contacts p
         where p.guild_id = wall.guild_id() and p.deleted_at is not null
         union all
        select n.id, 'note', left(n.body, 200), n.customer_id, n.created_at, n.deleted_at, n.updated_by
          from notes n
         where n.guild_id = wall.guild_id() and n.deleted_at is not null
         union all
        select a.id, 'activity', a.subject, a.customer_id, a.created_at, a.deleted_at, a.updated_by
          from activities a
         where a.guild_id = wall.guild_id() and a.deleted_at is not null
         union all
        select e.id, 'estimate', e.customer_name, e.customer_id, e.created_at, e.deleted_at, e.updated_by
          from estimates e
         where e.guild_id = wall.guild_id() and e.deleted_at is not null) t
 where t.id = $1;

-- restore_customer
update customers
   set deleted_at = null
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is not null
   and merged_into_id is null
returning id;

-- restore_contact
update contacts
   set deleted_at = null
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is not null
returning id;

-- restore_note
update notes
   set deleted_at = null
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is not null
returning id;

-- restore_activity
update activities
   set deleted_at = null
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is not null
returning id;

-- restore_estimate
update estimates
   set deleted_at = null
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is not null
returning id;
