-- list: $1 what is searched, $2 the order, $3 and $4 the cursor, $5 how many
select id, name, email, named, created_at
  from wall.list_desk_members() d
 where ($1::text is null or wall.finds(d.name || ' ' || d.email, (select wall.asked($1))))
   and ($3::text is null
        or case $2::text
               when 'name' then (d.name collate "und-x-icu", d.id) > ($3, $4::uuid)
               when '-name' then (d.name collate "und-x-icu", d.id) < ($3, $4)
               when 'created_at' then (d.created_at, d.id) > ($3::timestamptz, $4)
               else (d.created_at, d.id) < ($3::timestamptz, $4)
           end)
 order by case $2 when 'name' then d.name end collate "und-x-icu", case $2 when '-name' then d.name end collate "und-x-icu" desc,
          case $2 when 'created_at' then d.created_at end, case $2 when '-created_at' then d.created_at end desc,
          case when $2 in ('name', 'created_at') then d.id end, d.id desc
 limit $5::integer + 1;

-- count
select count(*) as count, true as exact
  from wall.list_desk_members() d
 where ($1::text is null or wall.finds(d.name || ' ' || d.email, (select wall.asked($1))));

-- add
select id, name, email_address as email, named, created_at
  from wall.add_desk_member($1);

-- remove
select wall.remove_desk_member($1);
