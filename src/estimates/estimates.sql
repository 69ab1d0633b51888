-- by_id: with its lines, in their order
select e.id, e.number, e.state, e.customer_id, e.customer_name, e.vat_number, e.billing_address, e.shipping_address,
       e.payment_terms_days, e.currency,
       (select coalesce(json_agg(json_build_object('id', l.id, 'description', l.description, 'product_id', l.product_id,
                                                   'quantity', l.quantity::text, 'unit_price', l.unit_price::text,
                                                   'discount_percent', l.discount_percent::text,
                                                   'discount_amount', l.discount_amount::text, 'tax_code_id', l.tax_code_id,
                                                   'tax_category', l.tax_category, 'tax_rate', l.tax_rate::text, 'net', l.net)
                                 order by l.position), '[]')
          from estimate_lines l
         where l.guild_id = e.guild_id
           and l.estimate_id = e.id) as lines,
       e.document_discount_percent, e.document_discount_amount, e.prices_include_tax, e.tax_rounding, e.cash_rounding,
       e.issue_date, e.due_date, e.notes,
       json_build_object('lines_total', e.lines_total, 'discount', e.discount, 'net', e.net, 'taxes', e.taxes, 'tax', e.tax,
                         'gross', e.gross, 'paid', e.paid, 'rounding', e.rounding, 'due', e.due) as totals,
       e.spot_id, e.owner_id, e.version, e.created_at, e.created_by, e.updated_at, e.updated_by
  from estimates e
 where e.guild_id = wall.guild_id()
   and e.id = $1
   and e.deleted_at is null;

-- to_change: the same, and locks the estimate until commit
select e.id, e.number, e.state, e.customer_id, e.customer_name, e.vat_number, e.billing_address, e.shipping_address,
       e.payment_terms_days, e.currency,
       (select coalesce(json_agg(json_build_object('id', l.id, 'description', l.description, 'product_id', l.product_id,
                                                   'quantity', l.quantity::text, 'unit_price', l.unit_price::text,
                                                   'discount_percent', l.discount_percent::text,
                                                   'discount_amount', l.discount_amount::text, 'tax_code_id', l.tax_code_id,
                                                   'tax_category', l.tax_category, 'tax_rate', l.tax_rate::text, 'net', l.net)
                                 order by l.position), '[]')
          from estimate_lines l
         where l.guild_id = e.guild_id
           and l.estimate_id = e.id) as lines,
       e.document_discount_percent, e.document_discount_amount, e.prices_include_tax, e.tax_rounding, e.cash_rounding,
       e.issue_date, e.due_date, e.notes,
       json_build_object('lines_total', e.lines_total, 'discount', e.discount, 'net', e.net, 'taxes', e.taxes, 'tax', e.tax,
                         'gross', e.gross, 'paid', e.paid, 'rounding', e.rounding, 'due', e.due) as totals,
       e.spot_id, e.owner_id, e.version, e.created_at, e.created_by, e.updated_at, e.updated_by
  from estimates e
 where e.guild_id = wall.guild_id()
   and e.id = $1
   and e.deleted_at is null
   for update;

-- customer: what an estimate takes over from it
select id, name, vat_number, coalesce(billing_address, address) as billing_address, shipping_address, payment_terms_days, currency
  from customers
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null;

-- tax_codes
select id, category, rate
  from tax_codes
 where guild_id = wall.guild_id()
   and id = any($1::uuid[])
   and deleted_at is null;

-- products: those of them that there are
select id
  from products
 where guild_id = wall.guild_id()
   and id = any($1::uuid[])
   and deleted_at is null;

-- add
insert into estimates (id, customer_id, customer_name, vat_number, billing_address, shipping_address, payment_terms_days, currency,
                       document_discount_percent, document_discount_amount, prices_include_tax, tax_rounding, cash_rounding,
                       issue_date, due_date, notes, lines_total, discount, net, taxes, tax, gross, rounding, due)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24);

