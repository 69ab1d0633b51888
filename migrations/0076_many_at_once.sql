-- Many records in one statement cost each no more than one alone: what customers, contacts and products are found by is written for all
-- rows of an insert together, what was found is forgotten by its key however small the table was when the plan was made, and a trail of
-- many changes pairs each once instead of comparing all with all.
set local role guildhall_wall;

alter function wall.search_words_of(smallint, text, text, text, text) rows 8;

create or replace function wall.forget_record(guild uuid, record uuid, kind smallint, name text, vat_number text, phone text, email text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
begin
    delete from guild.search_words w
     using wall.search_words_of(kind, name, vat_number, phone, email) f
     where w.guild_id = guild
       and w.field = f.field
       and w.word = f.word
       and w.record_id = record;
    delete from guild.search_texts t where t.guild_id = guild and t.kind = forget_record.kind and t.record_id = record;
end
$$;

create function wall.index_new_customers()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into guild.search_words (guild_id, field, word, record_id, spot_pos, owner_id)
    select n.guild_id, f.field, f.word, n.id, n.spot_pos, n.owner_id
      from new_rows n
     cross join lateral wall.search_words_of(10::smallint, n.name, n.vat_number, n.phone, null) f
     where n.deleted_at is null;
    insert into guild.search_texts (guild_id, kind, record_id, spot_pos, owner_id, customer_id, text)
    select n.guild_id, 10, n.id, n.spot_pos, n.owner_id, null,
           wall.search_text_of(n.name, n.phone, null, array[n.vat_number, n.external_id, coalesce(n.address, n.billing_address) ->> 'city'])
      from new_rows n
     where n.deleted_at is null;
    return null;
end
$$;

create function wall.index_new_contacts()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into guild.search_words (guild_id, field, word, record_id, spot_pos, owner_id)
    select n.guild_id, f.field, f.word, n.id, n.spot_pos, n.owner_id
      from new_rows n
     cross join lateral wall.search_words_of(20::smallint, concat_ws(' ', n.first_name, n.last_name), null, n.phone, n.email) f
     where n.deleted_at is null;
    insert into guild.search_texts (guild_id, kind, record_id, spot_pos, owner_id, customer_id, text)
    select n.guild_id, 20, n.id, n.spot_pos, n.owner_id, n.customer_id,
           wall.search_text_of(concat_ws(' ', n.first_name, n.last_name), n.phone, n.email, '{}')
      from new_rows n
     where n.deleted_at is null;
    return null;
end
$$;

create function wall.index_new_products()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into guild.search_words (guild_id, field, word, record_id, spot_pos, owner_id)
    select n.guild_id, f.field, f.word, n.id, -1, n.created_by
      from new_rows n
     cross join lateral wall.search_words_of(50::smallint, n.name, null, null, null) f
     where n.deleted_at is null;
    insert into guild.search_texts (guild_id, kind, record_id, spot_pos, owner_id, customer_id, text)
    select n.guild_id, 50, n.id, -1, n.created_by, null, wall.search_text_of(n.name, null, null, array[n.sku, n.external_id])
      from new_rows n
     where n.deleted_at is null;
    return null;
end
$$;
grant execute on function wall.index_new_customers(), wall.index_new_contacts(), wall.index_new_products() to guildhall_owner;

-- Each side is made once (offset 0 keeps it apart), and found by its key.
create or replace function wall.audit_update()
returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp
set enable_nestloop = off
as $$
begin
    perform wall.audit_change(tg_table_name, coalesce(tg_argv::text[], '{}'), o.record, n.record)
       from (select coalesce(r.record ->> 'id', r.record ->> 'guild_id') as id, r.record
               from (select to_jsonb(old_rows) as record from old_rows offset 0) r offset 0) o
       join (select coalesce(r.record ->> 'id', r.record ->> 'guild_id') as id, r.record
               from (select to_jsonb(new_rows) as record from new_rows offset 0) r offset 0) n
         on n.id = o.id;
    return null;
end
$$;

-- Mostly there is no other contact, and nothing to write.
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
    if heir is null then
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

set local role guildhall_owner;
create or replace trigger search
    after delete or update of name, vat_number, external_id, phone, address, billing_address, deleted_at, spot_pos, owner_id
    on guild.customers for each row execute function wall.index_customer();
create or replace trigger search after delete or update of customer_id, first_name, last_name, phone, email, deleted_at, spot_pos, owner_id
    on guild.contacts for each row execute function wall.index_contact();
create or replace trigger search after delete or update of name, sku, external_id, deleted_at
    on guild.products for each row execute function wall.index_product();
create trigger search_insert after insert on guild.customers referencing new table as new_rows
    for each statement execute function wall.index_new_customers();
create trigger search_insert after insert on guild.contacts referencing new table as new_rows
    for each statement execute function wall.index_new_contacts();
create trigger search_insert after insert on guild.products referencing new table as new_rows
    for each statement execute function wall.index_new_products();
