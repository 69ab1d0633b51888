-- Exports: a list as a file, made beside the requests. Seen and fetched by who asked for it alone, and for a day; the file itself lies on
-- the machine, under its id.
set local role guildhall_owner;

create table guild.exports (
    guild_id   uuid        not null default wall.guild_id(),
    id         uuid        not null,
    owner_id   uuid        not null default wall.account_id(),
    seen_from  uuid        not null generated always as (owner_id) stored,
    seen_to    uuid        not null generated always as (owner_id) stored,
    kind       text        not null,
    format     text        not null,
    filter     jsonb       not null default '{}',
    columns    text[]      not null default '{}',
    state      text        not null default 'running',
    rows       integer     not null default 0,
    expires_at timestamptz not null default now() + interval '1 day',
    version    integer     not null default 1,
    created_at timestamptz not null default now(),
    created_by uuid        not null default wall.account_id(),
    updated_at timestamptz not null default now(),
    updated_by uuid        not null default wall.account_id(),
    constraint exports_key primary key (guild_id, id),
    constraint exports_kind check (kind in ('customers', 'contacts', 'estimates', 'products')),
    constraint exports_format check (format in ('csv', 'xlsx')),
    constraint exports_state check (state in ('running', 'done', 'failed', 'cancelled'))
);
create index exports_owner on guild.exports (guild_id, owner_id, created_at desc, id desc);

select wall.protect('guild.exports', 'personal');

-- Files of one's own; what is in one is what the list's own permission lets one read. Who only reads a guild by a grant makes
-- none, but reads lists at once with exports.run, which implies this reading.
insert into platform.role_permissions (role, permission, scope, switched)
values ('builder', 'exports.create', 1, false),
       ('spot', 'exports.create', 1, false),
       ('guild', 'exports.create', 1, false),
       ('builder', 'exports.read', 3, false),
       ('spot', 'exports.read', 3, false),
       ('guild', 'exports.read', 3, false),
       ('access_owner', 'exports.read', 3, false);
update platform.memberships set live = live;