-- change
update estimates
   set customer_id = $2, customer_name = $3, vat_number = $4, billing_address = $5, shipping_address = $6,
       payment_terms_days = $7, currency = $8, document_discount_percent = $9, document_discount_amount = $10,
       prices_include_tax = $11, tax_rounding = $12, cash_rounding = $13, issue_date = $14, due_date = $15, notes = $16,
       lines_total = $17, discount = $18, net = $19, taxes = $20, tax = $21, gross = $22, rounding = $23, due = $24
 where guild_id = wall.guild_id()
   and id = $1;

-- put_lines: all of an estimate's lines in their order, new ones and changed ones; each list has an entry for each line
insert into estimate_lines as l (id, estimate_id, position, description, product_id, quantity, unit_price, discount_percent,
                                 discount_amount, tax_code_id, tax_category, tax_rate, net)
select n.id, $1::uuid, n.position, n.description, n.product_id, n.quantity, n.unit_price, n.discount_percent,
       n.discount_amount, n.tax_code_id, n.tax_category, n.tax_rate, n.net
  from unnest($2::uuid[], $3::text[], $4::uuid[], $5::numeric[], $6::numeric[], $7::numeric[], $8::numeric[], $9::uuid[],
              $10::text[], $11::numeric[], $12::bigint[]) with ordinality
       as n (id, description, product_id, quantity, unit_price, discount_percent, discount_amount, tax_code_id,
             tax_category, tax_rate, net, position)
    on conflict (guild_id, id) do update
   set position = excluded.position, description = excluded.description, product_id = excluded.product_id,
       quantity = excluded.quantity, unit_price = excluded.unit_price, discount_percent = excluded.discount_percent,
       discount_amount = excluded.discount_amount, tax_code_id = excluded.tax_code_id, tax_category = excluded.tax_category,
       tax_rate = excluded.tax_rate, net = excluded.net
 where (l.position, l.description, l.product_id, l.quantity, l.unit_price, l.discount_percent, l.discount_amount,
        l.tax_code_id, l.tax_category, l.tax_rate, l.net)
       is distinct from
       (excluded.position, excluded.description, excluded.product_id, excluded.quantity, excluded.unit_price,
        excluded.discount_percent, excluded.discount_amount, excluded.tax_code_id, excluded.tax_category,
        excluded.tax_rate, excluded.net);

-- drop_lines: those that stayed are $2
delete from estimate_lines
 where guild_id = wall.guild_id()
   and estimate_id = $1
   and id <> all($2::uuid[]);

-- move: what it says stays as it is
update estimates e
   set state = $2
 where e.guild_id = wall.guild_id()
   and e.id = $1
returning e.id, e.number, e.state, e.customer_id, e.customer_name, e.vat_number, e.billing_address, e.shipping_address,
       e.payment_terms_days, e.currency,
       (select coalesce(json_agg(json_build_object('id', l.id, 'description', l.description, 'product_id', l.product_id,
                                                   'quantity', l.quantity::text, 'unit_price', l.unit_price::text,
                                                   'discount_percent', l.discount_percent::text,
                                                   'discount_amount', l.discount_amount::text, 'tax_code_id', l.tax_code_id,
                                                   'tax_category', l.tax_category, 'tax_rate', l.tax_rate::text, 'net', l.net)
                                 order by l.position), '[]')
          from estimate_lines l
         where l.guild_id = e.guild_id
           and l.estimate_id = e.id) as lines,
       e.document_discount_percent, e.document_discount_amount, e.prices_include_tax, e.tax_rounding, e.cash_rounding,
       e.issue_date, e.due_date, e.notes,
       json_build_object('lines_total', e.lines_total, 'discount', e.discount, 'net', e.net, 'taxes', e.taxes, 'tax', e.tax,
                         'gross', e.gross, 'paid', e.paid, 'rounding', e.rounding, 'due', e.due) as totals,
       e.spot_id, e.owner_id, e.version, e.created_at, e.created_by, e.updated_at, e.updated_by;

-- remove: into the trash, for 30 days, with its lines
update estimates
   set deleted_at = now()
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null
returning id;
