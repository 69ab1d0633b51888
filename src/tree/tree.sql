-- A language that is not said is the maker's.

-- add_moderator
select id, email, name, language, role, membership_id, access_owner_id, guild_id, spot_id, can_create_customers, suspended,
       second_factor, version, created_at
  from wall.add_moderator($1, $2, $3, $4, coalesce($5, wall.reader_language()), $6, null);

-- add_team_account
select id, email, name, language, role, membership_id, access_owner_id, guild_id, spot_id, can_create_customers, suspended,
       second_factor, version, created_at
  from wall.add_team_account($1, $2, $3, $4, $5, coalesce($6, wall.reader_language()), $7);

-- add_administrator
select id, email, name, language, role, membership_id, access_owner_id, guild_id, spot_id, can_create_customers, suspended,
       second_factor, version, created_at
  from wall.add_administrator($1, $2, $3, $4, $5, coalesce($6, wall.reader_language()), $7);

-- add_head
select id, email, name, language, role, membership_id, access_owner_id, guild_id, spot_id, can_create_customers, suspended,
       second_factor, version, created_at
  from wall.add_head($1, $2, $3, $4, $5, coalesce($6, wall.reader_language()), $7);

-- add_builder
select id, email, name, language, role, membership_id, access_owner_id, guild_id, spot_id, can_create_customers, suspended,
       second_factor, version, created_at
  from wall.add_builder($1, $2, $3, $4, $5, coalesce($6, wall.reader_language()), $7, $8);

-- account
select id, email, name, language, role, membership_id, access_owner_id, guild_id, spot_id, can_create_customers, suspended,
       second_factor, version, created_at
  from wall.get_account($1);

-- update_account
select id, email, name, language, role, membership_id, access_owner_id, guild_id, spot_id, can_create_customers, suspended,
       second_factor, version, created_at
  from wall.update_account($1, $2, $3, $4, $5);

-- suspend_account
select id, email, name, language, role, membership_id, access_owner_id, guild_id, spot_id, can_create_customers, suspended,
       second_factor, version, created_at
  from wall.suspend_account($1);

-- resume_account
select id, email, name, language, role, membership_id, access_owner_id, guild_id, spot_id, can_create_customers, suspended,
       second_factor, version, created_at
  from wall.resume_account($1);

-- access_owner
select id, name, made_by, suspended, version, created_at
  from wall.get_access_owner($1);

-- add_access_owner
select id, name, made_by, suspended, version, created_at
  from wall.add_access_owner($1, $2);

-- update_access_owner
select id, name, made_by, suspended, version, created_at
  from wall.update_access_owner($1, $2, $3, $4);

-- guild
select id, access_owner_id, name, currency, country, language, payment_terms_days, require_email_or_phone, suspended,
       version, created_at, required_customer_fields, second_factor_required, session_idle_minutes, session_absolute_minutes
  from wall.get_guild($1);

-- add_guild
select id, access_owner_id, name, currency, country, language, payment_terms_days, require_email_or_phone, suspended,
       version, created_at, required_customer_fields, second_factor_required, session_idle_minutes, session_absolute_minutes
  from wall.add_guild($1, $2, $3, $4, $5, coalesce($6, wall.reader_language()));

-- update_guild
select id, access_owner_id, name, currency, country, language, payment_terms_days, require_email_or_phone, suspended,
       version, created_at, required_customer_fields, second_factor_required, session_idle_minutes, session_absolute_minutes
  from wall.update_guild($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- spot
select id, guild_id, parent_id, name, version, created_at
  from wall.get_spot($1);

-- add_spot
select id, guild_id, parent_id, name, version, created_at
  from wall.add_spot($1, $2, $3);

-- add_sub_spot
select id, guild_id, parent_id, name, version, created_at
  from wall.add_sub_spot($1, $2, $3);

-- update_spot
select id, guild_id, parent_id, name, version, created_at
  from wall.update_spot($1, $2, $3);

-- move_spot
select id, guild_id, parent_id, name, version, created_at
  from wall.move_spot($1, $2, $3);

-- move_person: its activities that are still to be done follow (the next statement)
select account_id, spot_id, spot_pos, left_spot_id
  from wall.move_person($1, $2);

-- move_activities
update activities
   set spot_id = $2,
       spot_pos = $3
 where guild_id = wall.guild_id()
   and owner_id = $1
   and spot_id = $4
   and spot_id <> $2
   and done_at is null
   and deleted_at is null;

-- person
select id, account_id, email, name, language, role, spot_id, spot, can_create_customers, suspended, second_factor, last_seen_at, version,
       created_at, role_set_id, role_set
  from wall.get_person($1);

-- give_role_set
select id, account_id, email, name, language, role, spot_id, spot, can_create_customers, suspended, second_factor, last_seen_at, version,
       created_at, role_set_id, role_set
  from wall.give_role_set($1, $2);

-- standing_grant
select guild_id, access_owner_id, access_owner, running, created_at, ended_at, works
  from wall.get_standing_grant($1);

-- set_standing_grant
select guild_id, access_owner_id, access_owner, running, created_at, ended_at, works
  from wall.set_standing_grant($1, $2);

-- set_agents_work
select guild_id, access_owner_id, access_owner, running, created_at, ended_at, works
  from wall.set_agents_work($1, $2);

-- offer_guild
select id, guild_id, guild, from_owner_id, from_owner, to_owner_id, to_owner, state, ends_at, created_at
  from wall.offer_guild($1, $2, $3);

-- decide_handover
select id, guild_id, guild, from_owner_id, from_owner, to_owner_id, to_owner, state, ends_at, created_at
  from wall.decide_handover($1, $2);

-- add_support_grant
select id, guild_id, guild, reason, hours, state, asked_by_id, asked_by, given_by, given_at, ends_at, ended_at, membership_id,
       created_at
  from wall.add_support_grant($1, $2, $3, $4);

-- ask_for_support
select id, guild_id, guild, reason, hours, state, asked_by_id, asked_by, given_by, given_at, ends_at, ended_at, membership_id,
       created_at
  from wall.ask_for_support($1, $2, $3, $4);

-- give_support_grant
select id, guild_id, guild, reason, hours, state, asked_by_id, asked_by, given_by, given_at, ends_at, ended_at, membership_id,
       created_at
  from wall.give_support_grant($1, $2);

-- end_support_grant
select true as ended
  from wall.end_support_grant($1);

-- offer_owner
select id, access_owner_id, access_owner, from_account_id, from_name, to_account_id, to_name, state, ends_at, created_at
  from wall.offer_owner($1, $2, $3);

-- decide_owner_handover
select id, access_owner_id, access_owner, from_account_id, from_name, to_account_id, to_name, state, ends_at, created_at
  from wall.decide_owner_handover($1, $2);
