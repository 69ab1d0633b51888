-- Contacts that come to another customer, many at once and in any order: who was not the primary one there is none here, unless nobody
-- else is when all of them have come.
set local role guildhall_wall;

create or replace function wall.prefer_contact()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    moves constant boolean := tg_op = 'UPDATE' and new.customer_id is distinct from old.customer_id;
begin
    if new.deleted_at is not null then
        new."primary" := false;
    elsif not new."primary" and (moves or pg_trigger_depth() > 1) then
        null;  -- settled below, when all have come; or relieved just below, by the new primary contact's own trigger
    elsif not new."primary" then
        new."primary" := not exists (select from guild.contacts c
                                      where c.guild_id = new.guild_id and c.customer_id = new.customer_id and c.id <> new.id
                                        and c.deleted_at is null and c."primary");
    elsif tg_op = 'INSERT' or moves or not old."primary" then
        update guild.contacts c
           set "primary" = false
         where c.guild_id = new.guild_id
           and c.customer_id = new.customer_id
           and c.id <> new.id
           and c."primary"
           and c.deleted_at is null;
    end if;
    return new;
end
$$;

create function wall.settle_primary_contact()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    update guild.contacts c
       set "primary" = true
     where c.guild_id = new.guild_id
       and c.id = (select o.id from guild.contacts o
                    where o.guild_id = new.guild_id and o.customer_id = new.customer_id and o.deleted_at is null
                    order by o.created_at, o.id
                    limit 1)
       and not exists (select from guild.contacts p
                        where p.guild_id = new.guild_id and p.customer_id = new.customer_id and p.deleted_at is null and p."primary");
    return null;
end
$$;
grant execute on function wall.settle_primary_contact() to guildhall_owner;

set local role guildhall_owner;
create trigger settle_moved_primary after update of customer_id on guild.contacts
    for each row when (not new."primary" and new.customer_id <> old.customer_id) execute function wall.settle_primary_contact();

-- 0076; and where the customer has gone for good there is nobody left to be the primary one.
set local role guildhall_wall;
create or replace function wall.replace_primary_contact()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    heir constant uuid := (select o.id
                             from guild.contacts o
                            where o.guild_id = old.guild_id
                              and o.customer_id = old.customer_id
                              and o.deleted_at is null
                            order by o.created_at, o.id
                            limit 1);
begin
    if heir is null or tg_op = 'DELETE' and not exists (select from guild.customers c where c.guild_id = old.guild_id and c.id = old.customer_id) then
        return null;
    end if;
    update guild.contacts c
       set "primary" = true
     where c.guild_id = old.guild_id
       and c.id = heir
       and not exists (select from guild.contacts p
                        where p.guild_id = old.guild_id and p.customer_id = old.customer_id and p.deleted_at is null and p."primary");
    return null;
end
$$;
