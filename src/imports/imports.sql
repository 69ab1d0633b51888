-- add
insert into imports (id, kind, file_name, encoding, delimiter, columns, mapping, marks, sample, preview, notices, rows, looked, faulty,
                     match_by)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
returning id, kind, state, file_name, encoding, delimiter, columns, mapping, marks, sample, preview, notices, rows, looked, faulty, done,
          imported, updated, skipped, failed, duplicates, match_by, undoing, removed, kept, version, created_at, created_by;

-- add_part: what is awaited keeps no more than one of them in memory
insert into import_parts (import_id, first_row, first_number, content)
values ($1, $2, $3, $4)
returning first_row;

-- by_id
select id, kind, state, file_name, encoding, delimiter, columns, mapping, marks, sample, preview, notices, rows, looked, faulty, done,
       imported, updated, skipped, failed, duplicates, match_by, undoing, removed, kept, version, created_at, created_by
  from imports
 where guild_id = wall.guild_id()
   and id = $1;

-- to_change: locks the row until commit, behind the batch that runs
select id, kind, state, file_name, encoding, delimiter, columns, mapping, marks, sample, preview, notices, rows, looked, faulty, done,
       imported, updated, skipped, failed, duplicates, match_by, undoing, removed, kept, version, created_at, created_by
  from imports
 where guild_id = wall.guild_id()
   and id = $1
   for update;

-- list: $1 what is searched, $2 the order, $3 and $4 the cursor (null: from the beginning), $5 how many (one more is brought, which tells
-- that something follows)
select id, kind, state, file_name, rows, done, imported, updated, skipped, failed, removed, kept, created_at, created_by
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

-- part: the one that begins there
select first_row, first_number, content
  from import_parts
 where guild_id = wall.guild_id()
   and import_id = $1
   and first_row >= $2
 order by first_row
 limit 1;

-- put_mapping
update imports
   set mapping = $2, marks = $3, sample = $4, preview = $5, looked = $6, faulty = $7, duplicates = $8, match_by = $9
 where guild_id = wall.guild_id()
   and id = $1
returning id, kind, state, file_name, encoding, delimiter, columns, mapping, marks, sample, preview, notices, rows, looked, faulty, done,
          imported, updated, skipped, failed, duplicates, match_by, undoing, removed, kept, version, created_at, created_by;

-- set_state
update imports
   set state = $2, undoing = $3
 where guild_id = wall.guild_id()
   and id = $1
returning id, kind, state, file_name, encoding, delimiter, columns, mapping, marks, sample, preview, notices, rows, looked, faulty, done,
          imported, updated, skipped, failed, duplicates, match_by, undoing, removed, kept, version, created_at, created_by;

-- failed_rows: those of some rows, by their numbers
select r.number, r.problems
  from import_rows r
 where r.guild_id = wall.guild_id()
   and r.import_id = $1
   and r.number between $2::integer and $3::integer
   and r.outcome = 'failed'
 order by r.number;

-- left_rows: what an undo has left since somebody has changed or used it; the first of them
select r.number as row, r.made_id as record_id, k.customer_id, coalesce(c.name, p.name, nullif(trim(k.first_name || ' ' || k.last_name), ''), '') as name,
       r.outcome, r.why
  from import_rows r
  left join customers c on c.guild_id = r.guild_id and c.id = r.made_id
  left join products p on p.guild_id = r.guild_id and p.id = r.made_id
  left join contacts k on k.guild_id = r.guild_id and k.id = r.made_id
 where r.guild_id = wall.guild_id()
   and r.import_id = $1
   and r.undone = 'kept'
 order by r.number
 limit 1000;
