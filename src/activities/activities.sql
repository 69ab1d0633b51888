-- list: $1 what is searched, $2 the order, $3 and $4 the cursor (null: from the beginning), $5 how many (one more is brought, which
-- tells that something follows); $6 to $11: assignee, customer, kind, done, due from, due before
select id, kind, subject, body, due_at, remind_at, done_at, done_at is not null as done, owner_id as assignee_id, customer_id,
       (select c.name from customers c where c.guild_id = wall.guild_id() and c.id = activities.customer_id and c.deleted_at is null) as customer_name,
       spot_id, version, created_at, created_by, updated_at, updated_by
  from activities
 where guild_id = wall.guild_id()
   and deleted_at is null
   and ($1::text is null or wall.finds(concat_ws(' ', subject, body), (select wall.asked($1))))
   and ($6::uuid is null or owner_id = $6)
   and ($7::uuid is null or customer_id = $7)
   and ($8::text is null or kind = $8)
   and ($9::boolean is null or (done_at is not null) = $9)
   and ($10::timestamptz is null or due_at >= $10)
   and ($11::timestamptz is null or due_at < $11)
   and ($3::timestamptz is null
        or case $2::text
               when 'due_at' then (coalesce(due_at, '9999-12-31 23:59:59.999999Z'::timestamptz), id) > ($3, $4::uuid)
               when 'created_at' then (created_at, id) > ($3, $4)
               else (created_at, id) < ($3, $4)
           end)
 order by case $2 when 'due_at' then coalesce(due_at, '9999-12-31 23:59:59.999999Z'::timestamptz) when 'created_at' then created_at end,
          case when $2 in ('due_at', 'created_at') then id end, created_at desc, id desc
 limit $5::integer + 1;

-- count
select count(*) as count, true as exact
  from activities
 where guild_id = wall.guild_id()
   and deleted_at is null
   and ($1::text is null or wall.finds(concat_ws(' ', subject, body), (select wall.asked($1))))
   and ($2::uuid is null or owner_id = $2)
   and ($3::uuid is null or customer_id = $3)
   and ($4::text is null or kind = $4)
   and ($5::boolean is null or (done_at is not null) = $5)
   and ($6::timestamptz is null or due_at >= $6)
   and ($7::timestamptz is null or due_at < $7);

-- by_id
select id, kind, subject, body, due_at, remind_at, done_at, done_at is not null as done, owner_id as assignee_id, customer_id,
       (select c.name from customers c where c.guild_id = wall.guild_id() and c.id = activities.customer_id and c.deleted_at is null) as customer_name,
       spot_id, version, created_at, created_by, updated_at, updated_by
  from activities
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null;

-- to_change: locks the row until commit
select id, kind, subject, body, due_at, remind_at, done_at, done_at is not null as done, owner_id as assignee_id, customer_id,
       (select c.name from customers c where c.guild_id = wall.guild_id() and c.id = activities.customer_id and c.deleted_at is null) as customer_name,
       spot_id, version, created_at, created_by, updated_at, updated_by
  from activities
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null
   for update;

-- add
insert into activities (id, kind, subject, body, due_at, remind_at, done_at, owner_id, customer_id)
values ($1, $2, $3, $4, $5, $6, case when $7::boolean then now() end, coalesce($8::uuid, wall.account_id()), $9)
returning id, kind, subject, body, due_at, remind_at, done_at, done_at is not null as done, owner_id as assignee_id, customer_id,
          (select c.name from customers c where c.guild_id = wall.guild_id() and c.id = activities.customer_id and c.deleted_at is null) as customer_name,
          spot_id, version, created_at, created_by, updated_at, updated_by;

-- change
update activities
   set kind = $2, subject = $3, body = $4, due_at = $5, remind_at = $6, done_at = case when $7::boolean then coalesce(done_at, now()) end,
       owner_id = $8, customer_id = $9
 where guild_id = wall.guild_id()
   and id = $1
returning id, kind, subject, body, due_at, remind_at, done_at, done_at is not null as done, owner_id as assignee_id, customer_id,
          (select c.name from customers c where c.guild_id = wall.guild_id() and c.id = activities.customer_id and c.deleted_at is null) as customer_name,
          spot_id, version, created_at, created_by, updated_at, updated_by;

-- remove: into the trash, for 30 days
update activities
   set deleted_at = now()
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null
returning id;
