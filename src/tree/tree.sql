-- Lists: $1 what is searched, $2 the order, $3 and $4 the cursor (null: from the beginning), $5 how many (one more is brought, which
-- tells that something follows), $6 of what. Names are sorted as the reader's language does. A language that is not said is the maker's.

-- moderators
select id, email, name, language, role, membership_id, access_owner_id, guild_id, spot_id, can_create_customers, suspended,
       second_factor, version, created_at
  from wall.list_moderators() a
 where ($1::text is null or strpos(lower(a.name), lower($1)) > 0 or strpos(lower(a.email), lower($1)) > 0)
   and ($3::text is null
        or case when $2::text = 'name' then (a.name collate "und-x-icu", a.id) > ($3, $4::uuid)
                else (a.created_at, a.id) < ($3::timestamptz, $4) end)
 order by case when $2 = 'name' then a.name end collate "und-x-icu", case when $2 = 'name' then a.id end, created_at desc, id desc
 limit $5::integer + 1;

-- team
select id, email, name, language, role, membership_id, access_owner_id, guild_id, spot_id, can_create_customers, suspended,
       second_factor, version, created_at
  from wall.list_team($6) a
 where ($1::text is null or strpos(lower(a.name), lower($1)) > 0 or strpos(lower(a.email), lower($1)) > 0)
   and ($3::text is null
        or case when $2::text = 'name' then (a.name collate "und-x-icu", a.id) > ($3, $4::uuid)
                else (a.created_at, a.id) < ($3::timestamptz, $4) end)
 order by case when $2 = 'name' then a.name end collate "und-x-icu", case when $2 = 'name' then a.id end, created_at desc, id desc
 limit $5::integer + 1;

-- administrators
select id, email, name, language, role, membership_id, access_owner_id, guild_id, spot_id, can_create_customers, suspended,
       second_factor, version, created_at
  from wall.list_administrators($6) a
 where ($1::text is null or strpos(lower(a.name), lower($1)) > 0 or strpos(lower(a.email), lower($1)) > 0)
   and ($3::text is null
        or case when $2::text = 'name' then (a.name collate "und-x-icu", a.id) > ($3, $4::uuid)
                else (a.created_at, a.id) < ($3::timestamptz, $4) end)
 order by case when $2 = 'name' then a.name end collate "und-x-icu", case when $2 = 'name' then a.id end, created_at desc, id desc
 limit $5::integer + 1;

-- heads
select id, email, name, language, role, membership_id, access_owner_id, guild_id, spot_id, can_create_customers, suspended,
       second_factor, version, created_at
  from wall.list_heads($6) a
 where ($1::text is null or strpos(lower(a.name), lower($1)) > 0 or strpos(lower(a.email), lower($1)) > 0)
   and ($3::text is null
        or case when $2::text = 'name' then (a.name collate "und-x-icu", a.id) > ($3, $4::uuid)
                else (a.created_at, a.id) < ($3::timestamptz, $4) end)
 order by case when $2 = 'name' then a.name end collate "und-x-icu", case when $2 = 'name' then a.id end, created_at desc, id desc
 limit $5::integer + 1;

-- builders
select id, email, name, language, role, membership_id, access_owner_id, guild_id, spot_id, can_create_customers, suspended,
       second_factor, version, created_at
  from wall.list_builders($6) a
 where ($1::text is null or strpos(lower(a.name), lower($1)) > 0 or strpos(lower(a.email), lower($1)) > 0)
   and ($3::text is null
        or case when $2::text = 'name' then (a.name collate "und-x-icu", a.id) > ($3, $4::uuid)
                else (a.created_at, a.id) < ($3::timestamptz, $4) end)
 order by case when $2 = 'name' then a.name end collate "und-x-icu", case when $2 = 'name' then a.id end, created_at desc, id desc
 limit $5::integer + 1;

-- access_owners
select id, name, made_by, suspended, version, created_at
  from wall.list_access_owners() o
 where ($1::text is null or strpos(lower(o.name), lower($1)) > 0)
   and ($3::text is null
        or case when $2::text = 'name' then (o.name collate "und-x-icu", o.id) > ($3, $4::uuid)
                else (o.created_at, o.id) < ($3::timestamptz, $4) end)
 order by case when $2 = 'name' then o.name end collate "und-x-icu", case when $2 = 'name' then o.id end, created_at desc, id desc
 limit $5::integer + 1;

-- guilds
select id, access_owner_id, name, currency, country, language, payment_terms_days, require_email_or_phone, suspended,
       version, created_at
  from wall.list_guilds() g
 where ($1::text is null or strpos(lower(g.name), lower($1)) > 0)
   and ($3::text is null
        or case when $2::text = 'name' then (g.name collate "und-x-icu", g.id) > ($3, $4::uuid)
                else (g.created_at, g.id) < ($3::timestamptz, $4) end)
 order by case when $2 = 'name' then g.name end collate "und-x-icu", case when $2 = 'name' then g.id end, created_at desc, id desc
 limit $5::integer + 1;

-- spots
select id, guild_id, parent_id, name, version, created_at
  from wall.list_spots($6) s
 where ($1::text is null or strpos(lower(s.name), lower($1)) > 0)
   and ($3::text is null
        or case when $2::text = 'name' then (s.name collate "und-x-icu", s.id) > ($3, $4::uuid)
                else (s.created_at, s.id) < ($3::timestamptz, $4) end)
 order by case when $2 = 'name' then s.name end collate "und-x-icu", case when $2 = 'name' then s.id end, created_at desc, id desc
 limit $5::integer + 1;

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
       version, created_at
  from wall.get_guild($1);

-- add_guild
select id, access_owner_id, name, currency, country, language, payment_terms_days, require_email_or_phone, suspended,
       version, created_at
  from wall.add_guild($1, $2, $3, $4, $5, coalesce($6, wall.reader_language()));

-- update_guild
select id, access_owner_id, name, currency, country, language, payment_terms_days, require_email_or_phone, suspended,
       version, created_at
  from wall.update_guild($1, $2, $3, $4, $5, $6, $7, $8, $9);

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
