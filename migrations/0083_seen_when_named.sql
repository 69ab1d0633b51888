-- As in 0017, but a record that had no customer yet is held to the same: it may be given one that its hand sees, and no other.
set local role guildhall_wall;

create or replace function wall.see_customer()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    -- who changes anything else need not see the customer any more: it may lie in the trash
    if new.customer_id is not null
       and (tg_op = 'INSERT' or new.customer_id is distinct from old.customer_id)
       and not exists (select from guild.customers c where c.guild_id = new.guild_id and c.id = new.customer_id and c.deleted_at is null) then
        raise exception 'is not a customer' using errcode = 'GH422', detail = 'customer_id';
    end if;
    return new;
end
$$;
