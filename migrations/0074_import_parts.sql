-- An import's file lies in parts, so that nobody ever holds the whole of it; a row can also change a record that is there already, or be
-- left out since it is; and what was changed is kept, for the way back.
set local role guildhall_owner;

create table guild.import_parts (
    guild_id     uuid    not null default wall.guild_id(),
    import_id    uuid    not null,
    spot_id      uuid,
    spot_pos     bigint  not null,
    owner_id     uuid    not null,
    -- of all rows, from 0; and the number of the row before it, as the spreadsheet has it
    first_row    integer not null,
    first_number integer not null,
    content      text    not null,
    constraint import_parts_key primary key (guild_id, import_id, first_row)
);
alter table guild.import_parts alter column content set storage external;
alter table guild.import_parts add constraint import_parts_import
    foreign key (guild_id, import_id, spot_pos, owner_id) references guild.imports (guild_id, id, spot_pos, owner_id)
    on update cascade on delete cascade;
create trigger follow before insert or update of import_id on guild.import_parts
    for each row execute function wall.follow_import();

-- What was waiting has its file in one piece, and is to be dropped again.
alter table guild.imports disable row level security;
update guild.imports set state = 'cancelled' where state in ('preview', 'running');
drop table guild.import_files;
delete from platform.protected_tables where table_name = 'guild.import_files';

alter table guild.imports
    drop constraint imports_kind,
    add constraint imports_kind check (kind in ('customers', 'products', 'contacts')),
    -- what is done with a row whose record is there already, and by what that is known
    add column duplicates text    not null default 'create',
    add column match_by   text    not null default 'external_id',
    -- of each column the decimal mark of its numbers
    add column marks      text    not null default '',
    -- how many rows the preview is of, and what is odd about the file
    add column looked     integer not null default 0,
    add column notices    jsonb   not null default '[]',
    add column updated    integer not null default 0,
    add column skipped    integer not null default 0,
    add constraint imports_duplicates check (duplicates in ('skip', 'update', 'create')),
    add constraint imports_match_by check (match_by in ('external_id', 'vat_number', 'email', 'name', 'sku')),
    add constraint imports_notices_form check (jsonb_typeof(notices) = 'array');

alter table guild.import_rows disable row level security;
alter table guild.import_rows
    drop constraint import_rows_key,
    drop constraint import_rows_number,
    drop constraint import_rows_undone,
    drop constraint import_rows_made,
    add column outcome          text not null default 'failed',
    -- what came along with the record
    add column contact_id       uuid,
    add column note_id          uuid,
    -- of a record that was changed: what stood there, and the versions before, after, and after it was taken back
    add column before           jsonb,
    add column before_version   integer,
    add column after_version    integer,
    add column restored_version integer,
    add column why              text;
drop index guild.import_rows_place_index;
update guild.import_rows set outcome = 'created', after_version = 1 where made_id is not null;
alter table guild.import_rows
    drop column id,
    drop column made,
    drop column version,
    drop column created_at,
    drop column created_by,
    drop column updated_at,
    drop column updated_by,
    add constraint import_rows_key primary key (guild_id, import_id, number),
    add constraint import_rows_outcome check (outcome in ('created', 'updated', 'skipped', 'failed') and (made_id is null) = (outcome = 'failed')),
    add constraint import_rows_undone check (undone in ('removed', 'restored', 'kept')),
    add constraint import_rows_why check (why in ('changed', 'used', 'gone'));
create index import_rows_updated on guild.import_rows (guild_id, made_id) where outcome = 'updated';

select wall.protect('guild.imports', 'spot', '{sample,preview}');
select wall.protect('guild.import_rows', 'staging');
select wall.protect('guild.import_parts', 'staging');
