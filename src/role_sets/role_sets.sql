-- Lists: $1 what is searched, $2 the order, $3 and $4 the cursor (null: from the beginning), $5 how many (one more is brought, which
-- tells that something follows), $6 of which guild or access owner. Names are sorted as the reader's language does.

-- list
select id, guild_id, access_owner_id, name, permissions, people, version, created_at
  from wall.list_role_sets($6) r
 where ($1::text is null or wall.finds(r.name, (select wall.asked($1))))
   and ($3::text is null
        or case $2::text
               when 'name' then (r.name collate "und-x-icu", r.id) > ($3, $4::uuid)
               when '-name' then (r.name collate "und-x-icu", r.id) < ($3, $4)
               when 'created_at' then (r.created_at, r.id) > ($3::timestamptz, $4)
               else (r.created_at, r.id) < ($3::timestamptz, $4)
           end)
 order by case $2 when 'name' then r.name end collate "und-x-icu", case $2 when '-name' then r.name end collate "und-x-icu" desc,
          case $2 when 'created_at' then r.created_at end, case $2 when '-created_at' then r.created_at end desc,
          case when $2 in ('name', 'created_at') then r.id end, r.id desc
 limit $5::integer + 1;

-- count
select count(*) as count, true as exact
  from wall.list_role_sets($2) r
 where ($1::text is null or wall.finds(r.name, (select wall.asked($1))));

-- list_of_owner
select id, guild_id, access_owner_id, name, permissions, people, version, created_at
  from wall.list_owner_role_sets($6) r
 where ($1::text is null or wall.finds(r.name, (select wall.asked($1))))
   and ($3::text is null
        or case $2::text
               when 'name' then (r.name collate "und-x-icu", r.id) > ($3, $4::uuid)
               when '-name' then (r.name collate "und-x-icu", r.id) < ($3, $4)
               when 'created_at' then (r.created_at, r.id) > ($3::timestamptz, $4)
               else (r.created_at, r.id) < ($3::timestamptz, $4)
           end)
 order by case $2 when 'name' then r.name end collate "und-x-icu", case $2 when '-name' then r.name end collate "und-x-icu" desc,
          case $2 when 'created_at' then r.created_at end, case $2 when '-created_at' then r.created_at end desc,
          case when $2 in ('name', 'created_at') then r.id end, r.id desc
 limit $5::integer + 1;

-- count_of_owner
select count(*) as count, true as exact
  from wall.list_owner_role_sets($2) r
 where ($1::text is null or wall.finds(r.name, (select wall.asked($1))));

-- by_id
select id, guild_id, access_owner_id, name, permissions, people, version, created_at
  from wall.get_role_set($1);

-- add
select id, guild_id, access_owner_id, name, permissions, people, version, created_at
  from wall.add_role_set($1, $2, $3, $4::text[]);

-- add_to_owner
select id, guild_id, access_owner_id, name, permissions, people, version, created_at
  from wall.add_owner_role_set($1, $2, $3, $4::text[]);

-- change
select id, guild_id, access_owner_id, name, permissions, people, version, created_at
  from wall.update_role_set($1, $2, $3, $4::text[]);

-- remove
select true as removed
  from wall.remove_role_set($1, $2);

-- permissions
select permission, scopes, "least", administrative, held
  from wall.list_permissions();
