-- Each list begins behind a cursor ($1 and $2, or null) and brings one row more than asked for, which tells that something follows.
-- $3 to $5: customer, state, the beginnings of words of the customer's name and of the number; $7 and $8: spot, owner.

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
   and ($5::text is null or wall.finds(e.words, (select wall.asked($5))))
   and ($7::uuid is null or e.spot_id = $7)
   and ($8::uuid is null or e.owner_id = $8)
 order by e.created_at, e.id
 limit $6::integer + 1;

-- count
select count(*) as count, true as exact
  from estimates e
 where e.guild_id = wall.guild_id()
   and e.deleted_at is null
   and ($1::uuid is null or e.customer_id = $1)
   and ($2::text is null or e.state = $2)
   and ($3::text is null or wall.finds(e.words, (select wall.asked($3))))
   and ($4::uuid is null or e.spot_id = $4)
   and ($5::uuid is null or e.owner_id = $5);

-- sums: by state and currency, in minor units
select e.state, count(*) as count, e.currency, sum(e.gross)::bigint as gross
  from estimates e
 where e.guild_id = wall.guild_id()
   and e.deleted_at is null
   and ($1::uuid is null or e.customer_id = $1)
   and ($2::text is null or e.state = $2)
   and ($3::text is null or wall.finds(e.words, (select wall.asked($3))))
   and ($4::uuid is null or e.spot_id = $4)
   and ($5::uuid is null or e.owner_id = $5)
 group by e.state, e.currency
 order by e.state, sum(e.gross) desc, e.currency;

-- customer_sums: $1 to $9 as customers are filtered; how many have each status, and beside it what is on offer to them
with found as materialized (
    select c.guild_id, c.id, c.status
      from customers c
     where guild_id = wall.guild_id()
       and deleted_at is null
       and ($1::text is null or status = $1)
       and ($2::text is null or kind = $2)
       and ($3::uuid is null or spot_id = $3)
       and ($4::uuid is null or owner_id = $4)
       and ($5::text is null or external_id = $5)
       and ($6::text is null or country = $6)
       and ($8::uuid is null or $8 = any (tag_ids))
       and ($9::uuid is null or group_id = $9)
       and ($7::text is null
            or exists (select
                         from customer_words w
                        where $7 ~ '[@.0-9]'
                          and w.guild_id = c.guild_id
                          and w.customer_id = c.id
                          and (w.kind in ('email', 'email_domain') and w.word >= lower($7) and w.word < lower($7) || U&'\+10FFFF'
                               or w.kind = 'phone' and w.word = wall.phone_word($7)
                               or w.kind = 'vat' and w.word = wall.vat_word($7)))
            or (select wall.words($7) <> '{}')
           and not exists (select
                             from unnest(wall.words($7)) as asked (word)
                            where not exists (select
                                                from customer_words w
                                               where w.guild_id = c.guild_id
                                                 and w.customer_id = c.id
                                                 and w.word >= asked.word
                                                 and w.word < asked.word || U&'\+10FFFF')))
)
select s.status, s.count, o.currency, coalesce(o.gross, 0) as gross
  from (select f.status, count(*) as count from found f group by f.status) s
  left join (select f.status, e.currency, sum(e.gross)::bigint as gross
               from estimates e
               join found f on f.guild_id = e.guild_id and f.id = e.customer_id
              where e.guild_id = wall.guild_id()
                and e.deleted_at is null
                and e.state in ('draft', 'sent')
              group by f.status, e.currency) o on o.status = s.status
 order by s.status, o.gross desc nulls last, o.currency;
