-- A person's data, as guildhall_mover (migrations/0132_a_persons_data.sql). $1 is the guild that the transaction sees, $2 "contacts/ID" or
-- "customers/ID", where nothing else is said.

-- all_guilds
select id, name
  from wall.all_guilds();

-- find_people: $2 what is asked
select subject, name, email, place
  from wall.find_people($1::uuid, $2::text);

-- find_accounts: $1 what is asked
select subject, name, email, place
  from wall.find_accounts($1::text);

-- data_of_person
select part, data
  from wall.data_of_person($1::uuid, $2::text);

-- data_of_account: $1 whose
select part, data
  from wall.data_of_account($1::uuid);

-- documents_kept
select document
  from wall.documents_kept($1::uuid, $2::text) document;

-- erase_person: $3 'erased' or 'anonymised'
select name, rows
  from wall.erase_person($1::uuid, $2::text, $3::text);

-- guilds_of_account: $1 whose
select guild
  from wall.guilds_of_account($1::uuid) guild;

-- erase_account: $1 whose
select wall.erase_account($1::uuid);

-- erase_traces_of_account: $1 whose, $2 the address that was theirs
select wall.erase_traces_of_account($1::uuid, $2::text);
