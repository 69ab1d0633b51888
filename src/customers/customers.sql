-- by_id: of one that was merged the one that it became part of, however often; where there is the first, the rest is not looked for
select id, external_id, name, kind, status, vat_number, phone, website, country, language, currency, payment_terms_days,
       address, billing_address, shipping_address, group_id, tag_ids, spot_id, owner_id, version, created_at, created_by, updated_at, updated_by
  from customers
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null
 union all
select id, external_id, name, kind, status, vat_number, phone, website, country, language, currency, payment_terms_days,
       address, billing_address, shipping_address, group_id, tag_ids, spot_id, owner_id, version, created_at, created_by, updated_at, updated_by
  from customers
 where guild_id = wall.guild_id()
   and deleted_at is null
   and id = (with recursive followed as (
                 select merged_into_id as id
                   from customers
                  where guild_id = wall.guild_id()
                    and id = $1
                    and merged_into_id is not null
                  union
                 select c.merged_into_id
                   from followed f
                   join customers c on c.guild_id = wall.guild_id() and c.id = f.id
                  where c.merged_into_id is not null)
             select f.id
               from followed f
               join customers c on c.guild_id = wall.guild_id() and c.id = f.id and c.merged_into_id is null)
 limit 1;

-- to_change: locks the row until commit
select id, external_id, name, kind, status, vat_number, phone, website, country, language, currency, payment_terms_days,
       address, billing_address, shipping_address, group_id, tag_ids, spot_id, owner_id, version, created_at, created_by, updated_at, updated_by
  from customers
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null
   for update;

-- add: what is not said comes from the guild's settings
insert into customers (id, external_id, name, kind, status, vat_number, phone, website, country, language, currency,
                       payment_terms_days, address, billing_address, shipping_address, group_id, tag_ids)
select $1::uuid, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text, coalesce($9::text, s.country),
       coalesce($10::text, s.language), coalesce($11::text, s.currency), coalesce($12::integer, s.payment_terms_days), $13::jsonb, $14::jsonb, $15::jsonb,
       $16::uuid, $17::uuid[]
  from settings s
 where s.guild_id = wall.guild_id()
returning id, external_id, name, kind, status, vat_number, phone, website, country, language, currency, payment_terms_days,
          address, billing_address, shipping_address, group_id, tag_ids, spot_id, owner_id, version, created_at, created_by, updated_at, updated_by;

-- change
update customers
   set external_id = $2, name = $3, kind = $4, status = $5, vat_number = $6, phone = $7, website = $8, country = $9,
       language = $10, currency = $11, payment_terms_days = $12, address = $13, billing_address = $14, shipping_address = $15,
       group_id = $16, tag_ids = $17
 where guild_id = wall.guild_id()
   and id = $1
returning id, external_id, name, kind, status, vat_number, phone, website, country, language, currency, payment_terms_days,
          address, billing_address, shipping_address, group_id, tag_ids, spot_id, owner_id, version, created_at, created_by, updated_at, updated_by;

-- remove: into the trash, for 30 days
update customers
   set deleted_at = now()
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null
returning id;
