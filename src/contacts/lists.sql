-- Each list begins behind a cursor ($1 and $2, or null) and brings one row more than asked for, which tells that something follows.
-- $3 to $8: what is searched for, primary, opted out, invalid address, spot, owner. A contact goes to the trash with its customer. What few
-- contacts have is looked up beforehand, and listed by "found".

-- newest
select t.id, t.customer_id, c.name as customer_name, t.first_name, t.last_name, t.email, t.phone, t.title, t."primary", t.opted_out,
       t.invalid_address, t.spot_id, t.owner_id, t.version, t.created_at, t.created_by, t.updated_at, t.updated_by
  from contacts t
  join customers c on c.guild_id = t.guild_id and c.id = t.customer_id and c.deleted_at is null
 where t.guild_id = wall.guild_id()
   and t.deleted_at is null
   and ($1::timestamptz is null or (t.created_at, t.id) < ($1, $2::uuid))
   and ($3::text is null
        or exists (select
                     from search_texts s
                    where s.guild_id = t.guild_id
                      and s.kind = 20
                      and s.record_id = t.id
                      and wall.is_found(s.text, (select wall.part_patterns($3)), (select wall.search_whole($3))) offset 0))
   and ($4::boolean is null or t."primary" = $4)
   and ($5::boolean is null or t.opted_out = $5)
   and ($6::boolean is null or t.invalid_address = $6)
   and ($7::uuid is null or t.spot_id = $7)
   and ($8::uuid is null or t.owner_id = $8)
 order by t.created_at desc, t.id desc
 limit $9::integer + 1;

-- oldest
select t.id, t.customer_id, c.name as customer_name, t.first_name, t.last_name, t.email, t.phone, t.title, t."primary", t.opted_out,
       t.invalid_address, t.spot_id, t.owner_id, t.version, t.created_at, t.created_by, t.updated_at, t.updated_by
  from contacts t
  join customers c on c.guild_id = t.guild_id and c.id = t.customer_id and c.deleted_at is null
 where t.guild_id = wall.guild_id()
   and t.deleted_at is null
   and ($1::timestamptz is null or (t.created_at, t.id) > ($1, $2::uuid))
   and ($3::text is null
        or exists (select
                     from search_texts s
                    where s.guild_id = t.guild_id
                      and s.kind = 20
                      and s.record_id = t.id
                      and wall.is_found(s.text, (select wall.part_patterns($3)), (select wall.search_whole($3))) offset 0))
   and ($4::boolean is null or t."primary" = $4)
   and ($5::boolean is null or t.opted_out = $5)
   and ($6::boolean is null or t.invalid_address = $6)
   and ($7::uuid is null or t.spot_id = $7)
   and ($8::uuid is null or t.owner_id = $8)
 order by t.created_at, t.id
 limit $9::integer + 1;

-- by_name
select t.id, t.customer_id, c.name as customer_name, t.first_name, t.last_name, t.email, t.phone, t.title, t."primary", t.opted_out,
       t.invalid_address, t.spot_id, t.owner_id, t.version, t.created_at, t.created_by, t.updated_at, t.updated_by
  from contacts t
  join customers c on c.guild_id = t.guild_id and c.id = t.customer_id and c.deleted_at is null
 where t.guild_id = wall.guild_id()
   and t.deleted_at is null
   and ($1::text is null or ((t.last_name || ' ' || t.first_name) collate "und-x-icu", t.id) > ($1, $2::uuid))
   and ($3::text is null
        or exists (select
                     from search_texts s
                    where s.guild_id = t.guild_id
                      and s.kind = 20
                      and s.record_id = t.id
                      and wall.is_found(s.text, (select wall.part_patterns($3)), (select wall.search_whole($3))) offset 0))
   and ($4::boolean is null or t."primary" = $4)
   and ($5::boolean is null or t.opted_out = $5)
   and ($6::boolean is null or t.invalid_address = $6)
   and ($7::uuid is null or t.spot_id = $7)
   and ($8::uuid is null or t.owner_id = $8)
 order by (t.last_name || ' ' || t.first_name) collate "und-x-icu", t.id
 limit $9::integer + 1;

