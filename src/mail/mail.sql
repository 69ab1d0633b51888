-- claim: no row: nothing is due
select id, template, email, language, facts::text
  from wall.claim_mail($1, $2);

-- sent
select wall.mail_sent($1, $2);

-- refused: whether it was given up
select wall.mail_refused($1, $2, $3, $4);

-- tidy
select wall.tidy_mail($1);
