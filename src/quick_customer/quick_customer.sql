-- asked: what this guild asks of a quick customer, and whether a phone number may stand for an e-mail address
select require_email_or_phone as phone_will_do, required_customer_fields as required
  from settings
 where guild_id = wall.guild_id();

-- add_customer: what is not said comes from the guild's settings
insert into customers (id, name, kind, vat_number, phone, website, country, currency, language, payment_terms_days,
                       address, billing_address, shipping_address)
select $1::uuid, $2::text, $3::text, $4::text, $5::text, $6::text, coalesce($7::text, s.country), coalesce($8::text, s.currency),
       coalesce($9::text, s.language), s.payment_terms_days, $10::jsonb, $11::jsonb, $12::jsonb
  from settings s
 where s.guild_id = wall.guild_id()
returning id, external_id, name, kind, status, vat_number, phone, website, country, language, currency, payment_terms_days,
          address, billing_address, shipping_address, group_id, tag_ids, spot_id, owner_id, version, created_at, created_by, updated_at, updated_by;

-- add_contact
insert into contacts (id, customer_id, first_name, last_name, email, phone, title, "primary")
values ($1, $2, $3, $4, $5, $6, $7, true)
returning id, customer_id, first_name, last_name, email, phone, title, "primary", opted_out, invalid_address,
          version, created_at, created_by, updated_at, updated_by;
