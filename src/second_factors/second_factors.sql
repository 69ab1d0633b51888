-- factors
select totp, recovery_codes_left, required,
       (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'created_at', p.created_at, 'last_used_at', p.last_used_at)
                                  order by p.created_at, p.id), '[]')
          from wall.my_passkeys() p) as passkeys
  from wall.my_factors();

-- email
select email
  from wall.me();

-- enrol_totp: codes in hex
select wall.enrol_my_totp($1, $2, $3, array(select decode(c, 'hex') from unnest($4::text[]) c));

-- remove_totp
select wall.remove_my_totp($1);

-- renew_recovery_codes
select wall.renew_my_recovery_codes($1, array(select decode(c, 'hex') from unnest($2::text[]) c));

-- remove_factors_of
select wall.remove_factors_of($1);

-- begin_passkey: credential ids in hex
select account_id, email, name, credential_ids
  from wall.begin_my_passkey($1, $2);

-- add_passkey
select wall.add_my_passkey($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, array(select decode(c, 'hex') from unnest($11::text[]) c));

-- name_passkey
select wall.name_my_passkey($1, $2);

-- remove_passkey
select wall.remove_my_passkey($1, $2);
