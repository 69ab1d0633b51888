-- Products and tax codes: the whole guild's.
set local role guildhall_owner;

create table guild.tax_codes (
    guild_id         uuid          not null default wall.guild_id(),
    id               uuid          not null,
    name             text          not null,
    category         text          not null,
    rate             numeric(9, 6) not null,
    exemption_reason text,
    active           boolean       not null default true,
    deleted_at       timestamptz,
    version          integer       not null default 1,
    created_at       timestamptz   not null default now(),
    created_by       uuid          not null default wall.account_id(),
    updated_at       timestamptz   not null default now(),
    updated_by       uuid          not null default wall.account_id(),
    constraint tax_codes_key primary key (guild_id, id),
    constraint tax_codes_name_length check (length(name) between 1 and 200),
    -- EN 16931's categories
    constraint tax_codes_category check (category in ('S', 'Z', 'E', 'AE', 'K', 'G', 'O', 'L', 'M')),
    constraint tax_codes_rate_range check (rate between 0 and 100),
    constraint tax_codes_rate_of_category check (category in ('S', 'L', 'M') or rate = 0),
    constraint tax_codes_exemption_reason check (
        case when category in ('E', 'AE', 'K', 'G', 'O') then length(exemption_reason) between 1 and 500 and exemption_reason is not null
             when category in ('S', 'Z') then exemption_reason is null
             else true end)
);
create unique index tax_codes_name on guild.tax_codes (guild_id, name) where deleted_at is null;

create table guild.products (
    guild_id    uuid           not null default wall.guild_id(),
    id          uuid           not null,
    external_id text,
    sku         text,
    name        text           not null,
    description text,
    category    text,
    unit        text,
    unit_price  numeric(20, 6) not null,
    currency    text           not null,
    tax_code_id uuid,
    active      boolean        not null default true,
    import_id   uuid,
    deleted_at  timestamptz,
    version     integer        not null default 1,
    created_at  timestamptz    not null default now(),
    created_by  uuid           not null default wall.account_id(),
    updated_at  timestamptz    not null default now(),
    updated_by  uuid           not null default wall.account_id(),
    constraint products_key primary key (guild_id, id),
    constraint products_name_length check (length(name) between 1 and 200),
    constraint products_external_id_length check (length(external_id) between 1 and 200),
    constraint products_sku_length check (length(sku) between 1 and 100),
    constraint products_description_length check (length(description) between 1 and 2000),
    constraint products_category_length check (length(category) between 1 and 200),
    constraint products_unit_length check (length(unit) between 1 and 100),
    constraint products_currency_form check (currency ~ '^[A-Z]{3}$')
);
create unique index products_external_id on guild.products (guild_id, external_id) where deleted_at is null;
create unique index products_sku on guild.products (guild_id, sku) where deleted_at is null;
create index products_name on guild.products (guild_id, (name collate "und-x-icu"), id);
create index products_created_at on guild.products (guild_id, created_at desc, id desc);
create index products_tax_code_index on guild.products (guild_id, tax_code_id);
create index products_import on guild.products (guild_id, import_id) where import_id is not null;

alter table guild.products add constraint products_tax_code
    foreign key (guild_id, tax_code_id) references guild.tax_codes (guild_id, id);

select wall.protect('guild.tax_codes', 'guild');
select wall.protect('guild.products', 'guild');
