-- seen: whether there is such a change
select id
  from changes
 where guild_id = wall.guild_id()
   and id = $1
   and form = 'bulk';

-- list: of the change $6, those that failed or that an undo has left; $1 what is searched, $2 the order, $3 and $4 the cursor (null: from
-- the beginning), $5 how many (one more is brought, which tells that something follows)
select r.record_id as id, r.name, r.state, r.reason, r.created_at
  from changed_rows r
 where r.guild_id = wall.guild_id()
   and r.change_id = $6
   and r.state in ('failed', 'kept')
   and ($1::text is null or wall.finds(r.name, (select wall.asked($1))))
   and ($3::text is null
        or case $2::text
               when 'name' then (r.name collate "und-x-icu", r.record_id) > ($3, $4::uuid)
               when '-name' then (r.name collate "und-x-icu", r.record_id) < ($3, $4)
               when 'created_at' then (r.created_at, r.record_id) > ($3::timestamptz, $4)
               else (r.created_at, r.record_id) < ($3::timestamptz, $4)
           end)
 order by case $2 when 'name' then r.name end collate "und-x-icu", case $2 when '-name' then r.name end collate "und-x-icu" desc,
          case $2 when 'created_at' then r.created_at end, case $2 when '-created_at' then r.created_at end desc,
          case when $2 in ('name', 'created_at') then r.record_id end, r.record_id desc
 limit $5::integer + 1;

-- count
select count(*) as count, true as exact
  from changed_rows r
 where r.guild_id = wall.guild_id()
   and r.change_id = $2
   and r.state in ('failed', 'kept')
   and ($1::text is null or wall.finds(r.name, (select wall.asked($1))));
