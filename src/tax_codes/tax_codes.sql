-- Lists: $1 what is searched, $2 the order, $3 and $4 the cursor (null: from the beginning), $5 how many (one more is brought, which
-- tells that something follows). Names are sorted as the reader's
-- language does; by themselves they come in the order in which they were made, as a guild's own come after those it began with.

-- list
select id, name, category, rate, exemption_reason, active, version, created_at, created_by, updated_at, updated_by
  from tax_codes
 where guild_id = wall.guild_id()
   and deleted_at is null
   and ($1::text is null or wall.finds(name, (select wall.asked($1))))
   and ($6::boolean is null or active = $6)
   and ($3::text is null
        or case $2::text
               when 'name' then (name collate "und-x-icu", id) > ($3, $4::uuid)
               when '-name' then (name collate "und-x-icu", id) < ($3, $4)
               when 'created_at' then (created_at, id) > ($3::timestamptz, $4)
               else (created_at, id) < ($3::timestamptz, $4)
           end)
 order by case $2 when 'name' then name end collate "und-x-icu", case $2 when '-name' then name end collate "und-x-icu" desc,
          case $2 when 'created_at' then created_at end, case $2 when '-created_at' then created_at end desc,
          case when $2 in ('name', 'created_at') then id end, id desc
 limit $5::integer + 1;

-- count
select count(*) as count, true as exact
  from tax_codes
 where guild_id = wall.guild_id()
   and deleted_at is null
   and ($1::text is null or wall.finds(name, (select wall.asked($1))))
   and ($2::boolean is null or active = $2);

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
