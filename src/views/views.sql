-- Whose views are in sight is the wall's to say: one's own, and those that are shared.

-- list: $1 what is searched, $2 the order, $3 and $4 the cursor (null: from the beginning), $5 how many (one more is brought, which
-- tells that something follows), $6 of which list, $7 whether shared
select id, list, name, query, shared, owner_id, version, created_at, created_by, updated_at, updated_by
  from views
 where guild_id = wall.guild_id()
   and ($1::text is null or wall.finds(name, (select wall.asked($1))))
   and ($6::text is null or list = $6)
   and ($7::boolean is null or shared = $7)
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
  from views
 where guild_id = wall.guild_id()
   and ($1::text is null or wall.finds(name, (select wall.asked($1))))
   and ($2::text is null or list = $2)
   and ($3::boolean is null or shared = $3);

-- by_id
select id, list, name, query, shared, owner_id, version, created_at, created_by, updated_at, updated_by
  from views
 where guild_id = wall.guild_id()
   and id = $1;

-- to_change: locks the row until commit; a colleague's is not there to be changed
select id, list, name, query, shared, owner_id, version, created_at, created_by, updated_at, updated_by
  from views
 where guild_id = wall.guild_id()
   and id = $1
   for update;

-- add
insert into views (id, list, name, query, shared)
values ($1, $2, $3, $4, $5)
returning id, list, name, query, shared, owner_id, version, created_at, created_by, updated_at, updated_by;

-- change
update views
   set name = $2, query = $3, shared = $4
 where guild_id = wall.guild_id()
   and id = $1
returning id, list, name, query, shared, owner_id, version, created_at, created_by, updated_at, updated_by;

-- remove
delete from views
 where guild_id = wall.guild_id()
   and id = $1
returning id;
