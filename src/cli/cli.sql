-- is_new: whether there is no admin yet
select wall.is_new();

-- create_setup_link
select wall.create_setup_link($1);

-- create_admin
select wall.create_admin($1, $2, $3, $4, $5, $6, $7);

-- tidy
select wall.tidy();
