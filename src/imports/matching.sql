-- Each takes the keys of a batch, with nulls where there is none, and says which record each is known by: one of them, and how many.

-- customers_by_external_id
select k.place::integer as place, (array_agg(c.id))[1] as id, count(*)::integer as many
  from unnest($1::text[]) with ordinality as k (key, place)
  join customers c on c.guild_id = wall.guild_id() and c.external_id = k.key and c.deleted_at is null
 group by k.place;

-- customers_by_name
select k.place::integer as place, (array_agg(c.id))[1] as id, count(*)::integer as many
  from unnest($1::text[]) with ordinality as k (key, place)
  join customers c on c.guild_id = wall.guild_id() and c.name collate "und-x-icu" = k.key and c.deleted_at is null
 group by k.place;

-- customers_by_vat_number
select k.place::integer as place, (array_agg(distinct c.id))[1] as id, count(distinct c.id)::integer as many
  from unnest($1::text[]) with ordinality as k (key, place)
  join search_words w on w.guild_id = wall.guild_id() and w.field = 12 and w.word = lower(wall.vat_word(k.key))
  join customers c on c.guild_id = w.guild_id and c.id = w.record_id and c.deleted_at is null
 group by k.place;

-- customers_by_email
select k.place::integer as place, (array_agg(distinct c.id))[1] as id, count(distinct c.id)::integer as many
  from unnest($1::text[]) with ordinality as k (key, place)
  join search_words w on w.guild_id = wall.guild_id() and w.field = 24 and w.word = lower(k.key)
  join contacts p on p.guild_id = w.guild_id and p.id = w.record_id and p.deleted_at is null
  join customers c on c.guild_id = p.guild_id and c.id = p.customer_id and c.deleted_at is null
 group by k.place;

-- products_by_external_id
select k.place::integer as place, (array_agg(p.id))[1] as id, count(*)::integer as many
  from unnest($1::text[]) with ordinality as k (key, place)
  join products p on p.guild_id = wall.guild_id() and p.external_id = k.key and p.deleted_at is null
 group by k.place;

-- products_by_sku
select k.place::integer as place, (array_agg(p.id))[1] as id, count(*)::integer as many
  from unnest($1::text[]) with ordinality as k (key, place)
  join products p on p.guild_id = wall.guild_id() and p.sku = k.key and p.deleted_at is null
 group by k.place;

-- products_by_name
select k.place::integer as place, (array_agg(p.id))[1] as id, count(*)::integer as many
  from unnest($1::text[]) with ordinality as k (key, place)
  join products p on p.guild_id = wall.guild_id() and p.name = k.key and p.deleted_at is null
 group by k.place;

-- contacts_by_email: of the customers of the rows, $2
select k.place::integer as place, (array_agg(p.id))[1] as id, count(*)::integer as many
  from unnest($1::text[], $2::uuid[]) with ordinality as k (key, customer_id, place)
  join contacts p on p.guild_id = wall.guild_id() and p.customer_id = k.customer_id and lower(p.email) = lower(k.key) and p.deleted_at is null
 group by k.place;

-- contacts_by_name: "first last", of the customers of the rows, $2
select k.place::integer as place, (array_agg(p.id))[1] as id, count(*)::integer as many
  from unnest($1::text[], $2::uuid[]) with ordinality as k (key, customer_id, place)
  join contacts p on p.guild_id = wall.guild_id()
                 and p.customer_id = k.customer_id
                 and lower(p.first_name || ' ' || p.last_name) = lower(k.key)
                 and p.deleted_at is null
 group by k.place;
