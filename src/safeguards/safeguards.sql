-- Lists: $1 what is searched, $2 the order, $3 and $4 the cursor (null: from the beginning), $5 how many (one more is brought, which
-- tells that something follows).

-- list
select id, version, complaints, backup_made_at, proven_at, backup_is_proven, at as created_at
  from wall.list_examinations() e
 where ($1::text is null or wall.finds(e.version || ' ' || e.complaints::text, (select wall.asked($1))))
   and ($3::timestamptz is null
        or case $2::text when 'created_at' then (e.at, e.id) > ($3, $4::uuid) else (e.at, e.id) < ($3, $4) end)
 order by case $2 when 'created_at' then e.at end, case $2 when 'created_at' then e.id end, e.at desc, e.id desc
 limit $5::integer + 1;

-- count
select count(*) as count, true as exact
  from wall.list_examinations() e
 where ($1::text is null or wall.finds(e.version || ' ' || e.complaints::text, (select wall.asked($1))));

-- of_guild
select people, people_with_second_factor, open_alerts, audit_entries, isolation_checked_at, isolation_findings, backup_made_at, proven_at,
       backup_is_proven
  from wall.get_safeguards($1);
