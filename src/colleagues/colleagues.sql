-- list: $1 what is searched, $2 the order, $3 and $4 the cursor (null: from the beginning), $5 how many (one more is brought, which
-- tells that something follows)
select id, name, role, spot_id, spot, created_at
  from wall.list_colleagues() a
 where ($1::text is null or wall.finds(a.name, (select wall.asked($1))))
   and ($3::text is null
        or case $2::text
               when 'name' then (a.name collate "und-x-icu", a.id) > ($3, $4::uuid)
               when '-name' then (a.name collate "und-x-icu", a.id) < ($3, $4)
               when 'created_at' then (a.created_at, a.id) > ($3::timestamptz, $4)
               else (a.created_at, a.id) < ($3::timestamptz, $4)
           end)
 order by case $2 when 'name' then a.name end collate "und-x-icu", case $2 when '-name' then a.name end collate "und-x-icu" desc,
          case $2 when 'created_at' then a.created_at end, case $2 when '-created_at' then a.created_at end desc,
          case when $2 in ('name', 'created_at') then a.id end, a.id desc
 limit $5::integer + 1;

-- count
select count(*) as count, true as exact
  from wall.list_colleagues() a
 where ($1::text is null or wall.finds(a.name, (select wall.asked($1))));
