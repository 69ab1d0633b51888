-- Names are sorted as the reader's language does.
set local role guildhall_wall;

create function wall.reader_language()
returns text
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select m.language
      from platform.memberships m
     where m.id = wall.membership_id()
       and wall.proven()
$$;
grant execute on function wall.reader_language() to guildhall_app;
