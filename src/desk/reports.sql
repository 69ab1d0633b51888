-- report
select wall.report_hole($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- follow
select number, received_at, state, description, fixed_version, credit_name, credit
  from wall.follow_case($1);

-- messages
select id, from_desk, body, created_at
  from wall.followed_messages($1);

-- write
select wall.write_to_desk($1, $2, $3, $4, $5);

-- hall_of_fame
select name, number, summary, at
  from wall.hall_of_fame();
