-- Each list begins behind a cursor ($1 and $2, or null) and brings one row more than asked for, which tells that something follows.
-- $3 to $9: status, kind, spot, owner, external id, country, what is searched for: an e-mail address as far as it is typed, a
-- telephone or VAT number however it is written, or the beginnings of words. What can be none of the former is not looked up twice, and
-- what has no word in it is not there. Last of all a tag and a group.

-- newest
select id, external_id, name, kind, status, vat_number, phone, website, country, language, currency, payment_terms_days,
       address, billing_address, shipping_address, group_id, tag_ids, spot_id, owner_id, version, created_at, created_by, updated_at, updated_by
  from customers c
 where guild_id = wall.guild_id()
   and deleted_at is null
   and ($1::timestamptz is null or (created_at, id) < ($1, $2::uuid))
   and ($3::text is null or status = $3)
   and ($4::text is null or kind = $4)
   and ($5::uuid is null or spot_id = $5)
   and ($6::uuid is null or owner_id = $6)
   and ($7::text is null or external_id = $7)
   and ($8::text is null or country = $8)
   and ($11::uuid is null or $11 = any (tag_ids))
   and ($12::uuid is null or group_id = $12)
   and ($9::text is null
        or exists (select
                     from customer_words w
                    where $9 ~ '[@.0-9]'
                      and w.guild_id = c.guild_id
                      and w.customer_id = c.id
                      and (w.kind in ('email', 'email_domain') and w.word >= lower($9) and w.word < lower($9) || U&'\+10FFFF'
                           or w.kind = 'phone' and w.word = wall.phone_word($9)
                           or w.kind = 'vat' and w.word = wall.vat_word($9)))
        or (select wall.words($9) <> '{}')
       and not exists (select
                         from unnest(wall.words($9)) as asked (word)
                        where not exists (select
                                            from customer_words w
                                           where w.guild_id = c.guild_id
                                             and w.customer_id = c.id
                                             and w.word >= asked.word
                                             and w.word < asked.word || U&'\+10FFFF')))
 order by created_at desc, id desc
 limit $10::integer + 1;

-- oldest
select id, external_id, name, kind, status, vat_number, phone, website, country, language, currency, payment_terms_days,
       address, billing_address, shipping_address, group_id, tag_ids, spot_id, owner_id, version, created_at, created_by, updated_at, updated_by
  from customers c
 where guild_id = wall.guild_id()
   and deleted_at is null
   and ($1::timestamptz is null or (created_at, id) > ($1, $2::uuid))
   and ($3::text is null or status = $3)
   and ($4::text is null or kind = $4)
   and ($5::uuid is null or spot_id = $5)
   and ($6::uuid is null or owner_id = $6)
   and ($7::text is null or external_id = $7)
   and ($8::text is null or country = $8)
   and ($11::uuid is null or $11 = any (tag_ids))
   and ($12::uuid is null or group_id = $12)
   and ($9::text is null
        or exists (select
                     from customer_words w
                    where $9 ~ '[@.0-9]'
                      and w.guild_id = c.guild_id
                      and w.customer_id = c.id
                      and (w.kind in ('email', 'email_domain') and w.word >= lower($9) and w.word < lower($9) || U&'\+10FFFF'
                           or w.kind = 'phone' and w.word = wall.phone_word($9)
                           or w.kind = 'vat' and w.word = wall.vat_word($9)))
        or (select wall.words($9) <> '{}')
       and not exists (select
                         from unnest(wall.words($9)) as asked (word)
                        where not exists (select
                                            from customer_words w
                                           where w.guild_id = c.guild_id
                                             and w.customer_id = c.id
                                             and w.word >= asked.word
                                             and w.word < asked.word || U&'\+10FFFF')))
 order by created_at, id
 limit $10::integer + 1;

-- by_name
select id, external_id, name, kind, status, vat_number, phone, website, country, language, currency, payment_terms_days,
       address, billing_address, shipping_address, group_id, tag_ids, spot_id, owner_id, version, created_at, created_by, updated_at, updated_by
  from customers c
 where guild_id = wall.guild_id()
   and deleted_at is null
   and ($1::text is null or (name collate "und-x-icu", id) > ($1, $2::uuid))
   and ($3::text is null or status = $3)
   and ($4::text is null or kind = $4)
   and ($5::uuid is null or spot_id = $5)
   and ($6::uuid is null or owner_id = $6)
   and ($7::text is null or external_id = $7)
   and ($8::text is null or country = $8)
   and ($11::uuid is null or $11 = any (tag_ids))
   and ($12::uuid is null or group_id = $12)
   and ($9::text is null
        or exists (select
                     from customer_words w
                    where $9 ~ '[@.0-9]'
                      and w.guild_id = c.guild_id
                      and w.customer_id = c.id
                      and (w.kind in ('email', 'email_domain') and w.word >= lower($9) and w.word < lower($9) || U&'\+10FFFF'
                           or w.kind = 'phone' and w.word = wall.phone_word($9)
                           or w.kind = 'vat' and w.word = wall.vat_word($9)))
        or (select wall.words($9) <> '{}')
       and not exists (select
                         from unnest(wall.words($9)) as asked (word)
                        where not exists (select
                                            from customer_words w
                                           where w.guild_id = c.guild_id
                                             and w.customer_id = c.id
                                             and w.word >= asked.word
                                             and w.word < asked.word || U&'\+10FFFF')))
 order by name collate "und-x-icu", id
 limit $10::integer + 1;

