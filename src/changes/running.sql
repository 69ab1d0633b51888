-- lock_running: locks the change until the batch is kept; none where it was cancelled
select selected
  from changes
 where guild_id = wall.guild_id()
   and id = $1
   and state = 'running'
   and undoing = $2
   for update;

-- last_found: how far the filter has come
select record_id, number
  from changed_rows
 where guild_id = wall.guild_id()
   and change_id = $1
 order by number desc
 limit 1;

-- add_found: $2 behind this number
insert into changed_rows (change_id, number, kind, record_id)
select $1::uuid, $2::integer + n.number, $3::text, n.id
  from unnest($4::uuid[]) with ordinality as n (id, number);

-- all_found
update changes c
   set selected = true,
       total = (select count(*) from changed_rows r where r.guild_id = wall.guild_id() and r.change_id = $1)
 where c.guild_id = wall.guild_id()
   and c.id = $1;

-- next: rows in a state, from the first on
select number
  from changed_rows
 where guild_id = wall.guild_id()
   and change_id = $1
   and state = $2
 order by number
 limit $3;

-- refuse: $3 what becomes of the rows that a rule of the database does not let through
update changed_rows
   set state = $3, reason = 'refused'
 where guild_id = wall.guild_id()
   and change_id = $1
   and number = any($2::integer[])
returning number, state;

-- give_up: all that are in this state, since the caller may no longer
update changed_rows
   set state = $3, reason = 'not_permitted'
 where guild_id = wall.guild_id()
   and change_id = $1
   and state = $2
returning number, state;

-- progress: how many more were changed, were so already, failed, went back, stayed; and whether that is all
update changes
   set changed = changed + $2::integer,
       unchanged = unchanged + $3::integer,
       failed = failed + $4::integer,
       restored = restored + $5::integer,
       kept = kept + $6::integer,
       state = case when $7::boolean then case when undoing then 'undone' else 'done' end else state end,
       undoing = undoing and not $7
 where guild_id = wall.guild_id()
   and id = $1;

-- workplace: where the one works whom the records are given to; nobody whom the caller cannot give them to
select spot_id
  from wall.workplace($1);
