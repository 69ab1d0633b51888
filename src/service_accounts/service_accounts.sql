-- Lists: $1 what is searched, $2 the order, $3 and $4 the cursor (null: from the beginning), $5 how many (one more is brought, which
-- tells that something follows), $6 of which guild or program. Names are sorted as the reader's language does.

-- list
select id, guild_id, membership_id, name, permissions, keys, last_used_at, version, created_at
  from wall.list_service_accounts($6) s
 where ($1::text is null or wall.finds(s.name, (select wall.asked($1))))
   and ($3::text is null
        or case $2::text
               when 'name' then (s.name collate "und-x-icu", s.id) > ($3, $4::uuid)
               when '-name' then (s.name collate "und-x-icu", s.id) < ($3, $4)
               when 'created_at' then (s.created_at, s.id) > ($3::timestamptz, $4)
               else (s.created_at, s.id) < ($3::timestamptz, $4)
           end)
 order by case $2 when 'name' then s.name end collate "und-x-icu", case $2 when '-name' then s.name end collate "und-x-icu" desc,
          case $2 when 'created_at' then s.created_at end, case $2 when '-created_at' then s.created_at end desc,
          case when $2 in ('name', 'created_at') then s.id end, s.id desc
 limit $5::integer + 1;

-- count
select count(*) as count, true as exact
  from wall.list_service_accounts($2) s
 where ($1::text is null or wall.finds(s.name, (select wall.asked($1))));

-- permissions
select array(select p from wall.service_account_permissions() p) as permissions;

-- by_id
select id, guild_id, membership_id, name, permissions, keys, last_used_at, version, created_at
  from wall.get_service_account($1);

-- add
select id, guild_id, membership_id, name, permissions, keys, last_used_at, version, created_at
  from wall.add_service_account($1, $2, $3, $4, $5::text[]);

-- rename
select id, guild_id, membership_id, name, permissions, keys, last_used_at, version, created_at
  from wall.rename_service_account($1, $2, $3);

-- end
select true as ended
  from wall.end_service_account($1, $2);

-- keys
select id, name, hint, permissions, created_at, last_used_at, ends_at
  from wall.list_service_account_keys($6) k
 where ($1::text is null or wall.finds(k.name || ' ' || k.hint, (select wall.asked($1))))
   and ($3::text is null
        or case $2::text
               when 'name' then (k.name collate "und-x-icu", k.id) > ($3, $4::uuid)
               when '-name' then (k.name collate "und-x-icu", k.id) < ($3, $4)
               when 'created_at' then (k.created_at, k.id) > ($3::timestamptz, $4)
               else (k.created_at, k.id) < ($3::timestamptz, $4)
           end)
 order by case $2 when 'name' then k.name end collate "und-x-icu", case $2 when '-name' then k.name end collate "und-x-icu" desc,
          case $2 when 'created_at' then k.created_at end, case $2 when '-created_at' then k.created_at end desc,
          case when $2 in ('name', 'created_at') then k.id end, k.id desc
 limit $5::integer + 1;

-- count_keys
select count(*) as count, true as exact
  from wall.list_service_account_keys($2) k
 where ($1::text is null or wall.finds(k.name || ' ' || k.hint, (select wall.asked($1))));

-- add_key
select id, name, hint, permissions, created_at, last_used_at, ends_at
  from wall.add_service_account_key($1, $2, $3, $4, $5, $6, $7::text[], $8);

-- revoke_key
select true as revoked
  from wall.revoke_service_account_key($1);
