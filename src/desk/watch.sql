-- open_cases
select id, number, reported_severity, severity, state, received_at, first_answer_at, told_at, released_at, closed_at, fixed_version,
       changelog_digest
  from wall.open_desk_cases();

-- escalate: whether it is told for the first time
select wall.escalate_desk_case($1, $2, $3);

-- import_hole
select wall.import_hole($1, $2, $3, $4, $5);

-- add_member
select wall.name_at_desk($1);

-- remove_member
select wall.dismiss_from_desk($1);
