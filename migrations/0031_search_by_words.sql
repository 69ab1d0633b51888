-- Products and estimates are found by the beginnings of words. Unlike the customers' words these stand in the row: few enough are
-- read on the way. A list of words is compared word by word, with >= and < alone.
set local role guildhall_owner;

alter table guild.products
    add column words text[] not null generated always as (wall.words(name || ' ' || coalesce(sku, ''))) stored;
alter table guild.estimates
    add column words text[] not null generated always as (wall.words(customer_name || ' ' || coalesce(number, ''))) stored;

select wall.protect('guild.products', 'guild', '{words}');
select wall.protect('guild.estimates', 'spot', '{words}');

set local role guildhall_wall;

-- Whether each word of what was asked begins one of these.
create function wall.finds(words text[], asked text)
returns boolean
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select not exists (select
                         from unnest(wall.words(asked)) as a (word)
                        where not exists (select
                                            from unnest(finds.words) as w (word)
                                           where starts_with(w.word, a.word)))
$$;
grant execute on function wall.finds(text[], text) to guildhall_app;
