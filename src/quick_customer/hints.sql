-- like: names agree by the beginnings of at least half of their words; each other agreement counts for itself
with asked as (
    select 'name' as kind, '{10,11}'::smallint[] as fields, w.word, w.word || U&'\+10FFFF' as upto, 1.0 / count(*) over () as share
      from unnest(wall.words($1::text)) as w (word)
     union all
    select k.kind, k.fields, k.word, k.word, 1.0
      from (values ('email', '{24}'::smallint[], lower($2::text)), ('email_domain', '{25}', wall.domain_word($2::text)),
                   ('phone', '{13,23}', wall.phone_word($3::text)), ('vat', '{12}', wall.bare($4::text))) as k (kind, fields, word)
     where k.word <> ''
), found as (
    select f.customer_id, a.kind, sum(a.share) as share
      from asked a
     cross join lateral (select distinct case when w.field < 20 then w.record_id
                                              else (select p.customer_id from contacts p where p.guild_id = wall.guild_id() and p.id = w.record_id)
                                         end as customer_id
                           from (select x.field, x.record_id
                                   from unnest(a.fields) as f (field)
                                   join search_words x on x.guild_id = wall.guild_id() and x.field = f.field
                                  where x.word >= a.word
                                    and x.word <= a.upto
                                  limit 200) w) f
     group by f.customer_id, a.kind
), weighed as (
    select f.customer_id, array_agg(f.kind order by v.weight desc) as why, 1 - exp(sum(ln(1 - v.weight * f.share))) as score
      from found f
      join (values ('vat', 0.95), ('email', 0.9), ('phone', 0.8), ('email_domain', 0.7), ('name', 0.65)) as v (kind, weight)
        on v.kind = f.kind
     where f.kind <> 'name' or f.share >= 0.5
     group by f.customer_id
)
select c.id as customer_id, c.name, w.why, to_json(round(w.score, 2)) as score
  from weighed w
  join customers c on c.guild_id = wall.guild_id() and c.id = w.customer_id
 where c.deleted_at is null
 order by w.score desc, c.name, c.id
 limit 5;

-- customer: is it in sight
select id
  from customers
 where guild_id = wall.guild_id()
   and id = $1
   and deleted_at is null;

-- alike: as like, by all that this one and its contacts are found by
with told as (
    select c.name, c.phone, c.vat_number, null::text as email
      from customers c
     where c.guild_id = wall.guild_id()
       and c.id = $1
     union all
    select null, p.phone, null, p.email
      from contacts p
     where p.guild_id = wall.guild_id()
       and p.customer_id = $1
       and p.deleted_at is null
), asked as (
    select 'name' as kind, '{10,11}'::smallint[] as fields, w.word, w.word || U&'\+10FFFF' as upto, 1.0 / count(*) over () as share
      from told t
     cross join lateral unnest(wall.words(t.name)) as w (word)
     union all
    select distinct k.kind, k.fields, k.word, k.word, 1.0
      from told t
     cross join lateral (values ('email', '{24}'::smallint[], lower(t.email)), ('email_domain', '{25}', wall.domain_word(t.email)),
                                ('phone', '{13,23}', wall.phone_word(t.phone)), ('vat', '{12}', wall.bare(t.vat_number))) as k (kind, fields, word)
     where k.word <> ''
), found as (
    select f.customer_id, a.kind, least(sum(a.share), 1.0) as share
      from asked a
     cross join lateral (select distinct case when w.field < 20 then w.record_id
                                              else (select p.customer_id from contacts p where p.guild_id = wall.guild_id() and p.id = w.record_id)
                                         end as customer_id
                           from (select x.field, x.record_id
                                   from unnest(a.fields) as f (field)
                                   join search_words x on x.guild_id = wall.guild_id() and x.field = f.field
                                  where x.word >= a.word
                                    and x.word <= a.upto
                                  limit 200) w) f
     group by f.customer_id, a.kind
), weighed as (
    select f.customer_id, array_agg(f.kind order by v.weight desc) as why, 1 - exp(sum(ln(1 - v.weight * f.share))) as score
      from found f
      join (values ('vat', 0.95), ('email', 0.9), ('phone', 0.8), ('email_domain', 0.7), ('name', 0.65)) as v (kind, weight)
        on v.kind = f.kind
     where f.customer_id <> $1
       and (f.kind <> 'name' or f.share >= 0.5)
     group by f.customer_id
)
select c.id as customer_id, c.name, w.why, to_json(round(w.score, 2)) as score
  from weighed w
  join customers c on c.guild_id = wall.guild_id() and c.id = w.customer_id
 where c.deleted_at is null
 order by w.score desc, c.name, c.id
 limit 5;
