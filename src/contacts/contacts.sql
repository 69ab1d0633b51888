-- customer: is it in sight
select id
  from customers
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null;

-- Lists of the customer $6: $1 what is searched, $2 the order, $3 and $4 the cursor (null: from the beginning), $5 how many (one more is
-- brought, which tells that something follows).

-- primary_first: and then the oldest; $2 whether the cursor stands at the primary one
select id, customer_id, first_name, last_name, email, phone, title, "primary", opted_out, invalid_address,
       version, created_at, created_by, updated_at, updated_by
  from contacts
 where guild_id = wall.guild_id()
   and customer_id = $6
   and deleted_at is null
   and ($1::text is null or wall.finds(concat_ws(' ', first_name, last_name, email), (select wall.asked($1))))
   and ($2::boolean is null or (not "primary", created_at, id) > (not $2, $3::timestamptz, $4::uuid))
 order by not "primary", created_at, id
 limit $5::integer + 1;

-- list: by last name and first name as the reader's language sorts, or by time
select id, customer_id, first_name, last_name, email, phone, title, "primary", opted_out, invalid_address,
       version, created_at, created_by, updated_at, updated_by
  from contacts
 where guild_id = wall.guild_id()
   and customer_id = $6
   and deleted_at is null
   and ($1::text is null or wall.finds(concat_ws(' ', first_name, last_name, email), (select wall.asked($1))))
   and ($3::text is null
        or case $2::text
               when 'name' then ((last_name || ' ' || first_name) collate "und-x-icu", id) > ($3, $4::uuid)
               when '-name' then ((last_name || ' ' || first_name) collate "und-x-icu", id) < ($3, $4)
               when 'created_at' then (created_at, id) > ($3::timestamptz, $4)
               else (created_at, id) < ($3::timestamptz, $4)
           end)
 order by case $2 when 'name' then (last_name || ' ' || first_name) end collate "und-x-icu", case $2 when '-name' then (last_name || ' ' || first_name) end collate "und-x-icu" desc,
          case $2 when 'created_at' then created_at end, case $2 when '-created_at' then created_at end desc,
          case when $2 in ('name', 'created_at') then id end, id desc
 limit $5::integer + 1;

-- count
select count(*) as count, true as exact
  from contacts
 where guild_id = wall.guild_id()
   and customer_id = $2
   and deleted_at is null
   and ($1::text is null or wall.finds(concat_ws(' ', first_name, last_name, email), (select wall.asked($1))));

-- by_id: goes to the trash with its customer
select id, customer_id, first_name, last_name, email, phone, title, "primary", opted_out, invalid_address,
       version, created_at, created_by, updated_at, updated_by
  from contacts t
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null
   and exists (select
                 from customers c
                where c.guild_id = t.guild_id
                  and c.id = t.customer_id
                  and c.deleted_at is null);

-- to_change: the same, and locks the row until commit
select id, customer_id, first_name, last_name, email, phone, title, "primary", opted_out, invalid_address,
       version, created_at, created_by, updated_at, updated_by
  from contacts t
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null
   and exists (select
                 from customers c
                where c.guild_id = t.guild_id
                  and c.id = t.customer_id
                  and c.deleted_at is null)
   for update;

-- add
insert into contacts (id, customer_id, first_name, last_name, email, phone, title, "primary", opted_out, invalid_address)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
returning id, customer_id, first_name, last_name, email, phone, title, "primary", opted_out, invalid_address,
          version, created_at, created_by, updated_at, updated_by;

-- change
update contacts
   set first_name = $2, last_name = $3, email = $4, phone = $5, title = $6, "primary" = $7, opted_out = $8, invalid_address = $9
 where guild_id = wall.guild_id()
   and id = $1
returning id, customer_id, first_name, last_name, email, phone, title, "primary", opted_out, invalid_address,
          version, created_at, created_by, updated_at, updated_by;

-- remove: into the trash
update contacts
   set deleted_at = now()
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null
returning id;
