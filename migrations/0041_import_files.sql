-- An import's file lies beside it: the import itself is written after every batch of rows, and the trail looks at all of it then.
set local role guildhall_owner;

create table guild.import_files (
    guild_id   uuid        not null default wall.guild_id(),
    import_id  uuid        not null,
    spot_id    uuid,
    spot_pos   bigint      not null,
    owner_id   uuid        not null,
    content    bytea       not null,
    constraint import_files_key primary key (guild_id, import_id)
);
create index import_files_place_index on guild.import_files (guild_id, import_id, spot_pos, owner_id);
alter table guild.import_files add constraint import_files_import
    foreign key (guild_id, import_id, spot_pos, owner_id) references guild.imports (guild_id, id, spot_pos, owner_id)
    on update cascade on delete cascade;
create trigger follow before insert or update of import_id on guild.import_files
    for each row execute function wall.follow_import();

alter table guild.imports
    drop column content,
    drop column columns,
    drop column mapping,
    -- the header, and for each column the field that it fills, or ''
    add column columns  text[]  not null default '{}',
    add column mapping  text[]  not null default '{}',
    -- the first rows as records would be made of them, and how many rows have problems already
    add column preview  jsonb   not null default '[]',
    add column faulty   integer not null default 0,
    -- taking back what was made: while it runs, and what became of it
    add column undoing  boolean not null default false,
    add column removed  integer not null default 0,
    add column kept     integer not null default 0,
    add constraint imports_preview_form check (jsonb_typeof(preview) = 'array');

drop index guild.import_rows_number;
alter table guild.import_rows
    add column undone text,
    add constraint import_rows_number unique (guild_id, import_id, number),
    add constraint import_rows_undone check (undone is null or undone in ('removed', 'kept') and made is not null);

select wall.protect('guild.imports', 'spot', '{sample,preview}');
select wall.protect('guild.import_files', 'staging');
