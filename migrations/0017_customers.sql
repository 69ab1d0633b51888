-- Customers: companies and private persons.
set local role guildhall_owner;

-- An address is {street, city, region, postal_code, country}, each a text or null; no address is null. address is
-- where the customer is; what goes to its documents are the other two.
create table guild.customers (
    guild_id           uuid        not null default wall.guild_id(),
    id                 uuid        not null,
    spot_id            uuid        default wall.spot_id(),
    spot_pos           bigint      not null default wall.spot_pos(),
    owner_id           uuid        not null default wall.account_id(),
    external_id        text,
    name               text        not null,
    kind               text        not null default 'company',
    status             text        not null default 'active',
    vat_number         text,
    phone              text,
    website            text,
    country            text,
    currency           text        not null,
    language           text,
    payment_terms_days integer     not null,
    address            jsonb,
    billing_address    jsonb,
    shipping_address   jsonb,
    import_id          uuid,
    deleted_at         timestamptz,
    version            integer     not null default 1,
    created_at         timestamptz not null default now(),
    created_by         uuid        not null default wall.account_id(),
    updated_at         timestamptz not null default now(),
    updated_by         uuid        not null default wall.account_id(),
    constraint customers_key primary key (guild_id, id),
    -- what hangs on a customer follows it: its spot and its owner
    constraint customers_place unique (guild_id, id, spot_pos, owner_id),
    constraint customers_spot_form check ((spot_id is null) = (spot_pos = 0)),
    constraint customers_name_length check (length(name) between 1 and 200),
    constraint customers_external_id_length check (length(external_id) between 1 and 200),
    constraint customers_kind check (kind in ('company', 'person')),
    constraint customers_status check (status in ('lead', 'active', 'former')),
    constraint customers_vat_number_length check (length(vat_number) between 1 and 50),
    constraint customers_phone_length check (length(phone) between 1 and 50),
    constraint customers_website_length check (length(website) between 1 and 500),
    constraint customers_country_form check (country ~ '^[A-Z]{2}$'),
    constraint customers_currency_form check (currency ~ '^[A-Z]{3}$'),
    constraint customers_language_form check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
    constraint customers_payment_terms_days_range check (payment_terms_days between 0 and 3650),
    constraint customers_address_form check (
        jsonb_typeof(address) = 'object' and address - '{street,city,region,postal_code,country}'::text[] = '{}'),
    constraint customers_billing_address_form check (
        jsonb_typeof(billing_address) = 'object' and billing_address - '{street,city,region,postal_code,country}'::text[] = '{}'),
    constraint customers_shipping_address_form check (
        jsonb_typeof(shipping_address) = 'object' and shipping_address - '{street,city,region,postal_code,country}'::text[] = '{}')
);
create unique index customers_external_id on guild.customers (guild_id, external_id) where deleted_at is null;
create index customers_created_at on guild.customers (guild_id, created_at desc, id desc);
create index customers_spot_created_at on guild.customers (guild_id, spot_pos, created_at desc, id desc);
create index customers_owner_index on guild.customers (guild_id, owner_id, created_at desc, id desc);
create index customers_name on guild.customers (guild_id, (name collate "und-x-icu"), id);
create index customers_import on guild.customers (guild_id, import_id) where import_id is not null;

alter table guild.customers add constraint customers_spot
    foreign key (guild_id, spot_id, spot_pos) references platform.spots (guild_id, id, pos) on update cascade;

select wall.protect('guild.customers', 'spot');

-- What belongs to a customer takes its spot and owner from it. That also answers whether the writer sees the customer: a foreign
-- key alone does not, since it looks behind the policies. GH422 with the field as DETAIL, as for an id that nobody has.
set local role guildhall_wall;
create function wall.follow_customer()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    select c.spot_id, c.spot_pos, c.owner_id
      into new.spot_id, new.spot_pos, new.owner_id
      from guild.customers c
     where c.guild_id = new.guild_id
       and c.id = new.customer_id;
    if not found then
        raise exception 'is not a customer' using errcode = 'GH422', detail = 'customer_id';
    end if;
    return new;
end
$$;

create function wall.see_customer()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    -- who changes anything else need not see the customer any more: it may lie in the trash
    if new.customer_id is not null
       and (tg_op = 'INSERT' or new.customer_id <> old.customer_id)
       and not exists (select from guild.customers c where c.guild_id = new.guild_id and c.id = new.customer_id and c.deleted_at is null) then
        raise exception 'is not a customer' using errcode = 'GH422', detail = 'customer_id';
    end if;
    return new;
end
$$;
grant execute on function wall.follow_customer(), wall.see_customer() to guildhall_owner;
