-- lock_running: locks the import until the batch is kept; none where it was cancelled
select done, rows
  from imports
 where guild_id = wall.guild_id()
   and id = $1
   and state = 'running'
   and undoing = $2
   for update;

-- content
select f.content, i.mapping
  from imports i
  join import_files f on f.guild_id = i.guild_id and f.import_id = i.id
 where i.guild_id = wall.guild_id()
   and i.id = $1;

-- add_rows: what became of each row of a batch
insert into import_rows (import_id, number, made, made_id, problems)
select $1::uuid, r.number, case when r.made_id is not null then $2::text end, r.made_id, r.problems
  from unnest($3::integer[], $4::uuid[], $5::jsonb[]) as r (number, made_id, problems);

-- progress
update imports
   set done = done + $2::integer,
       imported = imported + $3::integer,
       failed = failed + $4::integer,
       state = case when done + $2::integer >= rows then 'done' else state end
 where guild_id = wall.guild_id()
   and id = $1;

-- to_take_back: what was made, from the first row on, and was not looked at yet
select number, made_id
  from import_rows
 where guild_id = wall.guild_id()
   and import_id = $1
   and made_id is not null
   and undone is null
 order by number
 limit $2;

-- remove_customers: of these, those that nobody has changed or used since; with the contact that came along
update customers c
   set deleted_at = now()
 where guild_id = wall.guild_id()
   and id = any($2::uuid[])
   and import_id = $1
   and deleted_at is null
   and version = 1
   and not exists (select
                     from contacts p
                    where p.guild_id = c.guild_id
                      and p.customer_id = c.id
                      and (p.import_id is distinct from $1 or p.version > 1))
   and not exists (select
                     from notes n
                    where n.guild_id = c.guild_id
                      and n.customer_id = c.id
                      and (n.created_at > c.created_at or n.version > 1))
   and not exists (select
                     from estimates e
                    where e.guild_id = c.guild_id
                      and e.customer_id = c.id)
returning id;

-- remove_contacts
update contacts
   set deleted_at = now()
 where guild_id = wall.guild_id()
   and customer_id = any($1::uuid[])
   and deleted_at is null;

-- remove_products: of these, those that nobody has changed or used since
update products p
   set deleted_at = now()
 where guild_id = wall.guild_id()
   and id = any($2::uuid[])
   and import_id = $1
   and deleted_at is null
   and version = 1
   and not exists (select
                     from estimate_lines l
                    where l.guild_id = p.guild_id
                      and l.product_id = p.id)
returning id;

-- mark_rows
update import_rows
   set undone = case when made_id = any($3::uuid[]) then 'removed' else 'kept' end
 where guild_id = wall.guild_id()
   and import_id = $1
   and number = any($2::integer[]);

-- undo_progress
update imports
   set removed = removed + $2::integer,
       kept = kept + $3::integer,
       state = case when $4::boolean then 'undone' else state end,
       undoing = not $4::boolean
 where guild_id = wall.guild_id()
   and id = $1;
