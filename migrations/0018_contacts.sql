-- Contacts: people at a customer, exactly one of them primary. Notes: what was written down about a customer.
set local role guildhall_owner;

create table guild.contacts (
    guild_id        uuid        not null default wall.guild_id(),
    id              uuid        not null,
    customer_id     uuid        not null,
    spot_id         uuid,
    spot_pos        bigint      not null,
    owner_id        uuid        not null,
    first_name      text        not null,
    last_name       text        not null,
    email           text,
    phone           text,
    title           text,
    "primary"       boolean     not null default false,
    opted_out       boolean     not null default false,
    invalid_address boolean     not null default false,
    import_id       uuid,
    deleted_at      timestamptz,
    version         integer     not null default 1,
    created_at      timestamptz not null default now(),
    created_by      uuid        not null default wall.account_id(),
    updated_at      timestamptz not null default now(),
    updated_by      uuid        not null default wall.account_id(),
    constraint contacts_key primary key (guild_id, id),
    constraint contacts_first_name_length check (length(first_name) between 0 and 200),
    constraint contacts_last_name_length check (length(last_name) between 0 and 200),
    constraint contacts_named check (first_name <> '' or last_name <> ''),
    constraint contacts_email_length check (length(email) between 3 and 254),
    constraint contacts_phone_length check (length(phone) between 1 and 50),
    constraint contacts_title_length check (length(title) between 1 and 200)
);
create unique index contacts_one_primary on guild.contacts (guild_id, customer_id) where "primary" and deleted_at is null;
create index contacts_customer_index on guild.contacts (guild_id, customer_id, spot_pos, owner_id);
create index contacts_created_at on guild.contacts (guild_id, created_at desc, id desc);
create index contacts_import on guild.contacts (guild_id, import_id) where import_id is not null;

alter table guild.contacts add constraint contacts_customer
    foreign key (guild_id, customer_id, spot_pos, owner_id) references guild.customers (guild_id, id, spot_pos, owner_id) on update cascade;

create table guild.notes (
    guild_id    uuid        not null default wall.guild_id(),
    id          uuid        not null,
    customer_id uuid        not null,
    spot_id     uuid,
    spot_pos    bigint      not null,
    owner_id    uuid        not null,
    body        text        not null,
    deleted_at  timestamptz,
    version     integer     not null default 1,
    created_at  timestamptz not null default now(),
    created_by  uuid        not null default wall.account_id(),
    updated_at  timestamptz not null default now(),
    updated_by  uuid        not null default wall.account_id(),
    constraint notes_key primary key (guild_id, id),
    constraint notes_body_length check (length(body) between 1 and 20000)
);
create index notes_customer_index on guild.notes (guild_id, customer_id, created_at desc, id desc);
create index notes_place_index on guild.notes (guild_id, customer_id, spot_pos, owner_id);

alter table guild.notes add constraint notes_customer
    foreign key (guild_id, customer_id, spot_pos, owner_id) references guild.customers (guild_id, id, spot_pos, owner_id) on update cascade;

set local role guildhall_wall;

-- The first contact is the primary one; a new primary one relieves the old.
create function wall.prefer_contact()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if new.deleted_at is not null then
        new."primary" := false;
    elsif not new."primary" and pg_trigger_depth() > 1 then
        null;  -- relieved just below, by the new primary contact's own trigger
    elsif not new."primary" then
        new."primary" := not exists (select from guild.contacts c
                                      where c.guild_id = new.guild_id and c.customer_id = new.customer_id and c.id <> new.id
                                        and c.deleted_at is null and c."primary");
    elsif tg_op = 'INSERT' or not old."primary" then
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

-- Where the primary contact has gone, the oldest of the others takes its place.
create function wall.replace_primary_contact()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    update guild.contacts c
       set "primary" = true
     where c.guild_id = old.guild_id
       and c.id = (select o.id from guild.contacts o
                    where o.guild_id = old.guild_id and o.customer_id = old.customer_id and o.deleted_at is null
                    order by o.created_at, o.id
                    limit 1)
       and not exists (select from guild.contacts p
                        where p.guild_id = old.guild_id and p.customer_id = old.customer_id and p.deleted_at is null and p."primary");
    return null;
end
$$;
grant execute on function wall.prefer_contact(), wall.replace_primary_contact() to guildhall_owner;

set local role guildhall_owner;
create trigger follow before insert or update of customer_id on guild.contacts
    for each row execute function wall.follow_customer();
create trigger follow before insert or update of customer_id on guild.notes
    for each row execute function wall.follow_customer();
create trigger prefer before insert or update of "primary", deleted_at on guild.contacts
    for each row execute function wall.prefer_contact();
create trigger replace_primary after update of deleted_at on guild.contacts
    for each row when (old."primary" and new.deleted_at is not null) execute function wall.replace_primary_contact();
create trigger replace_erased_primary after delete on guild.contacts
    for each row when (old."primary") execute function wall.replace_primary_contact();

select wall.protect('guild.contacts', 'spot');
select wall.protect('guild.notes', 'spot');
