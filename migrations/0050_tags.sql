-- Tags: words of a guild's own for its records. Everybody in the guild reads them; heads and administrators make them.
set local role guildhall_owner;

create table guild.tags (
    guild_id   uuid        not null default wall.guild_id(),
    id         uuid        not null,
    name       text        not null,
    version    integer     not null default 1,
    created_at timestamptz not null default now(),
    created_by uuid        not null default wall.account_id(),
    updated_at timestamptz not null default now(),
    updated_by uuid        not null default wall.account_id(),
    constraint tags_key primary key (guild_id, id),
    constraint tags_name_length check (length(name) between 1 and 60)
);
create unique index tags_name on guild.tags (guild_id, lower(name));

select wall.protect('guild.tags', 'guild');

-- Scope 3 is the guild: tags lie in no spot.
insert into platform.role_permissions (role, permission, scope, switched)
values ('builder', 'tags.read', 3, false),
       ('spot', 'tags.read', 3, false),
       ('spot', 'tags.create', 3, false),
       ('spot', 'tags.update', 3, false),
       ('spot', 'tags.delete', 3, false),
       ('guild', 'tags.read', 3, false),
       ('guild', 'tags.create', 3, false),
       ('guild', 'tags.update', 3, false),
       ('guild', 'tags.delete', 3, false),
       ('access_owner', 'tags.read', 3, false);
update platform.memberships set live = live;
