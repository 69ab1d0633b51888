-- Whether the last backup could be brought back is told by mail to who runs the installation.
set local role guildhall_owner;

insert into platform.mail_templates (name) values ('backup_proof');

set local role guildhall_wall;

-- To every admin, once for each proof. outcome: 'proven' or 'not_proven'; detail: the first thing that was found.
create function wall.tell_of_proof(proof text, outcome text, detail text)
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    select wall.send_mail('backup_proof/' || proof || '/' || a.account_id, 'backup_proof', a.account_id,
                          jsonb_strip_nulls(jsonb_build_object('outcome', outcome, 'detail', left(detail, 500), 'backup', split_part(proof, '/', 1),
                                                               'at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC')))
      from (select distinct m.account_id from platform.memberships m where m.role = 'admin' and m.live) a
$$;
