-- customer_ids
select external_id, id
  from customers
 where guild_id = wall.guild_id()
   and external_id is not null
   and deleted_at is null;

-- product_ids
select external_id, id, name, unit_price
  from products
 where guild_id = wall.guild_id()
   and external_id is not null
   and deleted_at is null;
