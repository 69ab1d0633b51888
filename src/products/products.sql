-- by_id
select id, external_id, sku, name, description, category, unit, unit_price, currency, tax_code_id, active,
       version, created_at, created_by, updated_at, updated_by
  from products
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null;

-- to_change: locks the row until commit
select id, external_id, sku, name, description, category, unit, unit_price, currency, tax_code_id, active,
       version, created_at, created_by, updated_at, updated_by
  from products
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null
   for update;

-- tax_code: whether there is one to give to a product
select id
  from tax_codes
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null
   for share;

-- add: a price without a currency is in the guild's
insert into products (id, external_id, sku, name, description, category, unit, unit_price, currency, tax_code_id, active)
select $1::uuid, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::numeric, coalesce($9::text, s.currency),
       $10::uuid, $11::boolean
  from settings s
 where s.guild_id = wall.guild_id()
returning id, external_id, sku, name, description, category, unit, unit_price, currency, tax_code_id, active,
          version, created_at, created_by, updated_at, updated_by;

-- change
update products
   set external_id = $2, sku = $3, name = $4, description = $5, category = $6, unit = $7, unit_price = $8, currency = $9,
       tax_code_id = $10, active = $11
 where guild_id = wall.guild_id()
   and id = $1
returning id, external_id, sku, name, description, category, unit, unit_price, currency, tax_code_id, active,
          version, created_at, created_by, updated_at, updated_by;

-- remove: into the trash, for 30 days
update products
   set deleted_at = now()
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null
returning id;
