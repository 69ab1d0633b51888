-- Each list begins behind a cursor ($1 and $2, or null) and brings one row more than asked for, which tells that something follows.
-- $3 to $5: customer, state, what is searched for; $7 and $8: spot, owner. What few estimates have is looked up beforehand, and listed by
-- "found".

-- newest
select e.id, e.number, e.state, e.customer_id, e.customer_name, e.currency, e.issue_date, e.due_date,
       json_build_object('lines_total', e.lines_total, 'discount', e.discount, 'net', e.net, 'taxes', e.taxes, 'tax', e.tax,
                         'gross', e.gross, 'paid', e.paid, 'rounding', e.rounding, 'due', e.due) as totals,
       e.spot_id, e.owner_id, e.version, e.created_at, e.created_by, e.updated_at, e.updated_by
  from estimates e
 where e.guild_id = wall.guild_id()
   and e.deleted_at is null
   and ($1::timestamptz is null or (e.created_at, e.id) < ($1, $2::uuid))
   and ($3::uuid is null or e.customer_id = $3)
   and ($4::text is null or e.state = $4)
   and ($5::text is null
        or exists (select
                     from search_texts s
                    where s.guild_id = e.guild_id
                      and s.kind = 30
                      and s.record_id = e.id
                      and wall.is_found(s.text, (select wall.part_patterns($5)), (select wall.search_whole($5))) offset 0))
   and ($7::uuid is null or e.spot_id = $7)
   and ($8::uuid is null or e.owner_id = $8)
 order by e.created_at desc, e.id desc
 limit $6::integer + 1;

-- oldest
select e.id, e.number, e.state, e.customer_id, e.customer_name, e.currency, e.issue_date, e.due_date,
       json_build_object('lines_total', e.lines_total, 'discount', e.discount, 'net', e.net, 'taxes', e.taxes, 'tax', e.tax,
                         'gross', e.gross, 'paid', e.paid, 'rounding', e.rounding, 'due', e.due) as totals,
       e.spot_id, e.owner_id, e.version, e.created_at, e.created_by, e.updated_at, e.updated_by
  from estimates e
 where e.guild_id = wall.guild_id()
   and e.deleted_at is null
   and ($1::timestamptz is null or (e.created_at, e.id) > ($1, $2::uuid))
   and ($3::uuid is null or e.customer_id = $3)
   and ($4::text is null or e.state = $4)
   and ($5::text is null
        or exists (select
                     from search_texts s
                    where s.guild_id = e.guild_id
                      and s.kind = 30
                      and s.record_id = e.id
                      and wall.is_found(s.text, (select wall.part_patterns($5)), (select wall.search_whole($5))) offset 0))
   and ($7::uuid is null or e.spot_id = $7)
   and ($8::uuid is null or e.owner_id = $8)
 order by e.created_at, e.id
 limit $6::integer + 1;

-- found: $5 the ids of those that match, $9 the order
select e.id, e.number, e.state, e.customer_id, e.customer_name, e.currency, e.issue_date, e.due_date,
       json_build_object('lines_total', e.lines_total, 'discount', e.discount, 'net', e.net, 'taxes', e.taxes, 'tax', e.tax,
                         'gross', e.gross, 'paid', e.paid, 'rounding', e.rounding, 'due', e.due) as totals,
       e.spot_id, e.owner_id, e.version, e.created_at, e.created_by, e.updated_at, e.updated_by
  from (select distinct f.id from unnest($5::uuid[]) as f (id)) f
  join estimates e on e.guild_id = wall.guild_id() and e.id = f.id
 where e.deleted_at is null
   and ($3::uuid is null or e.customer_id = $3)
   and ($4::text is null or e.state = $4)
   and ($7::uuid is null or e.spot_id = $7)
   and ($8::uuid is null or e.owner_id = $8)
   and ($1::timestamptz is null
        or case $9::text
               when 'created_at' then (e.created_at, e.id) > ($1, $2::uuid)
               else (e.created_at, e.id) < ($1, $2)
           end)
 order by case $9 when 'created_at' then e.created_at end, case $9 when 'created_at' then e.id end, e.created_at desc, e.id desc
 limit $6::integer + 1;

-- count: with $3 a guess, since that many of 10,000 are searched for
select count(*) * coalesce($3::integer, 10000) / 10000 as count, $3 is null as exact
  from estimates e
 where e.guild_id = wall.guild_id()
   and e.deleted_at is null
   and ($1::uuid is null or e.customer_id = $1)
   and ($2::text is null or e.state = $2)
   and ($4::uuid is null or e.spot_id = $4)
   and ($5::uuid is null or e.owner_id = $5);

-- count_found: $3 the ids of those that match
select count(*) as count, true as exact
  from (select distinct f.id from unnest($3::uuid[]) as f (id)) f
  join estimates e on e.guild_id = wall.guild_id() and e.id = f.id
 where e.deleted_at is null
   and ($1::uuid is null or e.customer_id = $1)
   and ($2::text is null or e.state = $2)
   and ($4::uuid is null or e.spot_id = $4)
   and ($5::uuid is null or e.owner_id = $5);

-- matching: $6 behind which id, $7 when they were there, $8 how many
select e.id
  from estimates e
 where e.guild_id = wall.guild_id()
   and e.deleted_at is null
   and ($6::uuid is null or e.id > $6)
   and e.created_at <= $7::timestamptz
   and ($1::uuid is null or e.customer_id = $1)
   and ($2::text is null or e.state = $2)
   and ($3::text is null
        or exists (select
                     from search_texts s
                    where s.guild_id = e.guild_id
                      and s.kind = 30
                      and s.record_id = e.id
                      and wall.is_found(s.text, (select wall.part_patterns($3)), (select wall.search_whole($3))) offset 0))
   and ($4::uuid is null or e.spot_id = $4)
   and ($5::uuid is null or e.owner_id = $5)
 order by e.id
 limit $8;
