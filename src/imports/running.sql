-- lock_running: locks the import until the batch is kept; none where it was cancelled
select done, rows
  from imports
 where guild_id = wall.guild_id()
   and id = $1
   and state = 'running'
   and undoing = $2
   for update;

-- order: how the file is understood
select kind, delimiter, columns, mapping, marks, duplicates, match_by
  from imports
 where guild_id = wall.guild_id()
   and id = $1;

-- part: the one in which that row is
select first_row, first_number, content
  from import_parts
 where guild_id = wall.guild_id()
   and import_id = $1
   and first_row <= $2
 order by first_row desc
 limit 1;

-- add_rows: what became of each row of a batch
insert into import_rows (import_id, number, outcome, made_id, problems, contact_id, note_id, before, before_version, after_version, left_as)
select $1::uuid, r.number, r.outcome, r.made_id, r.problems, r.contact_id, r.note_id, r.before, r.before_version, r.after_version,
       wall.content_digest(coalesce(to_jsonb(c), to_jsonb(p), to_jsonb(k)))
  from unnest($2::integer[], $3::text[], $4::uuid[], $5::jsonb[], $6::uuid[], $7::uuid[], $8::jsonb[], $9::integer[], $10::integer[])
       as r (number, outcome, made_id, problems, contact_id, note_id, before, before_version, after_version)
  left join customers c on c.guild_id = wall.guild_id() and c.id = r.made_id
  left join products p on p.guild_id = wall.guild_id() and p.id = r.made_id
  left join contacts k on k.guild_id = wall.guild_id() and k.id = r.made_id;

-- progress
update imports
   set done = done + $2::integer,
       imported = imported + $3::integer,
       updated = updated + $4::integer,
       skipped = skipped + $5::integer,
       failed = failed + $6::integer,
       state = case when done + $2::integer >= rows then 'done' else state end
 where guild_id = wall.guild_id()
   and id = $1;

-- to_take_back: what was made or changed, from the last row on, and was not looked at yet
select r.number, r.outcome, r.made_id
  from import_rows r
 where r.guild_id = wall.guild_id()
   and r.import_id = $1
   and r.number < $2::integer
   and r.outcome in ('created', 'updated')
   and r.undone is null
 order by r.number desc
 limit $3;

-- Of a batch, the rows from $2 to $3: a range reads only them, however little is known of the table.

-- remove_customers: of these rows, those whose customer nobody has used since and that says what the import left, with what came along; a
-- version that this import made and has taken back itself is none of somebody else's
update customers c
   set deleted_at = now()
  from import_rows r
 where r.guild_id = wall.guild_id()
   and r.import_id = $1
   and r.number between $2::integer and $3::integer
   and r.undone is null
   and r.outcome = 'created'
   and c.guild_id = r.guild_id
   and c.id = r.made_id
   and c.deleted_at is null
   and (c.version = r.after_version
        or wall.content_digest(to_jsonb(c)) = r.left_as
        or exists (select
                     from import_rows u
                    where u.guild_id = r.guild_id
                      and u.made_id = r.made_id
                      and u.outcome = 'updated'
                      and u.import_id = r.import_id
                      and u.undone = 'restored'
                      and u.before_version = r.after_version
                      and u.restored_version = c.version))
   and not exists (select
                     from contacts p
                    where p.guild_id = c.guild_id
                      and p.customer_id = c.id
                      and p.deleted_at is null
                      and (p.id is distinct from r.contact_id or p.version > 1))
   and not exists (select
                     from notes n
                    where n.guild_id = c.guild_id
                      and n.customer_id = c.id
                      and n.deleted_at is null
                      and (n.id is distinct from r.note_id or n.version > 1))
   and not exists (select from estimates e where e.guild_id = c.guild_id and e.customer_id = c.id)
   and not exists (select from activities a where a.guild_id = c.guild_id and a.customer_id = c.id)
returning c.id, c.version;