-- by_name_down
select t.id, t.customer_id, c.name as customer_name, t.first_name, t.last_name, t.email, t.phone, t.title, t."primary", t.opted_out,
       t.invalid_address, t.spot_id, t.owner_id, t.version, t.created_at, t.created_by, t.updated_at, t.updated_by
  from contacts t
  join customers c on c.guild_id = t.guild_id and c.id = t.customer_id and c.deleted_at is null
 where t.guild_id = wall.guild_id()
   and t.deleted_at is null
   and ($1::text is null or ((t.last_name || ' ' || t.first_name) collate "und-x-icu", t.id) < ($1, $2::uuid))
   and ($3::text is null
        or exists (select
                     from search_texts s
                    where s.guild_id = t.guild_id
                      and s.kind = 20
                      and s.record_id = t.id
                      and wall.is_found(s.text, (select wall.part_patterns($3)), (select wall.search_whole($3))) offset 0))
   and ($4::boolean is null or t."primary" = $4)
   and ($5::boolean is null or t.opted_out = $5)
   and ($6::boolean is null or t.invalid_address = $6)
   and ($7::uuid is null or t.spot_id = $7)
   and ($8::uuid is null or t.owner_id = $8)
 order by (t.last_name || ' ' || t.first_name) collate "und-x-icu" desc, t.id desc
 limit $9::integer + 1;

-- found: $3 the ids of those that match, $10 the order
select t.id, t.customer_id, c.name as customer_name, t.first_name, t.last_name, t.email, t.phone, t.title, t."primary", t.opted_out,
       t.invalid_address, t.spot_id, t.owner_id, t.version, t.created_at, t.created_by, t.updated_at, t.updated_by
  from unnest($3::uuid[]) as f (id)
  join contacts t on t.guild_id = wall.guild_id() and t.id = f.id
  join customers c on c.guild_id = t.guild_id and c.id = t.customer_id and c.deleted_at is null
 where t.deleted_at is null
   and ($4::boolean is null or t."primary" = $4)
   and ($5::boolean is null or t.opted_out = $5)
   and ($6::boolean is null or t.invalid_address = $6)
   and ($7::uuid is null or t.spot_id = $7)
   and ($8::uuid is null or t.owner_id = $8)
   and ($1::text is null
        or case $10::text
               when 'name' then ((t.last_name || ' ' || t.first_name) collate "und-x-icu", t.id) > ($1, $2::uuid)
               when '-name' then ((t.last_name || ' ' || t.first_name) collate "und-x-icu", t.id) < ($1, $2)
               when 'created_at' then (t.created_at, t.id) > ($1::timestamptz, $2)
               else (t.created_at, t.id) < ($1::timestamptz, $2)
           end)
 order by case $10 when 'name' then t.last_name || ' ' || t.first_name end collate "und-x-icu",
          case $10 when '-name' then t.last_name || ' ' || t.first_name end collate "und-x-icu" desc,
          case $10 when 'created_at' then t.created_at end, case $10 when '-created_at' then t.created_at end desc,
          case when $10 in ('name', 'created_at') then t.id end, t.id desc
 limit $9::integer + 1;

-- count: with $1 a guess, since that many of 10,000 are searched for
select count(*) * coalesce($1::integer, 10000) / 10000 as count, $1 is null as exact
  from contacts t
  join customers c on c.guild_id = t.guild_id and c.id = t.customer_id and c.deleted_at is null
 where t.guild_id = wall.guild_id()
   and t.deleted_at is null
   and ($2::boolean is null or t."primary" = $2)
   and ($3::boolean is null or t.opted_out = $3)
   and ($4::boolean is null or t.invalid_address = $4)
   and ($5::uuid is null or t.spot_id = $5)
   and ($6::uuid is null or t.owner_id = $6);

-- count_found: $1 the ids of those that match
select count(*) as count, true as exact
  from unnest($1::uuid[]) as f (id)
  join contacts t on t.guild_id = wall.guild_id() and t.id = f.id
  join customers c on c.guild_id = t.guild_id and c.id = t.customer_id and c.deleted_at is null
 where t.deleted_at is null
   and ($2::boolean is null or t."primary" = $2)
   and ($3::boolean is null or t.opted_out = $3)
   and ($4::boolean is null or t.invalid_address = $4)
   and ($5::uuid is null or t.spot_id = $5)
   and ($6::uuid is null or t.owner_id = $6);

-- matching: $7 behind which id, $8 when they were there, $9 how many
select t.id
  from contacts t
  join customers c on c.guild_id = t.guild_id and c.id = t.customer_id and c.deleted_at is null
 where t.guild_id = wall.guild_id()
   and t.deleted_at is null
   and ($7::uuid is null or t.id > $7)
   and t.created_at <= $8::timestamptz
   and ($1::text is null
        or exists (select
                     from search_texts s
                    where s.guild_id = t.guild_id
                      and s.kind = 20
                      and s.record_id = t.id
                      and wall.is_found(s.text, (select wall.part_patterns($1)), (select wall.search_whole($1))) offset 0))
   and ($2::boolean is null or t."primary" = $2)
   and ($3::boolean is null or t.opted_out = $3)
   and ($4::boolean is null or t.invalid_address = $4)
   and ($5::uuid is null or t.spot_id = $5)
   and ($6::uuid is null or t.owner_id = $6)
 order by t.id
 limit $9;
