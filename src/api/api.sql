-- enter: the wall; decides, then sets what the policies read
select wall.guild_id() from wall.enter($1::bytea, $2::text[], $3::boolean, $4::uuid, $5::boolean);

-- enter_account
select wall.enter_account($1::bytea, $2::boolean, $3::uuid, $4::boolean);

-- expect_standing: GH403 for who has not the standing that a route asks for beside being signed in
select wall.expect_standing($1::text);

-- claim: waits for a twin that runs; raises GH423 with the first answer
select wall.claim_idempotency($1::text, $2::text, $3::bytea);

-- store
select wall.store_answer($1::text, $2::integer, $3::text);

-- refusal
select wall.record_refusal($1::bytea, $2::text, $3::text, $4::uuid);

-- reader_language
select wall.reader_language() as language;