-- by_name_down
select id, external_id, name, kind, status, vat_number, phone, website, country, language, currency, payment_terms_days,
       address, billing_address, shipping_address, group_id, tag_ids, spot_id, owner_id, version, created_at, created_by, updated_at, updated_by
  from customers c
 where guild_id = wall.guild_id()
   and deleted_at is null
   and ($1::text is null or (name collate "und-x-icu", id) < ($1, $2::uuid))
   and ($3::text is null or status = $3)
   and ($4::text is null or kind = $4)
   and ($5::uuid is null or spot_id = $5)
   and ($6::uuid is null or owner_id = $6)
   and ($7::text is null or external_id = $7)
   and ($8::text is null or country = $8)
   and ($11::uuid is null or $11 = any (tag_ids))
   and ($12::uuid is null or group_id = $12)
   and ($9::text is null
        or exists (select
                     from customer_words w
                    where $9 ~ '[@.0-9]'
                      and w.guild_id = c.guild_id
                      and w.customer_id = c.id
                      and (w.kind in ('email', 'email_domain') and w.word >= lower($9) and w.word < lower($9) || U&'\+10FFFF'
                           or w.kind = 'phone' and w.word = wall.phone_word($9)
                           or w.kind = 'vat' and w.word = wall.vat_word($9)))
        or (select wall.words($9) <> '{}')
       and not exists (select
                         from unnest(wall.words($9)) as asked (word)
                        where not exists (select
                                            from customer_words w
                                           where w.guild_id = c.guild_id
                                             and w.customer_id = c.id
                                             and w.word >= asked.word
                                             and w.word < asked.word || U&'\+10FFFF')))
 order by name collate "und-x-icu" desc, id desc
 limit $10::integer + 1;

-- count
select count(*) as count, true as exact
  from customers c
 where guild_id = wall.guild_id()
   and deleted_at is null
   and ($1::text is null or status = $1)
   and ($2::text is null or kind = $2)
   and ($3::uuid is null or spot_id = $3)
   and ($4::uuid is null or owner_id = $4)
   and ($5::text is null or external_id = $5)
   and ($6::text is null or country = $6)
   and ($8::uuid is null or $8 = any (tag_ids))
   and ($9::uuid is null or group_id = $9)
   and ($7::text is null
        or exists (select
                     from customer_words w
                    where $7 ~ '[@.0-9]'
                      and w.guild_id = c.guild_id
                      and w.customer_id = c.id
                      and (w.kind in ('email', 'email_domain') and w.word >= lower($7) and w.word < lower($7) || U&'\+10FFFF'
                           or w.kind = 'phone' and w.word = wall.phone_word($7)
                           or w.kind = 'vat' and w.word = wall.vat_word($7)))
        or (select wall.words($7) <> '{}')
       and not exists (select
                         from unnest(wall.words($7)) as asked (word)
                        where not exists (select
                                            from customer_words w
                                           where w.guild_id = c.guild_id
                                             and w.customer_id = c.id
                                             and w.word >= asked.word
                                             and w.word < asked.word || U&'\+10FFFF')));

-- matching: $10 behind which id, $11 when they were there, $12 how many
select id
  from customers c
 where guild_id = wall.guild_id()
   and deleted_at is null
   and ($10::uuid is null or id > $10)
   and created_at <= $11::timestamptz
   and ($1::text is null or status = $1)
   and ($2::text is null or kind = $2)
   and ($3::uuid is null or spot_id = $3)
   and ($4::uuid is null or owner_id = $4)
   and ($5::text is null or external_id = $5)
   and ($6::text is null or country = $6)
   and ($8::uuid is null or $8 = any (tag_ids))
   and ($9::uuid is null or group_id = $9)
   and ($7::text is null
        or exists (select
                     from customer_words w
                    where $7 ~ '[@.0-9]'
                      and w.guild_id = c.guild_id
                      and w.customer_id = c.id
                      and (w.kind in ('email', 'email_domain') and w.word >= lower($7) and w.word < lower($7) || U&'\+10FFFF'
                           or w.kind = 'phone' and w.word = wall.phone_word($7)
                           or w.kind = 'vat' and w.word = wall.vat_word($7)))
        or (select wall.words($7) <> '{}')
       and not exists (select
                         from unnest(wall.words($7)) as asked (word)
                        where not exists (select
                                            from customer_words w
                                           where w.guild_id = c.guild_id
                                             and w.customer_id = c.id
                                             and w.word >= asked.word
                                             and w.word < asked.word || U&'\+10FFFF')))
 order by id
 limit $12;
