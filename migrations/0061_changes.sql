-- Changes of many records at once that can be taken back for 30 days: bulk changes and merges. What a record was before stands beside
-- what it was left as, so that only what nobody has changed since goes back.
set local role guildhall_wall;

-- What a record says: without what the database keeps beside it, and where its spot stands among the others.
create function wall.content(record jsonb)
returns jsonb
language sql immutable parallel safe
return content.record - '{version,updated_at,updated_by,spot_pos,words}'::text[];

-- By this it is known again.
create function wall.content_digest(record jsonb)
returns bytea
language sql immutable parallel safe
return sha256(convert_to(wall.content(content_digest.record)::text, 'UTF8'));

-- What a record said before, as far as it says something else now.
create function wall.difference(before jsonb, after jsonb)
returns jsonb
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return (select coalesce(jsonb_object_agg(b.key, b.value), '{}')
              from jsonb_each(wall.content(difference.before)) b
             where b.value is distinct from difference.after -> b.key);
end
$$;

grant execute on function wall.content(jsonb), wall.content_digest(jsonb), wall.difference(jsonb, jsonb) to guildhall_app, guildhall_owner;

-- Where a spot stands is the tree's to say, whoever moves a record there.
create function wall.place_record()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if new.spot_id is distinct from old.spot_id then
        new.spot_pos := coalesce((select s.pos from platform.spots s where s.guild_id = new.guild_id and s.id = new.spot_id), 0);
    end if;
    return new;
end
$$;
grant execute on function wall.place_record() to guildhall_owner;

set local role guildhall_owner;

alter table guild.customers
    add column merged_into_id uuid,
    add constraint customers_merged_only_in_trash check (merged_into_id is null or deleted_at is not null),
    add constraint customers_merged_elsewhere check (merged_into_id <> id);
alter table guild.customers add constraint customers_merged_into
    foreign key (guild_id, merged_into_id) references guild.customers (guild_id, id);
create index customers_merged_into_index on guild.customers (guild_id, merged_into_id) where merged_into_id is not null;
create trigger place before update of spot_id on guild.customers
    for each row execute function wall.place_record();

-- A contact may come to another customer: its words come along, and where it was the primary one, somebody else is.
drop trigger words on guild.contacts;
create trigger words after insert or delete or update of customer_id, email, phone, deleted_at on guild.contacts
    for each row execute function wall.write_contact_words();
create trigger replace_moved_primary after update of customer_id on guild.contacts
    for each row when (old."primary" and new.customer_id <> old.customer_id) execute function wall.replace_primary_contact();

-- selection: which records, as a list's filter; null where each was named. change: what becomes of them. selected: whether all rows
-- are known by now. Counts are of rows; restored and kept: of the undo.
create table guild.changes (
    guild_id   uuid        not null default wall.guild_id(),
    id         uuid        not null,
    spot_id    uuid        default wall.spot_id(),
    spot_pos   bigint      not null default wall.spot_pos(),
    owner_id   uuid        not null default wall.account_id(),
    form       text        not null,
    kind       text        not null,
    record_id  uuid,
    state      text        not null default 'running',
    selection  jsonb,
    change     jsonb       not null,
    selected   boolean     not null default true,
    total      integer     not null default 0,
    changed    integer     not null default 0,
    unchanged  integer     not null default 0,
    failed     integer     not null default 0,
    undoing    boolean     not null default false,
    restored   integer     not null default 0,
    kept       integer     not null default 0,
    version    integer     not null default 1,
    created_at timestamptz not null default now(),
    created_by uuid        not null default wall.account_id(),
    updated_at timestamptz not null default now(),
    updated_by uuid        not null default wall.account_id(),
    constraint changes_key primary key (guild_id, id),
    constraint changes_place unique (guild_id, id, spot_pos, owner_id),
    constraint changes_spot_form check ((spot_id is null) = (spot_pos = 0)),
    constraint changes_form check (form in ('bulk', 'merge')),
    constraint changes_kind check (kind in ('customers', 'contacts', 'notes', 'activities', 'estimates', 'products')),
    constraint changes_state check (state in ('running', 'done', 'cancelled', 'undone'))
);
create index changes_created_at on guild.changes (guild_id, form, created_at desc, id desc);
create index changes_record_index on guild.changes (guild_id, record_id) where record_id is not null;
create index changes_spot_index on guild.changes (guild_id, spot_id, spot_pos);
alter table guild.changes add constraint changes_spot
    foreign key (guild_id, spot_id, spot_pos) references platform.spots (guild_id, id, pos) on update cascade;

-- One record of a change. before: what it said that it says no more; left_as: the digest of what it was left saying.
create table guild.changed_rows (
    guild_id   uuid        not null default wall.guild_id(),
    change_id  uuid        not null,
    number     integer     not null,
    spot_id    uuid,
    spot_pos   bigint      not null,
    owner_id   uuid        not null,
    kind       text        not null,
    record_id  uuid        not null,
    name       text        not null default '',
    state      text        not null default 'waiting',
    reason     text,
    before     jsonb,
    left_as    bytea,
    created_at timestamptz not null default now(),
    constraint changed_rows_key primary key (guild_id, change_id, number),
    constraint changed_rows_record unique (guild_id, change_id, kind, record_id),
    constraint changed_rows_state check (state in ('waiting', 'changed', 'unchanged', 'failed', 'restored', 'kept')),
    constraint changed_rows_reason check (reason in ('not_there', 'not_permitted', 'not_a_draft', 'changed_since', 'refused'))
);
create index changed_rows_state_index on guild.changed_rows (guild_id, change_id, state, number);
create index changed_rows_place_index on guild.changed_rows (guild_id, change_id, spot_pos, owner_id);
alter table guild.changed_rows add constraint changed_rows_change
    foreign key (guild_id, change_id, spot_pos, owner_id) references guild.changes (guild_id, id, spot_pos, owner_id)
    on update cascade on delete cascade;

set local role guildhall_wall;
create function wall.follow_change()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    select c.spot_id, c.spot_pos, c.owner_id
      into new.spot_id, new.spot_pos, new.owner_id
      from guild.changes c
     where c.guild_id = new.guild_id
       and c.id = new.change_id;
    if not found then
        raise exception 'is not a change' using errcode = 'GH422', detail = 'change_id';
    end if;
    return new;
end
$$;
grant execute on function wall.follow_change() to guildhall_owner;

set local role guildhall_owner;
create trigger follow before insert or update of change_id on guild.changed_rows
    for each row execute function wall.follow_change();

select wall.protect('guild.changes', 'spot');
select wall.protect('guild.changed_rows', 'staging');

-- Scopes as customers have them: 2 the spot, 3 the guild.
insert into platform.role_permissions (role, permission, scope, switched)
values ('builder', 'bulk_changes.read', 2, false),
       ('builder', 'bulk_changes.run', 2, false),
       ('spot', 'bulk_changes.read', 2, false),
       ('spot', 'bulk_changes.run', 2, false),
       ('guild', 'bulk_changes.read', 3, false),
       ('guild', 'bulk_changes.run', 3, false),
       ('access_owner', 'bulk_changes.read', 3, false);
update platform.memberships set live = live;
