-- explain
select membership_id, permission_asked as permission, allowed, reasons
  from wall.explain($1, $2, $3);
