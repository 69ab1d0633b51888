-- What a guild's documents and forms begin with. Read by everybody in the guild, written by wall.update_guild.
set local role guildhall_owner;

create table guild.settings (
    guild_id               uuid        not null,
    currency               text        not null default 'EUR',
    country                text        not null default 'DE',
    language               text        not null default 'en',
    payment_terms_days     integer     not null default 30,
    -- false: a contact needs an e-mail address; true: an e-mail address or a phone number will do
    require_email_or_phone boolean     not null default false,
    version                integer     not null default 1,
    created_at             timestamptz not null default now(),
    created_by             uuid        not null default wall.account_id(),
    updated_at             timestamptz not null default now(),
    updated_by             uuid        not null default wall.account_id(),
    constraint settings_key primary key (guild_id),
    constraint settings_currency_form check (currency ~ '^[A-Z]{3}$'),
    constraint settings_country_form check (country ~ '^[A-Z]{2}$'),
    constraint settings_language_form check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
    constraint settings_payment_terms_days_range check (payment_terms_days between 0 and 3650)
);
alter table guild.settings add constraint settings_guild foreign key (guild_id) references platform.guilds (id);
select wall.protect('guild.settings', 'settings');
