-- request_reset: does the same for every address
select wall.request_reset($1, $2);

-- look_at_reset
select wall.look_at_reset($1);

-- complete_reset
select wall.complete_reset($1, $2, $3, $4);

-- request_registration
select wall.request_registration($1, $2, $3);

-- confirm_my_email
select wall.confirm_my_email();

-- change_my_email
select wall.change_my_email($1, $2);

-- confirm_email
select wall.confirm_email($1, $2);
