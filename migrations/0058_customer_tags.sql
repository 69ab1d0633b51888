-- Customers carry tags and lie in a group. Both are words of the guild's own: everybody reads them, heads and administrators make them.
set local role guildhall_owner;

create table guild.groups (
    guild_id   uuid        not null default wall.guild_id(),
    id         uuid        not null,
    name       text        not null,
    version    integer     not null default 1,
    created_at timestamptz not null default now(),
    created_by uuid        not null default wall.account_id(),
    updated_at timestamptz not null default now(),
    updated_by uuid        not null default wall.account_id(),
    constraint groups_key primary key (guild_id, id),
    constraint groups_name_length check (length(name) between 1 and 60)
);
create unique index groups_name on guild.groups (guild_id, lower(name));

select wall.protect('guild.groups', 'guild');

-- In the row itself: one version, one entry of the trail and one undo for all that a customer is. No foreign key can hold a list: the
-- trigger below says which tags may come in, and the one on guild.tags takes out those that go.
alter table guild.customers
    add column group_id uuid,
    add column tag_ids uuid[] not null default '{}',
    add constraint customers_tags_count check (cardinality(tag_ids) <= 50),
    add constraint customers_group foreign key (guild_id, group_id) references guild.groups (guild_id, id);
create index customers_group_index on guild.customers (guild_id, group_id, created_at desc, id desc) where group_id is not null;

set local role guildhall_wall;

-- Each tag once, in the order given. What a customer had already may stay; a new one has to be there.
create function wall.see_tags()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    new.tag_ids := array(select a.id from unnest(new.tag_ids) with ordinality as a (id, place) group by a.id order by min(a.place));
    if exists (select from unnest(new.tag_ids) as a (id)
                where (tg_op = 'INSERT' or not a.id = any (old.tag_ids))
                  and not exists (select from guild.tags t where t.guild_id = new.guild_id and t.id = a.id)) then
        raise exception 'is not a tag' using errcode = 'GH422', detail = 'tag_ids';
    elsif cardinality(new.tag_ids) > 50 then
        raise exception 'must be at most 50' using errcode = 'GH422', detail = 'tag_ids';
    end if;
    return new;
end
$$;

-- Who may remove a tag or a group may write in the whole guild.
create function wall.take_tag_off()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    update guild.customers c
       set tag_ids = array_remove(c.tag_ids, old.id)
     where c.guild_id = old.guild_id
       and old.id = any (c.tag_ids);
    return old;
end
$$;

create function wall.empty_group()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    update guild.customers c
       set group_id = null
     where c.guild_id = old.guild_id
       and c.group_id = old.id;
    return old;
end
$$;
grant execute on function wall.see_tags(), wall.take_tag_off(), wall.empty_group() to guildhall_owner;

set local role guildhall_owner;
create trigger see_tags before insert or update of tag_ids on guild.customers
    for each row when (new.tag_ids <> '{}') execute function wall.see_tags();
create trigger take_off before delete on guild.tags
    for each row execute function wall.take_tag_off();
create trigger empty before delete on guild.groups
    for each row execute function wall.empty_group();

-- As tags: scope 3 is the guild.
insert into platform.role_permissions (role, permission, scope, switched)
values ('builder', 'groups.read', 3, false),
       ('spot', 'groups.read', 3, false),
       ('spot', 'groups.create', 3, false),
       ('spot', 'groups.update', 3, false),
       ('spot', 'groups.delete', 3, false),
       ('guild', 'groups.read', 3, false),
       ('guild', 'groups.create', 3, false),
       ('guild', 'groups.update', 3, false),
       ('guild', 'groups.delete', 3, false),
       ('access_owner', 'groups.read', 3, false);
update platform.memberships set live = live;
