-- Lists: $1 what is searched, $2 the order, $3 and $4 the cursor (null: from the beginning), $5 how many (one more is brought, which
-- tells that something follows). Names are sorted as the reader's language does.

-- list
select id, name, version, created_at, created_by
  from groups
 where guild_id = wall.guild_id()
   and ($1::text is null or wall.finds(name, (select wall.asked($1))))
   and ($3::text is null
        or case $2::text
               when 'name' then (name collate "und-x-icu", id) > ($3, $4::uuid)
               when '-name' then (name collate "und-x-icu", id) < ($3, $4)
               when 'created_at' then (created_at, id) > ($3::timestamptz, $4)
               else (created_at, id) < ($3::timestamptz, $4)
           end)
 order by case $2 when 'name' then name end collate "und-x-icu", case $2 when '-name' then name end collate "und-x-icu" desc,
          case $2 when 'created_at' then created_at end, case $2 when '-created_at' then created_at end desc,
          case when $2 in ('name', 'created_at') then id end, id desc
 limit $5::integer + 1;

-- count
select count(*) as count, true as exact
  from groups
 where guild_id = wall.guild_id()
   and ($1::text is null or wall.finds(name, (select wall.asked($1))));

-- by_id
select id, name, version, created_at, created_by
  from groups
 where guild_id = wall.guild_id()
   and id = $1;

-- to_change: locks the row until commit
select id, name, version, created_at, created_by
  from groups
 where guild_id = wall.guild_id()
   and id = $1
   for update;

-- add
insert into groups (id, name)
values ($1, $2)
returning id, name, version, created_at, created_by;

-- rename
update groups
   set name = $2
 where guild_id = wall.guild_id()
   and id = $1
returning id, name, version, created_at, created_by;

-- remove
delete from groups
 where guild_id = wall.guild_id()
   and id = $1
returning id;
