-- Lists: $1 what is searched, $2 the order, $3 and $4 the cursor (null: from the beginning), $5 how many (one more is brought, which
-- tells that something follows).

-- list
select id, version, routes, requests, statements, findings, at as created_at
  from wall.list_isolation_receipts() r
 where ($1::text is null or wall.finds(r.version, (select wall.asked($1))))
   and ($3::timestamptz is null
        or case $2::text when 'created_at' then (r.at, r.id) > ($3, $4::uuid) else (r.at, r.id) < ($3, $4) end)
 order by case $2 when 'created_at' then r.at end, case $2 when 'created_at' then r.id end, r.at desc, r.id desc
 limit $5::integer + 1;

-- count
select count(*) as count, true as exact
  from wall.list_isolation_receipts() r
 where ($1::text is null or wall.finds(r.version, (select wall.asked($1))));

-- by_id
select d.document ->> 'receipt' as receipt, d.document ->> 'kid' as kid, d.document ->> 'public_key' as public_key,
       d.document ->> 'signature' as signature
  from (select wall.get_isolation_receipt($1)::jsonb as document) d;
