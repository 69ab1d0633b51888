-- Each list begins behind a cursor ($1 and $2, or null) and brings one row more than asked for, which tells that something follows.
-- $3 to $6: active, external id, sku, the parts of words of name and sku.

-- newest
select id, external_id, sku, name, description, category, unit, unit_price, currency, tax_code_id, active,
       version, created_at, created_by, updated_at, updated_by
  from products
 where guild_id = wall.guild_id()
   and deleted_at is null
   and ($1::timestamptz is null or (created_at, id) < ($1, $2::uuid))
   and ($3::boolean is null or active = $3)
   and ($4::text is null or external_id = $4)
   and ($5::text is null or sku = $5)
   and ($6::text is null or wall.finds(words, (select wall.asked($6))))
 order by created_at desc, id desc
 limit $7::integer + 1;

-- oldest
select id, external_id, sku, name, description, category, unit, unit_price, currency, tax_code_id, active,
       version, created_at, created_by, updated_at, updated_by
  from products
 where guild_id = wall.guild_id()
   and deleted_at is null
   and ($1::timestamptz is null or (created_at, id) > ($1, $2::uuid))
   and ($3::boolean is null or active = $3)
   and ($4::text is null or external_id = $4)
   and ($5::text is null or sku = $5)
   and ($6::text is null or wall.finds(words, (select wall.asked($6))))
 order by created_at, id
 limit $7::integer + 1;

-- by_name
select id, external_id, sku, name, description, category, unit, unit_price, currency, tax_code_id, active,
       version, created_at, created_by, updated_at, updated_by
  from products
 where guild_id = wall.guild_id()
   and deleted_at is null
   and ($1::text is null or (name collate "und-x-icu", id) > ($1, $2::uuid))
   and ($3::boolean is null or active = $3)
   and ($4::text is null or external_id = $4)
   and ($5::text is null or sku = $5)
   and ($6::text is null or wall.finds(words, (select wall.asked($6))))
 order by name collate "und-x-icu", id
 limit $7::integer + 1;

-- by_name_down
select id, external_id, sku, name, description, category, unit, unit_price, currency, tax_code_id, active,
       version, created_at, created_by, updated_at, updated_by
  from products
 where guild_id = wall.guild_id()
   and deleted_at is null
   and ($1::text is null or (name collate "und-x-icu", id) < ($1, $2::uuid))
   and ($3::boolean is null or active = $3)
   and ($4::text is null or external_id = $4)
   and ($5::text is null or sku = $5)
   and ($6::text is null or wall.finds(words, (select wall.asked($6))))
 order by name collate "und-x-icu" desc, id desc
 limit $7::integer + 1;

-- count
select count(*) as count, true as exact
  from products
 where guild_id = wall.guild_id()
   and deleted_at is null
   and ($1::boolean is null or active = $1)
   and ($2::text is null or external_id = $2)
   and ($3::text is null or sku = $3)
   and ($4::text is null or wall.finds(words, (select wall.asked($4))));

-- matching: $5 behind which id, $6 when they were there, $7 how many
select id
  from products
 where guild_id = wall.guild_id()
   and deleted_at is null
   and ($5::uuid is null or id > $5)
   and created_at <= $6::timestamptz
   and ($1::boolean is null or active = $1)
   and ($2::text is null or external_id = $2)
   and ($3::text is null or sku = $3)
   and ($4::text is null or wall.finds(words, (select wall.asked($4))))
 order by id
 limit $7;
