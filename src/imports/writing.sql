-- add_customers: a batch in one statement; what a row does not say comes from the guild's settings, and one whose external id is taken
-- makes nothing
insert into customers (id, external_id, name, kind, status, vat_number, phone, website, country, language, currency,
                       payment_terms_days, address, billing_address, shipping_address, import_id)
select r.id, r.external_id, r.name, coalesce(r.kind, 'company'), coalesce(r.status, 'active'), r.vat_number, r.phone, r.website,
       coalesce(r.country, s.country), coalesce(r.language, s.language), coalesce(r.currency, s.currency),
       coalesce(r.payment_terms_days::integer, s.payment_terms_days), r.address, r.billing_address, r.shipping_address, $16::uuid
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
              $11::text[], $12::text[], $13::jsonb[], $14::jsonb[], $15::jsonb[])
       as r (id, external_id, name, kind, status, vat_number, phone, website, country, language, currency, payment_terms_days,
             address, billing_address, shipping_address)
 cross join settings s
 where s.guild_id = wall.guild_id()
    on conflict (guild_id, external_id) where deleted_at is null do nothing
returning id;

-- add_contacts: of customers that were just made
insert into contacts (id, customer_id, first_name, last_name, email, phone, title, "primary", opted_out, invalid_address, import_id)
select r.id, r.customer_id, r.first_name, r.last_name, r.email, r.phone, r.title, true, r.opted_out, r.invalid_address, $10::uuid
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[], $9::boolean[])
       as r (id, customer_id, first_name, last_name, email, phone, title, opted_out, invalid_address);

-- add_notes
insert into notes (id, customer_id, body)
select r.id, r.customer_id, r.body
  from unnest($1::uuid[], $2::uuid[], $3::text[]) as r (id, customer_id, body);

-- add_products: a batch in one statement; a price without a currency is in the guild's
insert into products (id, external_id, sku, name, description, category, unit, unit_price, currency, active, import_id)
select r.id, r.external_id, r.sku, r.name, r.description, r.category, r.unit, r.unit_price, coalesce(r.currency, s.currency),
       coalesce(r.active, true), $11::uuid
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::numeric[], $9::text[],
              $10::boolean[])
       as r (id, external_id, sku, name, description, category, unit, unit_price, currency, active)
 cross join settings s
 where s.guild_id = wall.guild_id()
    on conflict do nothing
returning id;

-- taken_ids: which of the products' external ids were there before
select distinct external_id
  from products
 where guild_id = wall.guild_id()
   and external_id = any($1::text[])
   and id <> all($2::uuid[])
   and deleted_at is null;
