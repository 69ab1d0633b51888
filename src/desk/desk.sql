-- list: $1 what is searched, $2 the order, $3 and $4 the cursor, $5 how many, $6 whether it is open
select id, number, source, received_at, created_at, reported_severity, severity, state, description, impact, steps, versions, suggested_fix,
       credit_name, email, language, first_answer_at, told_at, released_at, closed_at, summary, details, introduced_version, fixed_version,
       changelog_line, credit, version
  from wall.list_desk_cases()
 where ($1::text is null or wall.finds(number, (select wall.asked($1))))
   and ($6::boolean is null or (closed_at is null) = $6)
   and ($3::timestamptz is null
        or case $2::text
               when 'created_at' then (created_at, id) > ($3, $4::uuid)
               else (created_at, id) < ($3, $4)
           end)
 order by case $2 when 'created_at' then created_at end, case $2 when 'created_at' then id end, created_at desc, id desc
 limit $5::integer + 1;

-- count
select count(*) as count, true as exact
  from wall.list_desk_cases()
 where ($1::text is null or wall.finds(number, (select wall.asked($1))))
   and ($2::boolean is null or (closed_at is null) = $2);

-- by_id
select id, number, source, received_at, created_at, reported_severity, severity, state, description, impact, steps, versions, suggested_fix,
       credit_name, email, language, first_answer_at, told_at, released_at, closed_at, summary, details, introduced_version, fixed_version,
       changelog_line, credit, version
  from wall.get_desk_case($1);

-- messages
select id, from_desk, account_name, internal, body, created_at
  from wall.list_desk_messages($1);

-- breaches
select clock, due_at, created_at
  from wall.list_desk_breaches($1);

-- update
select id, number, source, received_at, created_at, reported_severity, severity, state, description, impact, steps, versions, suggested_fix,
       credit_name, email, language, first_answer_at, told_at, released_at, closed_at, summary, details, introduced_version, fixed_version,
       changelog_line, credit, version
  from wall.update_desk_case($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- move
select id, number, source, received_at, created_at, reported_severity, severity, state, description, impact, steps, versions, suggested_fix,
       credit_name, email, language, first_answer_at, told_at, released_at, closed_at, summary, details, introduced_version, fixed_version,
       changelog_line, credit, version
  from wall.move_desk_case($1, $2, $3);

-- write
select wall.add_desk_message($1, $2, $3, $4);
