-- Accounts, the tree they stand in, and what each membership may do. The server has no right on any of it: it
-- reaches these tables only through the functions of schema wall.
set local role guildhall_owner;

-- One row: how this installation keeps the settings from being forged, and the keys that never leave the database.
create table platform.installation (
    only_row       boolean     not null default true,
    settings_form  text        not null default 'proof',
    proof_key      bytea       not null default sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),
    disguise_key   bytea       not null default sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),
    created_at     timestamptz not null default now(),
    constraint installation_key primary key (only_row),
    constraint installation_only_row check (only_row),
    constraint installation_settings_form check (settings_form in ('parameter', 'proof'))
);
insert into platform.installation default values;

create table platform.accounts (
    id            uuid        not null,
    email         text        not null,
    name          text        not null,
    language      text        not null default 'en',
    password_hash text,
    totp_secret   bytea,
    totp_step     bigint      not null default 0,
    suspended_at  timestamptz,
    version       integer     not null default 1,
    created_at    timestamptz not null default now(),
    created_by    uuid        not null,
    updated_at    timestamptz not null default now(),
    updated_by    uuid        not null,
    constraint accounts_key primary key (id),
    constraint accounts_email_length check (length(email) between 3 and 254),
    constraint accounts_name_length check (length(name) between 1 and 200),
    constraint accounts_language_form check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$')
);
create unique index accounts_email on platform.accounts (lower(email));

-- An agency, or whoever owns the companies. made_by: the admin or moderator whose subtree it is.
create table platform.access_owners (
    id           uuid        not null,
    name         text        not null,
    made_by      uuid        not null,
    suspended_at timestamptz,
    version      integer     not null default 1,
    created_at   timestamptz not null default now(),
    created_by   uuid        not null,
    updated_at   timestamptz not null default now(),
    updated_by   uuid        not null,
    constraint access_owners_key primary key (id),
    constraint access_owners_made_by foreign key (made_by) references platform.accounts (id),
    constraint access_owners_name_length check (length(name) between 1 and 200)
);
create index access_owners_made_by_index on platform.access_owners (made_by);

-- The tenant. Its own world (currency, language and so on) is guild.settings.
create table platform.guilds (
    id              uuid        not null,
    access_owner_id uuid        not null,
    name            text        not null,
    suspended_at    timestamptz,
    version         integer     not null default 1,
    created_at      timestamptz not null default now(),
    created_by      uuid        not null,
    updated_at      timestamptz not null default now(),
    updated_by      uuid        not null,
    constraint guilds_key primary key (id),
    constraint guilds_access_owner foreign key (access_owner_id) references platform.access_owners (id),
    constraint guilds_name_length check (length(name) between 1 and 200)
);
create index guilds_access_owner_index on platform.guilds (access_owner_id);

-- Spots are nested intervals [pos, upto]; records carry pos, so a subtree is one integer range. 0 is the guild itself.
create table platform.spots (
    guild_id   uuid        not null,
    id         uuid        not null,
    parent_id  uuid,
    name       text        not null,
    pos        bigint      not null,
    upto       bigint      not null,
    version    integer     not null default 1,
    created_at timestamptz not null default now(),
    created_by uuid        not null,
    updated_at timestamptz not null default now(),
    updated_by uuid        not null,
    constraint spots_key primary key (guild_id, id),
    constraint spots_id unique (id),
    constraint spots_pos unique (guild_id, pos),
    constraint spots_reference unique (guild_id, id, pos),
    constraint spots_guild foreign key (guild_id) references platform.guilds (id),
    constraint spots_parent foreign key (guild_id, parent_id) references platform.spots (guild_id, id),
    constraint spots_range check (pos between 1 and upto and upto < 4611686018427387904),
    constraint spots_name_length check (length(name) between 1 and 200)
);
create index spots_parent_index on platform.spots (guild_id, parent_id);

-- A guild lets its access owner read, from the day it is made until the guild ends it.
create table platform.standing_grants (
    guild_id        uuid        not null,
    access_owner_id uuid        not null,
    created_at      timestamptz not null default now(),
    ended_at        timestamptz,
    ended_by        uuid,
    constraint standing_grants_key primary key (guild_id, access_owner_id),
    constraint standing_grants_guild foreign key (guild_id) references platform.guilds (id),
    constraint standing_grants_access_owner foreign key (access_owner_id) references platform.access_owners (id)
);

-- The built-in role sets. Scope: 1 own, 2 spot, 3 guild.
create table platform.roles (
    role  text     not null,
    level smallint not null,
    constraint roles_key primary key (role)
);
insert into platform.roles (role, level)
values ('admin', 0), ('moderator', 1), ('access_owner', 2), ('guild', 3), ('spot', 4), ('builder', 5), ('user', 6);

create table platform.role_permissions (
    role       text     not null,
    permission text     not null,
    scope      smallint not null,
    -- true: only while the membership's switch can_create_customers is on
    switched   boolean  not null default false,
    constraint role_permissions_key primary key (role, permission),
    constraint role_permissions_role foreign key (role) references platform.roles (role),
    constraint role_permissions_scope check (scope between 1 and 3),
    constraint role_permissions_name check (permission ~ '^[a-z_]+\.[a-z]+$')
);

-- What one account is somewhere. pos and upto are the spots it sees; they, scopes, language and live are
-- worked out beforehand (0003), so that entering reads two rows.
create table platform.memberships (
    id                   uuid        not null,
    account_id           uuid        not null,
    role                 text        not null,
    access_owner_id      uuid,
    guild_id             uuid,
    spot_id              uuid,
    can_create_customers boolean     not null default false,
    suspended_at         timestamptz,
    pos                  bigint      not null default 0,
    upto                 bigint      not null default 0,
    scopes               jsonb       not null default '{}',
    language             text        not null default 'en',
    live                 boolean     not null default false,
    version              integer     not null default 1,
    created_at           timestamptz not null default now(),
    created_by           uuid        not null,
    updated_at           timestamptz not null default now(),
    updated_by           uuid        not null,
    constraint memberships_key primary key (id),
    constraint memberships_account foreign key (account_id) references platform.accounts (id),
    constraint memberships_role foreign key (role) references platform.roles (role),
    constraint memberships_access_owner foreign key (access_owner_id) references platform.access_owners (id),
    constraint memberships_guild foreign key (guild_id) references platform.guilds (id),
    constraint memberships_spot foreign key (guild_id, spot_id) references platform.spots (guild_id, id),
    constraint memberships_place check (
        case role
            when 'access_owner' then access_owner_id is not null and spot_id is null
            when 'guild' then access_owner_id is not null and guild_id is not null and spot_id is null
            when 'spot' then access_owner_id is not null and guild_id is not null and spot_id is not null
            when 'builder' then access_owner_id is not null and guild_id is not null and spot_id is not null
            else access_owner_id is null and guild_id is null and spot_id is null
        end)
);
create unique index memberships_once
    on platform.memberships (account_id, role, coalesce(spot_id, guild_id, access_owner_id, account_id));
create index memberships_guild_index on platform.memberships (guild_id, role);
create index memberships_spot_index on platform.memberships (guild_id, spot_id);
create index memberships_access_owner_index on platform.memberships (access_owner_id, role);
create index memberships_role_index on platform.memberships (role) where role in ('admin', 'moderator', 'user');
