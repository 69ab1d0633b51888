-- to_merge: locks the customer until commit
select id, external_id, name, kind, status, vat_number, phone, website, country, language, currency, payment_terms_days,
       address, billing_address, shipping_address, group_id, tag_ids, spot_id, owner_id, version, created_at, created_by, updated_at, updated_by
  from customers
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null
   for update;

-- add: $2 who stays, $3 what became of whom
insert into changes (id, form, kind, record_id, state, change)
values ($1, 'merge', 'customers', $2, 'done', $3);

-- add_rows: all that hangs on the other, $2, in the trash too; then itself, and then the one that stays, $3
insert into changed_rows (change_id, number, kind, record_id)
select $1::uuid, row_number() over (order by h.place, h.id), h.kind, h.id
  from (select 1 as place, 'contacts' as kind, id from contacts where guild_id = wall.guild_id() and customer_id = $2
         union all
        select 3, 'notes', id from notes where guild_id = wall.guild_id() and customer_id = $2
         union all
        select 4, 'activities', id from activities where guild_id = wall.guild_id() and customer_id = $2
         union all
        select 5, 'estimates', id from estimates where guild_id = wall.guild_id() and customer_id = $2
         union all
        select 6, 'customers', $2
         union all
        select 7, 'customers', $3::uuid) h;

-- rows_of: by number
select r.number, r.kind
  from changed_rows r
 where r.guild_id = wall.guild_id()
   and r.change_id = $1
 order by r.number;

-- rows_back: in the order in which they go back: who stayed, who was merged, the rest
select r.number, r.kind
  from changed_rows r
 where r.guild_id = wall.guild_id()
   and r.change_id = $1
   and r.state = 'changed'
 order by r.kind <> 'customers', case when r.kind = 'customers' then -r.number else r.number end;

-- has_primary: whether the one that stays has a primary contact of its own
select exists (select
                 from contacts
                where guild_id = wall.guild_id()
                  and customer_id = $1
                  and "primary"
                  and deleted_at is null);

-- count_changed
update changes c
   set total = r.total, changed = r.total - 2
  from (select count(*) as total from changed_rows where guild_id = wall.guild_id() and change_id = $1) r
 where c.guild_id = wall.guild_id()
   and c.id = $1;

-- set_undone
update changes c
   set state = 'undone', restored = r.restored, kept = r.kept
  from (select count(*) filter (where state = 'restored') as restored, count(*) filter (where state = 'kept') as kept
          from changed_rows
         where guild_id = wall.guild_id()
           and change_id = $1) r
 where c.guild_id = wall.guild_id()
   and c.id = $1;

-- to_undo: locks the merge until commit
select state, created_at < now() - interval '30 days' as over
  from changes
 where guild_id = wall.guild_id()
   and id = $1
   and form = 'merge'
   for update;

-- by_id
select c.id, c.record_id as customer_id, (c.change ->> 'merged_id')::uuid as merged_id, c.change ->> 'merged_name' as merged_name, c.state,
       c.changed as moved, c.created_at + interval '30 days' as undo_until, c.version, c.created_at, c.created_by
  from changes c
 where c.guild_id = wall.guild_id()
   and c.id = $1
   and c.form = 'merge';

-- of_customer: into it, the newest first
select c.id, c.record_id as customer_id, (c.change ->> 'merged_id')::uuid as merged_id, c.change ->> 'merged_name' as merged_name, c.state,
       c.changed as moved, c.created_at + interval '30 days' as undo_until, c.version, c.created_at, c.created_by
  from changes c
 where c.guild_id = wall.guild_id()
   and c.record_id = $1
   and c.form = 'merge'
 order by c.created_at desc, c.id desc
 limit 100;

-- conflicts
select kind, record_id as id, name
  from changed_rows
 where guild_id = wall.guild_id()
   and change_id = $1
   and state = 'kept'
 order by number
 limit 1000;

-- customer: is it in sight
select id
  from customers
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null;
