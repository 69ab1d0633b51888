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

-- lock_customers: what stands there, before it is changed
select id, version,
       jsonb_build_object('external_id', external_id, 'name', name, 'kind', kind, 'status', status, 'vat_number', vat_number, 'phone', phone,
                          'website', website, 'country', country, 'language', language, 'currency', currency,
                          'payment_terms_days', payment_terms_days, 'address', address, 'billing_address', billing_address,
                          'shipping_address', shipping_address) as before
  from customers
 where guild_id = wall.guild_id()
   and id = any($1::uuid[])
   and deleted_at is null
   for update;

-- change_customers: a batch in one statement; what a row does not say stays
update customers c
   set external_id = coalesce(r.external_id, c.external_id),
       name = coalesce(r.name, c.name),
       kind = coalesce(r.kind, c.kind),
       status = coalesce(r.status, c.status),
       vat_number = coalesce(r.vat_number, c.vat_number),
       phone = coalesce(r.phone, c.phone),
       website = coalesce(r.website, c.website),
       country = coalesce(r.country, c.country),
       language = coalesce(r.language, c.language),
       currency = coalesce(r.currency, c.currency),
       payment_terms_days = coalesce(r.payment_terms_days::integer, c.payment_terms_days),
       address = case when r.address is null then c.address else coalesce(c.address, '{}') || jsonb_strip_nulls(r.address) end,
       billing_address = case when r.billing_address is null then c.billing_address
                              else coalesce(c.billing_address, '{}') || jsonb_strip_nulls(r.billing_address) end,
       shipping_address = case when r.shipping_address is null then c.shipping_address
                               else coalesce(c.shipping_address, '{}') || jsonb_strip_nulls(r.shipping_address) end
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
              $11::text[], $12::text[], $13::jsonb[], $14::jsonb[], $15::jsonb[])
       as r (id, external_id, name, kind, status, vat_number, phone, website, country, language, currency, payment_terms_days,
             address, billing_address, shipping_address)
 where c.guild_id = wall.guild_id()
   and c.id = r.id
   and c.deleted_at is null
returning c.id, c.version;

-- contacts_of: what the contacts of these customers are known by
select p.customer_id, k.known_by
  from contacts p
 cross join lateral (values (lower(p.email)), (p.first_name || ' ' || p.last_name)) as k (known_by)
 where p.guild_id = wall.guild_id()
   and p.customer_id = any($1::uuid[])
   and p.deleted_at is null
   and k.known_by is not null;

-- notes_of
select customer_id, body as known_by
  from notes
 where guild_id = wall.guild_id()
   and customer_id = any($1::uuid[])
   and deleted_at is null;

-- add_contacts
insert into contacts (id, customer_id, first_name, last_name, email, phone, title, opted_out, invalid_address, import_id, "primary")
select r.id, r.customer_id, r.first_name, r.last_name, r.email, r.phone, r.title, r.opted_out, r.invalid_address, $10::uuid, r.is_primary
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[], $9::boolean[],
              $11::boolean[])
       as r (id, customer_id, first_name, last_name, email, phone, title, opted_out, invalid_address, is_primary);

-- lock_contacts
select id, version,
       jsonb_build_object('first_name', first_name, 'last_name', last_name, 'email', email, 'phone', phone, 'title', title,
                          'opted_out', opted_out, 'invalid_address', invalid_address) as before
  from contacts
 where guild_id = wall.guild_id()
   and id = any($1::uuid[])
   and deleted_at is null
   for update;

-- change_contacts
update contacts c
   set first_name = coalesce(r.first_name, c.first_name),
       last_name = coalesce(r.last_name, c.last_name),
       email = coalesce(r.email, c.email),
       phone = coalesce(r.phone, c.phone),
       title = coalesce(r.title, c.title),
       opted_out = coalesce(r.opted_out, c.opted_out),
       invalid_address = coalesce(r.invalid_address, c.invalid_address)
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::boolean[])
       as r (id, first_name, last_name, email, phone, title, opted_out, invalid_address)
 where c.guild_id = wall.guild_id()
   and c.id = r.id
   and c.deleted_at is null
returning c.id, c.version;

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

-- lock_products
select id, version,
       jsonb_build_object('external_id', external_id, 'sku', sku, 'name', name, 'description', description, 'category', category,
                          'unit', unit, 'unit_price', unit_price, 'currency', currency, 'active', active) as before
  from products
 where guild_id = wall.guild_id()
   and id = any($1::uuid[])
   and deleted_at is null
   for update;

-- change_products
update products p
   set external_id = coalesce(r.external_id, p.external_id),
       sku = coalesce(r.sku, p.sku),
       name = coalesce(r.name, p.name),
       description = coalesce(r.description, p.description),
       category = coalesce(r.category, p.category),
       unit = coalesce(r.unit, p.unit),
       unit_price = coalesce(r.unit_price, p.unit_price),
       currency = coalesce(r.currency, p.currency),
       active = coalesce(r.active, p.active)
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::numeric[], $9::text[],
              $10::boolean[])
       as r (id, external_id, sku, name, description, category, unit, unit_price, currency, active)
 where p.guild_id = wall.guild_id()
   and p.id = r.id
   and p.deleted_at is null
returning p.id, p.version;

-- taken_ids: which of the products' external ids were there before
select distinct external_id
  from products
 where guild_id = wall.guild_id()
   and external_id = any($1::text[])
   and id <> all($2::uuid[])
   and deleted_at is null;
