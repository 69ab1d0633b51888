-- find: $1 what is asked for, $2 how many of each kind at most, $3 of which kind alone
with found as (
    select k.kind, k.place, s.record_id, s.rank
      from (values ('customer', 10::smallint, 1), ('contact', 20::smallint, 2), ('estimate', 30::smallint, 3), ('activity', 40::smallint, 4),
                   ('product', 50::smallint, 5)) as k (kind, code, place)
     cross join lateral wall.search($1::text, k.code, $2::integer) s
     where $3::text is null or k.kind = $3
), item as (
    select f.place, f.rank, c.id, c.name as title, coalesce(c.address, c.billing_address) ->> 'city' as detail, c.status as state,
           null::uuid as customer_id, null::text as customer_name, null::timestamptz as due_at
      from found f
      join customers c on c.guild_id = wall.guild_id() and c.id = f.record_id
     where f.kind = 'customer'
       and c.deleted_at is null
     union all
    select f.place, f.rank, p.id, btrim(p.first_name || ' ' || p.last_name), coalesce(p.email, p.phone), null, c.id, c.name, null
      from found f
      join contacts p on p.guild_id = wall.guild_id() and p.id = f.record_id
      join customers c on c.guild_id = wall.guild_id() and c.id = p.customer_id
     where f.kind = 'contact'
       and p.deleted_at is null
       and c.deleted_at is null
     union all
    select f.place, f.rank, e.id, e.customer_name, e.number, e.state, e.customer_id, e.customer_name, null
      from found f
      join estimates e on e.guild_id = wall.guild_id() and e.id = f.record_id
     where f.kind = 'estimate'
       and e.deleted_at is null
     union all
    select f.place, f.rank, a.id, a.subject, a.kind, case when a.done_at is null then 'open' else 'done' end, c.id, c.name, a.due_at
      from found f
      join activities a on a.guild_id = wall.guild_id() and a.id = f.record_id
      left join customers c on c.guild_id = wall.guild_id() and c.id = a.customer_id and c.deleted_at is null
     where f.kind = 'activity'
       and a.deleted_at is null
     union all
    select f.place, f.rank, p.id, p.name, p.sku, case when p.active then 'active' else 'inactive' end, null, null, null
      from found f
      join products p on p.guild_id = wall.guild_id() and p.id = f.record_id
     where f.kind = 'product'
       and p.deleted_at is null
)
select (array['customer', 'contact', 'estimate', 'activity', 'product'])[place] as kind, id, title, detail, state, customer_id, customer_name,
       due_at
  from item
 order by rank, place, title, id;

-- matching: $1 what is asked for, $2 the kind's code, $3 how many at most
select ids, share from wall.matching($1::text, $2::smallint, $3::integer);
