-- add
insert into changes (id, form, kind, selection, change, selected, total)
values ($1, 'bulk', $2, $3, $4, $3::jsonb is null, 0);

-- workplace: where the one works whom the records are given to; nobody whom the caller cannot give them to
select spot_id
  from wall.workplace($1);

-- tags_there
select count(*)
  from tags
 where guild_id = wall.guild_id()
   and id = any($1::uuid[]);

-- group_there
select count(*)
  from groups
 where guild_id = wall.guild_id()
   and id = $1;

-- add_named: each record once
insert into changed_rows (change_id, number, kind, record_id)
select $1::uuid, min(n.number), $2::text, n.id
  from unnest($3::uuid[]) with ordinality as n (id, number)
 group by n.id;

-- count_named
update changes c
   set total = (select count(*) from changed_rows r where r.guild_id = wall.guild_id() and r.change_id = $1)
 where c.guild_id = wall.guild_id()
   and c.id = $1;

-- by_id
select c.id, c.kind, c.state, c.change, case when c.selected then c.total end as total,
       c.changed + c.unchanged + c.failed as done, c.changed, c.unchanged, c.failed, c.undoing, c.restored, c.kept,
       false as resumable, c.version, c.created_at, c.created_by
  from changes c
 where c.guild_id = wall.guild_id()
   and c.id = $1
   and c.form = 'bulk';

-- list: $1 what is searched, $2 the order, $3 and $4 the cursor (null: from the beginning), $5 how many (one more is brought, which
-- tells that something follows)
select c.id, c.kind, c.state, c.change, case when c.selected then c.total end as total,
       c.changed + c.unchanged + c.failed as done, c.changed, c.unchanged, c.failed, c.undoing, c.restored, c.kept,
       false as resumable, c.version, c.created_at, c.created_by
  from changes c
 where c.guild_id = wall.guild_id()
   and c.form = 'bulk'
   and ($1::text is null or wall.finds(c.kind, (select wall.asked($1))))
   and ($3::timestamptz is null
        or case $2::text
               when 'created_at' then (c.created_at, c.id) > ($3, $4::uuid)
               else (c.created_at, c.id) < ($3, $4)
           end)
 order by case $2 when 'created_at' then c.created_at end, case $2 when 'created_at' then c.id end, c.created_at desc, c.id desc
 limit $5::integer + 1;

-- count
select count(*) as count, true as exact
  from changes c
 where c.guild_id = wall.guild_id()
   and c.form = 'bulk'
   and ($1::text is null or wall.finds(c.kind, (select wall.asked($1))));

-- to_change: locks the change until commit
select id, kind, state, undoing, change, selection, created_at, created_at < now() - interval '30 days' as over
  from changes
 where guild_id = wall.guild_id()
   and id = $1
   and form = 'bulk'
   for update;

-- set_state
update changes
   set state = $2, undoing = $3, restored = case when $3::boolean then 0 else restored end, kept = case when $3 then 0 else kept end
 where guild_id = wall.guild_id()
   and id = $1;
