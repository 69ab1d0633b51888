-- password_setting: counts as an attempt; raises GH429
select wall.password_setting($1, $2, $3, $4, $5);

-- keep_better_hash: of a password that fitted
select wall.keep_better_hash($1, $2, $3);

-- factor: only against the right hash
select account_id, secret, last_step
  from wall.factor_secret($1, $2);

-- enrol
select wall.enrol_factor($1, $2, $3, $4, array(select decode(c, 'hex') from unnest($5::text[]) c));

-- sign_in
select outcome, account_id, membership_id, methods
  from wall.sign_in($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19);

-- offer_passkeys: none for a wrong hash
select credential_id
  from wall.offer_passkeys($1, $2, $3, $4);

-- passkey: answers the challenge, whatever comes of it
select id, account_id, algorithm, public_key, sealed
  from wall.passkey_to_check($1, $2, $3, $4);

-- offer_passkey_to_anybody: raises GH429
select wall.offer_passkey_to_anybody($1, $2);

-- sign_in_by_passkey
select outcome, account_id, membership_id
  from wall.sign_in_by_passkey($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15);

-- refresh
select outcome, account_id, membership_id, session_id
  from wall.refresh($1, $2, $3, $4, $5, $6);

-- sign_out
select wall.sign_out($1, $2);

-- sessions: one's own; $1 what is searched, $2 the order, $3 and $4 the cursor (null: from the beginning), $5 how many (one more is brought,
-- which tells that something follows)
select id, kind, address, country, agent as user_agent, second_factor, created_at, last_seen_at, ends_at, current
  from wall.my_sessions($6)
 where ($1::text is null or wall.finds(concat_ws(' ', kind, address, agent), (select wall.asked($1))))
   and ($3::timestamptz is null
        or case $2::text
               when 'created_at' then (created_at, id) > ($3, $4::uuid)
               when '-created_at' then (created_at, id) < ($3, $4)
               else (last_seen_at, id) < ($3, $4)
           end)
 order by case $2 when 'created_at' then created_at end, case $2 when 'created_at' then id end,
          case $2 when '-created_at' then created_at else last_seen_at end desc, id desc
 limit $5::integer + 1;

-- count_sessions
select count(*) as count, true as exact
  from wall.my_sessions($2)
 where ($1::text is null or wall.finds(concat_ws(' ', kind, address, agent), (select wall.asked($1))));

-- end_session
select wall.end_session($1);

-- end_other_sessions
select wall.end_other_sessions($1);

-- act_as
select wall.act_as($1, $2, $3);

-- me
select jsonb_build_object('id', a.id, 'email', a.email, 'name', a.name, 'language', a.language, 'theme', a.theme,
                          'reminders', a.reminders, 'picture', a.picture) as account,
       (select jsonb_agg(jsonb_build_object(
                   'id', m.id,
                   'role', m.role,
                   'access_owner', case when m.access_owner_id is not null then jsonb_build_object('id', m.access_owner_id, 'name', m.access_owner) end,
                   'guild', case when m.guild_id is not null then jsonb_build_object('id', m.guild_id, 'name', m.guild) end,
                   'spot', case when m.spot_id is not null then jsonb_build_object('id', m.spot_id, 'name', m.spot) end,
                   'can_create_customers', m.can_create_customers) order by m.position)
          from wall.my_memberships() with ordinality
            as m (id, role, access_owner_id, access_owner, guild_id, guild, spot_id, spot, can_create_customers, position)) as memberships,
       jsonb_build_object('membership_id', a.membership_id, 'role', a.role, 'guild_id', a.guild_id, 'spot_id', a.spot_id,
                          'permissions', (select coalesce(jsonb_agg(p), '[]') from wall.my_permissions() p)) as acting
  from wall.me() a;

-- setup_open: whether a link for the first admin still holds
select wall.setup_is_open();

-- setup_link_holds
select wall.setup_link_holds($1);

-- set_up
select wall.set_up($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17);
