-- enter: the wall, as for a request; decides anew for each unit
select wall.enter($1::bytea, $2::text[], $3::boolean, $4::uuid);
