-- As guildhall_mover (migrations/0130_one_guild_alone.sql). $1 is the guild where nothing else is said.

-- find_guilds: $1 an id or a name
select id, name
  from wall.find_guilds($1::text);

-- find_owners: $1 an e-mail address
select id, name
  from wall.find_owners($1::text);

-- last_migration
select wall.last_migration();

-- parts
select part, columns
  from wall.guild_parts();

-- move: $2 rows come in as they are
select wall.move_guild($1::uuid, $2::boolean);

-- known_people: $1 lines
select id, here
  from wall.known_people($1::text);

-- bring: $1 which, $2 columns, $3 lines
select wall.bring_lines($1::text, $2::text[], $3::text);

-- broken_references
select name, rows
  from wall.broken_references($1::uuid);

-- verify_chain
select wall.verify_chain($1::uuid);

-- settle: $2 the archive's digest
select wall.settle_guild($1::uuid, $2::text);

-- erase_guild
select name, rows
  from wall.erase_guild($1::uuid);

-- mails
select id
  from wall.mails_of_guild($1::uuid) id;

-- close_chain
select seq, hash
  from wall.close_chain($1::uuid);

-- keep_erasure: $1 its id, $2 when, $3 kind, $4 guild, $5 subject, $6 certificate
select wall.keep_erasure($1::uuid, $2::timestamptz, $3::text, $4::uuid, $5::text, $6::text);

-- erasures
select document
  from wall.erasures();
