-- Each list begins behind a cursor ($1 and $2, or null) and brings one row more than asked for, which tells that something follows.
-- $3 to $5: customer, state, the beginnings of words of the customer's name and of the number.

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
   and ($5::text is null or wall.finds(e.words, (select wall.asked($5))))
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
   and ($5::text is null or wall.finds(e.words, (select wall.asked($5))))
 order by e.created_at, e.id
 limit $6::integer + 1;

-- count
select count(*) as count, true as exact
  from estimates e
 where e.guild_id = wall.guild_id()
   and e.deleted_at is null
   and ($1::uuid is null or e.customer_id = $1)
   and ($2::text is null or e.state = $2)
   and ($3::text is null or wall.finds(e.words, (select wall.asked($3))));
