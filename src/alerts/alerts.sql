-- list: $1 what is searched, $2 the order, $3 and $4 the cursor, $5 how many, $6 whether somebody has looked at it
with page as materialized (
    select *
      from alerts
     where guild_id = wall.guild_id()
       and ($1::text is null or wall.finds(wall.event_words(rule, subject), (select wall.asked($1))))
       and ($6::boolean is null or (seen_at is not null) = $6)
       and ($3::timestamptz is null
            or case $2::text
                   when 'created_at' then (created_at, id) > ($3, $4::uuid)
                   else (created_at, id) < ($3, $4)
               end)
     order by case $2 when 'created_at' then created_at end, case $2 when 'created_at' then id end, created_at desc, id desc
     limit $5::integer + 1
)
select p.id, p.rule, p.level, n.id as account_id, n.name as account_name,
       wall.address_in(p.subject) as address, p.amount, p.first_at, p.last_at, p.created_at,
       p.seen_at, p.seen_by
  from page p
  left join wall.names_of((select array_agg(distinct o.subject::uuid) from page o where o.subject ~ '^[0-9a-f]{8}-')) n on n.id::text = p.subject
 order by case $2 when 'created_at' then p.created_at end, case $2 when 'created_at' then p.id end, p.created_at desc, p.id desc;

-- count
select count(*) as count, true as exact
  from alerts
 where guild_id = wall.guild_id()
   and ($1::text is null or wall.finds(wall.event_words(rule, subject), (select wall.asked($1))))
   and ($2::boolean is null or (seen_at is not null) = $2);

-- see
select wall.see_alert($1);

-- platform_list: as list
select id, guild_id, guild_name, rule, level, amount, first_at, last_at, created_at, seen_at
  from wall.find_platform_alerts(case when $1::text is not null then wall.asked($1) end)
 where ($6::boolean is null or (seen_at is not null) = $6)
   and ($3::timestamptz is null
        or case $2::text
               when 'created_at' then (created_at, id) > ($3, $4::uuid)
               else (created_at, id) < ($3, $4)
           end)
 order by case $2 when 'created_at' then created_at end, case $2 when 'created_at' then id end, created_at desc, id desc
 limit $5::integer + 1;

-- platform_count
select count(*) as count, true as exact
  from wall.find_platform_alerts(case when $1::text is not null then wall.asked($1) end)
 where ($2::boolean is null or (seen_at is not null) = $2);
