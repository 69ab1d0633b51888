-- Estimates and their lines. Percentages, quantities and prices as they were typed; money that was worked out in integer minor
-- units of the estimate's currency.
set local role guildhall_owner;

create table guild.estimates (
    guild_id                  uuid           not null default wall.guild_id(),
    id                        uuid           not null,
    spot_id                   uuid           default wall.spot_id(),
    spot_pos                  bigint         not null default wall.spot_pos(),
    owner_id                  uuid           not null default wall.account_id(),
    customer_id               uuid           not null,
    state                     text           not null default 'draft',
    number                    text,
    currency                  text           not null,
    prices_include_tax        boolean        not null default false,
    tax_rounding              text           not null default 'group',
    cash_rounding             numeric(20, 6),
    document_discount_percent numeric(20, 6),
    document_discount_amount  numeric(20, 6),
    issue_date                date,
    due_date                  date,
    payment_terms_days        integer,
    notes                     text,
    -- the customer as it was when it was chosen
    customer_name             text           not null,
    vat_number                text,
    billing_address           jsonb,
    shipping_address          jsonb,
    lines_total               bigint         not null default 0,
    discount                  bigint         not null default 0,
    net                       bigint         not null default 0,
    tax                       bigint         not null default 0,
    gross                     bigint         not null default 0,
    paid                      bigint         not null default 0,
    rounding                  bigint         not null default 0,
    due                       bigint         not null default 0,
    -- [{"category", "rate", "discount", "base", "tax"}], in minor units too
    taxes                     jsonb          not null default '[]',
    deleted_at                timestamptz,
    version                   integer        not null default 1,
    created_at                timestamptz    not null default now(),
    created_by                uuid           not null default wall.account_id(),
    updated_at                timestamptz    not null default now(),
    updated_by                uuid           not null default wall.account_id(),
    constraint estimates_key primary key (guild_id, id),
    constraint estimates_place unique (guild_id, id, spot_pos, owner_id),
    constraint estimates_spot_form check ((spot_id is null) = (spot_pos = 0)),
    constraint estimates_state check (state in ('draft', 'sent', 'accepted', 'declined', 'expired', 'cancelled')),
    constraint estimates_draft_has_no_number check (state <> 'draft' or number is null),
    constraint estimates_currency_form check (currency ~ '^[A-Z]{3}$'),
    constraint estimates_tax_rounding check (tax_rounding in ('group', 'line')),
    constraint estimates_cash_rounding_positive check (cash_rounding > 0),
    constraint estimates_document_discount_percent_range check (document_discount_percent between 0 and 100),
    constraint estimates_document_discount_amount_range check (document_discount_amount >= 0),
    constraint estimates_due_after_issue check (due_date >= issue_date),
    constraint estimates_customer_name_length check (length(customer_name) between 1 and 200),
    constraint estimates_payment_terms_days_range check (payment_terms_days between 0 and 3650),
    constraint estimates_notes_length check (length(notes) <= 20000),
    constraint estimates_vat_number_length check (length(vat_number) between 1 and 50),
    constraint estimates_billing_address_form check (
        jsonb_typeof(billing_address) = 'object' and billing_address - '{street,city,region,postal_code,country}'::text[] = '{}'),
    constraint estimates_shipping_address_form check (
        jsonb_typeof(shipping_address) = 'object' and shipping_address - '{street,city,region,postal_code,country}'::text[] = '{}'),
    constraint estimates_taxes_form check (jsonb_typeof(taxes) = 'array')
);
create unique index estimates_number on guild.estimates (guild_id, number);
create index estimates_created_at on guild.estimates (guild_id, created_at desc, id desc);
create index estimates_spot_created_at on guild.estimates (guild_id, spot_pos, created_at desc, id desc);
create index estimates_owner_index on guild.estimates (guild_id, owner_id, created_at desc, id desc);
create index estimates_customer_index on guild.estimates (guild_id, customer_id, created_at desc, id desc);

alter table guild.estimates add constraint estimates_spot
    foreign key (guild_id, spot_id, spot_pos) references platform.spots (guild_id, id, pos) on update cascade;
alter table guild.estimates add constraint estimates_customer
    foreign key (guild_id, customer_id) references guild.customers (guild_id, id);

create table guild.estimate_lines (
    guild_id         uuid           not null default wall.guild_id(),
    id               uuid           not null,
    estimate_id      uuid           not null,
    spot_id          uuid,
    spot_pos         bigint         not null,
    owner_id         uuid           not null,
    position         integer        not null,
    description      text           not null,
    product_id       uuid,
    quantity         numeric(20, 6) not null,
    unit_price       numeric(20, 6) not null,
    discount_percent numeric(20, 6),
    discount_amount  numeric(20, 6),
    tax_code_id      uuid           not null,
    -- the tax code as it was when the line was written
    tax_category     text           not null,
    tax_rate         numeric(9, 6)  not null,
    net              bigint         not null default 0,
    version          integer        not null default 1,
    created_at       timestamptz    not null default now(),
    created_by       uuid           not null default wall.account_id(),
    updated_at       timestamptz    not null default now(),
    updated_by       uuid           not null default wall.account_id(),
    constraint estimate_lines_key primary key (guild_id, id),
    constraint estimate_lines_position unique (guild_id, estimate_id, position) deferrable initially deferred,
    constraint estimate_lines_position_range check (position between 1 and 10000),
    constraint estimate_lines_description_length check (length(description) between 1 and 2000),
    constraint estimate_lines_discount_percent_range check (discount_percent between 0 and 100),
    constraint estimate_lines_discount_amount_range check (discount_amount >= 0),
    constraint estimate_lines_tax_rate_range check (tax_rate between 0 and 100)
);
create index estimate_lines_place_index on guild.estimate_lines (guild_id, estimate_id, spot_pos, owner_id);
create index estimate_lines_product_index on guild.estimate_lines (guild_id, product_id);
create index estimate_lines_tax_code_index on guild.estimate_lines (guild_id, tax_code_id);

alter table guild.estimate_lines add constraint estimate_lines_estimate
    foreign key (guild_id, estimate_id, spot_pos, owner_id) references guild.estimates (guild_id, id, spot_pos, owner_id)
    on update cascade on delete cascade;
alter table guild.estimate_lines add constraint estimate_lines_product
    foreign key (guild_id, product_id) references guild.products (guild_id, id);
alter table guild.estimate_lines add constraint estimate_lines_tax_code
    foreign key (guild_id, tax_code_id) references guild.tax_codes (guild_id, id);

set local role guildhall_wall;

-- A line lies where its estimate does; see wall.follow_customer.
create function wall.follow_estimate()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    select e.spot_id, e.spot_pos, e.owner_id
      into new.spot_id, new.spot_pos, new.owner_id
      from guild.estimates e
     where e.guild_id = new.guild_id
       and e.id = new.estimate_id;
    if not found then
        raise exception 'is not an estimate' using errcode = 'GH422', detail = 'estimate_id';
    end if;
    return new;
end
$$;
grant execute on function wall.follow_estimate() to guildhall_owner;

set local role guildhall_owner;
create trigger see before insert or update of customer_id on guild.estimates
    for each row execute function wall.see_customer();
create trigger follow before insert or update of estimate_id on guild.estimate_lines
    for each row execute function wall.follow_estimate();

select wall.protect('guild.estimates', 'spot');
select wall.protect('guild.estimate_lines', 'spot');
