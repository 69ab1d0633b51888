-- add
insert into imports (id, kind, file_name, encoding, delimiter, columns, mapping, sample, preview, rows, faulty)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
returning id, kind, state, file_name, encoding, delimiter, columns, mapping, sample, preview, rows, faulty, done, imported, failed,
          undoing, removed, kept, version, created_at, created_by;

-- add_file
insert into import_files (import_id, content)
values ($1, $2);

-- by_id
select id, kind, state, file_name, encoding, delimiter, columns, mapping, sample, preview, rows, faulty, done, imported, failed,
       undoing, removed, kept, version, created_at, created_by
  from imports
 where guild_id = wall.guild_id()
   and id = $1;

-- to_change: locks the row until commit, behind the batch that runs
select id, kind, state, file_name, encoding, delimiter, columns, mapping, sample, preview, rows, faulty, done, imported, failed,
       undoing, removed, kept, version, created_at, created_by
  from imports
 where guild_id = wall.guild_id()
   and id = $1
   for update;

-- list: $1 what is searched, $2 the order, $3 and $4 the cursor (null: from the beginning), $5 how many (one more is brought, which tells
-- that something follows)
select id, kind, state, file_name, rows, done, imported, failed, removed, kept, created_at, created_by
  from imports
 where guild_id = wall.guild_id()
   and ($1::text is null or wall.finds(file_name, (select wall.asked($1))))
   and ($6::text is null or kind = $6)
   and ($3::timestamptz is null
        or case $2::text
               when 'created_at' then (created_at, id) > ($3, $4::uuid)
               else (created_at, id) < ($3, $4)
           end)
 order by case $2 when 'created_at' then created_at end, case $2 when 'created_at' then id end, created_at desc, id desc
 limit $5::integer + 1;

-- count
select count(*) as count, true as exact
  from imports
 where guild_id = wall.guild_id()
   and ($1::text is null or wall.finds(file_name, (select wall.asked($1))))
   and ($2::text is null or kind = $2);

-- content
select content
  from import_files
 where guild_id = wall.guild_id()
   and import_id = $1;

-- put_mapping
update imports
   set mapping = $2, sample = $3, preview = $4, faulty = $5
 where guild_id = wall.guild_id()
   and id = $1
returning id, kind, state, file_name, encoding, delimiter, columns, mapping, sample, preview, rows, faulty, done, imported, failed,
          undoing, removed, kept, version, created_at, created_by;

-- set_state
update imports
   set state = $2, undoing = $3
 where guild_id = wall.guild_id()
   and id = $1
returning id, kind, state, file_name, encoding, delimiter, columns, mapping, sample, preview, rows, faulty, done, imported, failed,
          undoing, removed, kept, version, created_at, created_by;

-- failed_rows
select number, problems
  from import_rows
 where guild_id = wall.guild_id()
   and import_id = $1
   and made is null
 order by number;