-- restore_customers: what stood there before, where nobody has changed it since
update customers c
   set external_id = r.before ->> 'external_id',
       name = r.before ->> 'name',
       kind = r.before ->> 'kind',
       status = r.before ->> 'status',
       vat_number = r.before ->> 'vat_number',
       phone = r.before ->> 'phone',
       website = r.before ->> 'website',
       country = r.before ->> 'country',
       language = r.before ->> 'language',
       currency = r.before ->> 'currency',
       payment_terms_days = (r.before ->> 'payment_terms_days')::integer,
       address = nullif(r.before -> 'address', 'null'),
       billing_address = nullif(r.before -> 'billing_address', 'null'),
       shipping_address = nullif(r.before -> 'shipping_address', 'null')
  from import_rows r
 where r.guild_id = wall.guild_id()
   and r.import_id = $1
   and r.number between $2::integer and $3::integer
   and r.undone is null
   and r.outcome = 'updated'
   and c.guild_id = r.guild_id
   and c.id = r.made_id
   and c.deleted_at is null
   and (c.version = r.after_version
        or wall.content_digest(to_jsonb(c)) = r.left_as
        or exists (select
                     from import_rows u
                    where u.guild_id = r.guild_id
                      and u.made_id = r.made_id
                      and u.outcome = 'updated'
                      and u.import_id = r.import_id
                      and u.undone = 'restored'
                      and u.before_version = r.after_version
                      and u.restored_version = c.version))
   and not exists (select
                     from contacts p
                    where p.guild_id = c.guild_id
                      and p.id = r.contact_id
                      and p.version > 1)
   and not exists (select
                     from notes n
                    where n.guild_id = c.guild_id
                      and n.id = r.note_id
                      and n.version > 1)
returning c.id, c.version;

-- remove_contacts_beside: those that came with these rows
update contacts p
   set deleted_at = now()
  from import_rows r
 where r.guild_id = wall.guild_id()
   and r.import_id = $1
   and r.number between $2::integer and $3::integer
   and r.undone is null
   and r.made_id = any($4::uuid[])
   and p.guild_id = r.guild_id
   and p.id = r.contact_id
   and p.deleted_at is null;

-- remove_notes_beside
update notes n
   set deleted_at = now()
  from import_rows r
 where r.guild_id = wall.guild_id()
   and r.import_id = $1
   and r.number between $2::integer and $3::integer
   and r.undone is null
   and r.made_id = any($4::uuid[])
   and n.guild_id = r.guild_id
   and n.id = r.note_id
   and n.deleted_at is null;

-- remove_products: of these rows, those whose product nobody has changed or used since
update products p
   set deleted_at = now()
  from import_rows r
 where r.guild_id = wall.guild_id()
   and r.import_id = $1
   and r.number between $2::integer and $3::integer
   and r.undone is null
   and r.outcome = 'created'
   and p.guild_id = r.guild_id
   and p.id = r.made_id
   and p.deleted_at is null
   and (p.version = r.after_version
        or wall.content_digest(to_jsonb(p)) = r.left_as
        or exists (select
                     from import_rows u
                    where u.guild_id = r.guild_id
                      and u.made_id = r.made_id
                      and u.outcome = 'updated'
                      and u.import_id = r.import_id
                      and u.undone = 'restored'
                      and u.before_version = r.after_version
                      and u.restored_version = p.version))
   and not exists (select from estimate_lines l where l.guild_id = p.guild_id and l.product_id = p.id)
returning p.id, p.version;

-- restore_products
update products p
   set external_id = r.before ->> 'external_id',
       sku = r.before ->> 'sku',
       name = r.before ->> 'name',
       description = r.before ->> 'description',
       category = r.before ->> 'category',
       unit = r.before ->> 'unit',
       unit_price = (r.before ->> 'unit_price')::numeric,
       currency = r.before ->> 'currency',
       active = (r.before ->> 'active')::boolean
  from import_rows r
 where r.guild_id = wall.guild_id()
   and r.import_id = $1
   and r.number between $2::integer and $3::integer
   and r.undone is null
   and r.outcome = 'updated'
   and p.guild_id = r.guild_id
   and p.id = r.made_id
   and p.deleted_at is null
   and (p.version = r.after_version
        or wall.content_digest(to_jsonb(p)) = r.left_as
        or exists (select
                     from import_rows u
                    where u.guild_id = r.guild_id
                      and u.made_id = r.made_id
                      and u.outcome = 'updated'
                      and u.import_id = r.import_id
                      and u.undone = 'restored'
                      and u.before_version = r.after_version
                      and u.restored_version = p.version))
