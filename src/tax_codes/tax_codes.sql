-- list: in the order in which they were made, as a guild's own come after those it began with
select id, name, category, rate, exemption_reason, active, version, created_at, created_by, updated_at, updated_by
  from tax_codes
 where guild_id = wall.guild_id()
   and deleted_at is null
   and ($1::timestamptz is null or (created_at, id) > ($1, $2::uuid))
   and ($3::boolean is null or active = $3)
 order by created_at, id
 limit $4::integer + 1;

-- by_id
select id, name, category, rate, exemption_reason, active, version, created_at, created_by, updated_at, updated_by
  from tax_codes
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null;

-- to_change: locks the row until commit
select id, name, category, rate, exemption_reason, active, version, created_at, created_by, updated_at, updated_by
  from tax_codes
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null
   for update;

-- add
insert into tax_codes (id, name, category, rate, exemption_reason, active)
values ($1, $2, $3, $4, $5, $6)
returning id, name, category, rate, exemption_reason, active, version, created_at, created_by, updated_at, updated_by;

-- change
update tax_codes
   set name = $2, category = $3, rate = $4, exemption_reason = $5, active = $6
 where guild_id = wall.guild_id()
   and id = $1
returning id, name, category, rate, exemption_reason, active, version, created_at, created_by, updated_at, updated_by;

-- product_with: one that would be left without its tax code
select id
  from products
 where guild_id = wall.guild_id()
   and tax_code_id = $1
   and deleted_at is null
 limit 1;

-- remove: documents keep what they were written with
update tax_codes
   set deleted_at = now()
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null
returning id;
