-- Each list begins behind a cursor ($1 and $2, or null) and brings one row more than asked for, which tells that something follows.
-- $3 to $9: status, kind, spot, owner, external id, country, what is searched for; then how many, a tag and a group. What few customers
-- have is looked up beforehand, by their contacts too, and listed by "found".

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
                     from search_texts s
                    where s.guild_id = c.guild_id
                      and s.kind = 10
                      and s.record_id = c.id
                      and wall.is_found(s.text, (select wall.part_patterns($9)), (select wall.search_whole($9))) offset 0)
        or exists (select
                     from contacts p
                     join search_texts s on s.guild_id = p.guild_id and s.kind = 20 and s.record_id = p.id
                    where p.guild_id = c.guild_id
                      and p.customer_id = c.id
                      and wall.is_found(s.text, (select wall.part_patterns($9)), (select wall.search_whole($9))) offset 0))
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
                     from search_texts s
                    where s.guild_id = c.guild_id
                      and s.kind = 10
                      and s.record_id = c.id
                      and wall.is_found(s.text, (select wall.part_patterns($9)), (select wall.search_whole($9))) offset 0)
        or exists (select
                     from contacts p
                     join search_texts s on s.guild_id = p.guild_id and s.kind = 20 and s.record_id = p.id
                    where p.guild_id = c.guild_id
                      and p.customer_id = c.id
                      and wall.is_found(s.text, (select wall.part_patterns($9)), (select wall.search_whole($9))) offset 0))
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
                     from search_texts s
                    where s.guild_id = c.guild_id
                      and s.kind = 10
                      and s.record_id = c.id
                      and wall.is_found(s.text, (select wall.part_patterns($9)), (select wall.search_whole($9))) offset 0)
        or exists (select
                     from contacts p
                     join search_texts s on s.guild_id = p.guild_id and s.kind = 20 and s.record_id = p.id
                    where p.guild_id = c.guild_id
                      and p.customer_id = c.id
                      and wall.is_found(s.text, (select wall.part_patterns($9)), (select wall.search_whole($9))) offset 0))
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
                     from search_texts s
                    where s.guild_id = c.guild_id
                      and s.kind = 10
                      and s.record_id = c.id
                      and wall.is_found(s.text, (select wall.part_patterns($9)), (select wall.search_whole($9))) offset 0)
        or exists (select
                     from contacts p
                     join search_texts s on s.guild_id = p.guild_id and s.kind = 20 and s.record_id = p.id
                    where p.guild_id = c.guild_id
                      and p.customer_id = c.id
                      and wall.is_found(s.text, (select wall.part_patterns($9)), (select wall.search_whole($9))) offset 0))
 order by name collate "und-x-icu" desc, id desc
 limit $10::integer + 1;

-- found: $9 the ids of those that match, $13 the order
select c.id, c.external_id, c.name, c.kind, c.status, c.vat_number, c.phone, c.website, c.country, c.language, c.currency, c.payment_terms_days,
       c.address, c.billing_address, c.shipping_address, c.group_id, c.tag_ids, c.spot_id, c.owner_id, c.version, c.created_at, c.created_by,
       c.updated_at, c.updated_by
  from (select distinct f.id from unnest($9::uuid[]) as f (id)) f
  join customers c on c.guild_id = wall.guild_id() and c.id = f.id
 where c.deleted_at is null
   and ($3::text is null or c.status = $3)
   and ($4::text is null or c.kind = $4)
   and ($5::uuid is null or c.spot_id = $5)
   and ($6::uuid is null or c.owner_id = $6)
   and ($7::text is null or c.external_id = $7)
   and ($8::text is null or c.country = $8)
   and ($11::uuid is null or $11 = any (c.tag_ids))
   and ($12::uuid is null or c.group_id = $12)
   and ($1::text is null
        or case $13::text
               when 'name' then (c.name collate "und-x-icu", c.id) > ($1, $2::uuid)
               when '-name' then (c.name collate "und-x-icu", c.id) < ($1, $2)
               when 'created_at' then (c.created_at, c.id) > ($1::timestamptz, $2)
               else (c.created_at, c.id) < ($1::timestamptz, $2)
           end)
 order by case $13 when 'name' then c.name end collate "und-x-icu", case $13 when '-name' then c.name end collate "und-x-icu" desc,
          case $13 when 'created_at' then c.created_at end, case $13 when '-created_at' then c.created_at end desc,
          case when $13 in ('name', 'created_at') then c.id end, c.id desc
 limit $10::integer + 1;

-- count: with $7 a guess, since that many of 10,000 are searched for
select count(*) * coalesce($7::integer, 10000) / 10000 as count, $7 is null as exact
  from customers
 where guild_id = wall.guild_id()
   and deleted_at is null
   and ($1::text is null or status = $1)
   and ($2::text is null or kind = $2)
   and ($3::uuid is null or spot_id = $3)
   and ($4::uuid is null or owner_id = $4)
   and ($5::text is null or external_id = $5)
   and ($6::text is null or country = $6)
   and ($8::uuid is null or $8 = any (tag_ids))
   and ($9::uuid is null or group_id = $9);

-- count_found: $7 the ids of those that match
select count(*) as count, true as exact
  from (select distinct f.id from unnest($7::uuid[]) as f (id)) f
  join customers c on c.guild_id = wall.guild_id() and c.id = f.id
 where c.deleted_at is null
   and ($1::text is null or c.status = $1)
   and ($2::text is null or c.kind = $2)
   and ($3::uuid is null or c.spot_id = $3)
   and ($4::uuid is null or c.owner_id = $4)
   and ($5::text is null or c.external_id = $5)
   and ($6::text is null or c.country = $6)
   and ($8::uuid is null or $8 = any (c.tag_ids))
   and ($9::uuid is null or c.group_id = $9);

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
                     from search_texts s
                    where s.guild_id = c.guild_id
                      and s.kind = 10
                      and s.record_id = c.id
                      and wall.is_found(s.text, (select wall.part_patterns($7)), (select wall.search_whole($7))) offset 0)
        or exists (select
                     from contacts p
                     join search_texts s on s.guild_id = p.guild_id and s.kind = 20 and s.record_id = p.id
                    where p.guild_id = c.guild_id
                      and p.customer_id = c.id
                      and wall.is_found(s.text, (select wall.part_patterns($7)), (select wall.search_whole($7))) offset 0))
 order by id
 limit $12;