returning p.id, p.version;

-- remove_contacts: of these rows, those whose contact nobody has changed since
update contacts p
   set deleted_at = now()
  from import_rows r
 where r.guild_id = wall.guild_id()
   and r.import_id = $1
   and r.number between $2::integer and $3::integer
   and r.undone is null
   and r.outcome = 'created'
   and p.guild_id = r.guild_id
   and p.id = r.made_id
   and p.deleted_at is null
   and (p.version = r.after_version
        or wall.content_digest(to_jsonb(p)) = r.left_as
        or exists (select
                     from import_rows u
                    where u.guild_id = r.guild_id
                      and u.made_id = r.made_id
                      and u.outcome = 'updated'
                      and u.import_id = r.import_id
                      and u.undone = 'restored'
                      and u.before_version = r.after_version
                      and u.restored_version = p.version))
returning p.id, p.version;

-- restore_contacts
update contacts p
   set first_name = r.before ->> 'first_name',
       last_name = r.before ->> 'last_name',
       email = r.before ->> 'email',
       phone = r.before ->> 'phone',
       title = r.before ->> 'title',
       opted_out = (r.before ->> 'opted_out')::boolean,
       invalid_address = (r.before ->> 'invalid_address')::boolean
  from import_rows r
 where r.guild_id = wall.guild_id()
   and r.import_id = $1
   and r.number between $2::integer and $3::integer
   and r.undone is null
   and r.outcome = 'updated'
   and p.guild_id = r.guild_id
   and p.id = r.made_id
   and p.deleted_at is null
   and (p.version = r.after_version
        or wall.content_digest(to_jsonb(p)) = r.left_as
        or exists (select
                     from import_rows u
                    where u.guild_id = r.guild_id
                      and u.made_id = r.made_id
                      and u.outcome = 'updated'
                      and u.import_id = r.import_id
                      and u.undone = 'restored'
                      and u.before_version = r.after_version
                      and u.restored_version = p.version))
returning p.id, p.version;

-- mark_done: rows whose records are as they were before the import
update import_rows r
   set undone = case r.outcome when 'created' then 'removed' else 'restored' end,
       restored_version = d.version
  from unnest($4::uuid[], $5::integer[]) as d (id, version)
 where r.guild_id = wall.guild_id()
   and r.import_id = $1
   and r.number between $2::integer and $3::integer
   and r.undone is null
   and r.outcome in ('created', 'updated')
   and r.made_id = d.id;

-- mark_kept: the others, and why: the record has gone, was changed, or is used
update import_rows r
   set undone = 'kept',
       why = k.why
  from (select s.number,
               case when coalesce(c.deleted_at, p.deleted_at, k.deleted_at, case when coalesce(c.id, p.id, k.id) is null then now() end) is not null
                         then 'gone'
                    when coalesce(c.version, p.version, k.version) <> s.after_version then 'changed'
                    else 'used'
               end as why
          from import_rows s
          left join customers c on c.guild_id = s.guild_id and c.id = s.made_id
          left join products p on p.guild_id = s.guild_id and p.id = s.made_id
          left join contacts k on k.guild_id = s.guild_id and k.id = s.made_id
         where s.guild_id = wall.guild_id()
           and s.import_id = $1
           and s.number between $2::integer and $3::integer
           and s.outcome in ('created', 'updated')
           and s.undone is null) k
 where r.guild_id = wall.guild_id()
   and r.import_id = $1
   and r.number between $2::integer and $3::integer
   and r.number = k.number;

-- undo_progress
update imports
   set removed = removed + $2::integer,
       kept = kept + $3::integer,
       state = case when $4::boolean then 'undone' else state end,
       undoing = not $4::boolean
 where guild_id = wall.guild_id()
   and id = $1;
