-- customer: is it in sight
select id
  from customers
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null;

-- list: of the customer $6; $1 what is searched, $2 the order, $3 and $4 the cursor (null: from the beginning), $5 how many (one more is
-- brought, which tells that something follows)
select id, customer_id, body, version, created_at, created_by
  from notes
 where guild_id = wall.guild_id()
   and customer_id = $6
   and deleted_at is null
   and ($1::text is null or wall.finds(body, (select wall.asked($1))))
   and ($3::timestamptz is null
        or case $2::text
               when 'created_at' then (created_at, id) > ($3, $4::uuid)
               else (created_at, id) < ($3, $4)
           end)
 order by case $2 when 'created_at' then created_at end, case $2 when 'created_at' then id end, created_at desc, id desc
 limit $5::integer + 1;

-- count
select count(*) as count, true as exact
  from notes
 where guild_id = wall.guild_id()
   and customer_id = $2
   and deleted_at is null
   and ($1::text is null or wall.finds(body, (select wall.asked($1))));

-- add
insert into notes (id, customer_id, body)
values ($1, $2, $3)
returning id, customer_id, body, version, created_at, created_by;

-- to_change: locks the row until commit; goes to the trash with its customer
select id, customer_id, body, version, created_at, created_by
  from notes n
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null
   and exists (select
                 from customers c
                where c.guild_id = n.guild_id
                  and c.id = n.customer_id
                  and c.deleted_at is null)
   for update;

-- remove: into the trash
update notes n
   set deleted_at = now()
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null
   and exists (select
                 from customers c
                where c.guild_id = n.guild_id
                  and c.id = n.customer_id
                  and c.deleted_at is null)
returning id;
