-- list: by name, after the cursor
select id, name, version, created_at, created_by
  from tags
 where guild_id = wall.guild_id()
   and ($1::text is null or (lower(name), id) > (lower($1), $2::uuid))
 order by lower(name), id
 limit $3::integer + 1;

-- by_id
select id, name, version, created_at, created_by
  from tags
 where guild_id = wall.guild_id()
   and id = $1;

-- to_change: locks the row until commit
select id, name, version, created_at, created_by
  from tags
 where guild_id = wall.guild_id()
   and id = $1
   for update;

-- add
insert into tags (id, name)
values ($1, $2)
returning id, name, version, created_at, created_by;

-- rename
update tags
   set name = $2
 where guild_id = wall.guild_id()
   and id = $1
returning id, name, version, created_at, created_by;

-- remove
delete from tags
 where guild_id = wall.guild_id()
   and id = $1
returning id;
