-- What an import left a record as, as 0061 keeps it of other changes: one that was changed and changed back goes back with the import.
set local role guildhall_owner;
alter table guild.import_rows add column left_as bytea;
