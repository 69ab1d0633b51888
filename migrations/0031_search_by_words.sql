-- Products and estimates are found by the beginnings of words. Unlike the customers' words these stand in the row: few enough are
-- read on the way.
set local role guildhall_owner;

alter table guild.products
    add column words text[] not null generated always as (wall.words(name || ' ' || coalesce(sku, ''))) stored;
alter table guild.estimates
    add column words text[] not null generated always as (wall.words(customer_name || ' ' || coalesce(number, ''))) stored;

select wall.protect('guild.products', 'guild', '{words}');
select wall.protect('guild.estimates', 'spot', '{words}');
