-- is_new: whether there is no admin yet
select wall.is_new();

-- create_setup_link
select wall.create_setup_link($1);

-- create_admin
select wall.create_admin($1, $2, $3, $4, $5, $6, $7);

-- tidy
select wall.tidy();

-- let_send: whose proof the database takes when mail is asked for
select wall.let_send($1);

-- raise_alerts
select wall.raise_alerts();

-- sealed_factors
select * from wall.sealed_factors();

-- keep_sealed_factor
select wall.keep_sealed_factor($1, $2, $3);

-- pepper_marks
select * from wall.pepper_marks();

-- tell_of_proof
select wall.tell_of_proof($1, $2, $3);

-- keep_examination
select wall.keep_examination(row($1, $2, $3, $4, $5, $6, $7)::wall.examination);
