-- keys: $1 what is searched, $2 the order, $3 and $4 the cursor (null: from the beginning), $5 how many (one more is brought, which tells
-- that something follows)
select id, name, hint, permissions, created_at, last_used_at, ends_at
  from wall.my_keys() k
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

-- count
select count(*) as count, true as exact
  from wall.my_keys() k
 where ($1::text is null or wall.finds(k.name || ' ' || k.hint, (select wall.asked($1))));

-- permissions
select array(select p from wall.my_key_permissions() p) as permissions;

-- add
select id, name, hint, permissions, created_at, last_used_at, ends_at
  from wall.add_my_key($1, $2, $3, $4, $5, $6, $7);

-- revoke
select wall.revoke_my_key($1);
