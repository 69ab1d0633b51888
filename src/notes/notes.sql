-- customer: is it in sight
select id
  from customers
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null;

-- newest: of a customer, after the cursor
select id, customer_id, body, version, created_at, created_by
  from notes
 where guild_id = wall.guild_id()
   and customer_id = $1
   and deleted_at is null
   and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid))
 order by created_at desc, id desc
 limit $4::integer + 1;

-- add
insert into notes (id, customer_id, body)
values ($1, $2, $3)
returning id, customer_id, body, version, created_at, created_by;
