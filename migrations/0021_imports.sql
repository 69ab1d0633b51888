-- Imports: a file, how its columns are understood, what became of each row.
set local role guildhall_owner;

create table guild.imports (
    guild_id   uuid        not null default wall.guild_id(),
    id         uuid        not null,
    spot_id    uuid        default wall.spot_id(),
    spot_pos   bigint      not null default wall.spot_pos(),
    owner_id   uuid        not null default wall.account_id(),
    kind       text        not null,
    state      text        not null default 'preview',
    file_name  text        not null,
    content    bytea       not null,
    encoding   text        not null,
    delimiter  text        not null,
    columns    jsonb       not null default '[]',
    mapping    jsonb       not null default '{}',
    sample     jsonb       not null default '[]',
    rows       integer     not null default 0,
    imported   integer     not null default 0,
    failed     integer     not null default 0,
    -- rows that have been dealt with: where a run goes on after a restart
    done       integer     not null default 0,
    version    integer     not null default 1,
    created_at timestamptz not null default now(),
    created_by uuid        not null default wall.account_id(),
    updated_at timestamptz not null default now(),
    updated_by uuid        not null default wall.account_id(),
    constraint imports_key primary key (guild_id, id),
    constraint imports_place unique (guild_id, id, spot_pos, owner_id),
    constraint imports_spot_form check ((spot_id is null) = (spot_pos = 0)),
    constraint imports_kind check (kind in ('customers', 'products')),
    constraint imports_state check (state in ('preview', 'running', 'done', 'cancelled', 'undone')),
    constraint imports_file_name_length check (length(file_name) between 1 and 300)
);
create index imports_created_at on guild.imports (guild_id, created_at desc, id desc);
create index imports_spot_index on guild.imports (guild_id, spot_pos);

-- One row of the file that was dealt with: what was made of it (undo takes it back), or why nothing was.
create table guild.import_rows (
    guild_id   uuid        not null default wall.guild_id(),
    id         uuid        not null default gen_random_uuid(),
    import_id  uuid        not null,
    spot_id    uuid,
    spot_pos   bigint      not null,
    owner_id   uuid        not null,
    number     integer     not null,
    made       text,
    made_id    uuid,
    problems   jsonb       not null default '[]',
    version    integer     not null default 1,
    created_at timestamptz not null default now(),
    created_by uuid        not null default wall.account_id(),
    updated_at timestamptz not null default now(),
    updated_by uuid        not null default wall.account_id(),
    constraint import_rows_key primary key (guild_id, id),
    constraint import_rows_made check (made in ('customers', 'products') and made_id is not null or made is null and made_id is null)
);
create index import_rows_number on guild.import_rows (guild_id, import_id, number);
create index import_rows_place_index on guild.import_rows (guild_id, import_id, spot_pos, owner_id);

alter table guild.imports add constraint imports_spot
    foreign key (guild_id, spot_id, spot_pos) references platform.spots (guild_id, id, pos) on update cascade;
alter table guild.import_rows add constraint import_rows_import
    foreign key (guild_id, import_id, spot_pos, owner_id) references guild.imports (guild_id, id, spot_pos, owner_id)
    on update cascade on delete cascade;
alter table guild.customers add constraint customers_import_key
    foreign key (guild_id, import_id) references guild.imports (guild_id, id);
alter table guild.contacts add constraint contacts_import_key
    foreign key (guild_id, import_id) references guild.imports (guild_id, id);
alter table guild.products add constraint products_import_key
    foreign key (guild_id, import_id) references guild.imports (guild_id, id);

set local role guildhall_wall;
create function wall.follow_import()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    select i.spot_id, i.spot_pos, i.owner_id
      into new.spot_id, new.spot_pos, new.owner_id
      from guild.imports i
     where i.guild_id = new.guild_id
       and i.id = new.import_id;
    if not found then
        raise exception 'is not an import' using errcode = 'GH422', detail = 'import_id';
    end if;
    return new;
end
$$;
grant execute on function wall.follow_import() to guildhall_owner;

set local role guildhall_owner;
create trigger follow before insert or update of import_id on guild.import_rows
    for each row execute function wall.follow_import();

select wall.protect('guild.imports', 'spot', '{content,sample}');
select wall.protect('guild.import_rows', 'staging');
