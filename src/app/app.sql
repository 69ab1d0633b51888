-- ready: the database answers
select true;
