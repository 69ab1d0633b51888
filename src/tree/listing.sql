-- Lists: $1 what is searched, $2 the order, $3 and $4 the cursor (null: from the beginning), $5 how many (one more is brought, which
-- tells that something follows), $6 of what. Names are sorted as the reader's language does.

-- moderators
select id, email, name, language, role, membership_id, access_owner_id, guild_id, spot_id, can_create_customers, suspended,
       second_factor, version, created_at
  from wall.list_moderators() a
 where ($1::text is null or wall.finds(a.name || ' ' || a.email, (select wall.asked($1))))
   and ($3::text is null
        or case $2::text
               when 'name' then (a.name collate "und-x-icu", a.id) > ($3, $4::uuid)
               when '-name' then (a.name collate "und-x-icu", a.id) < ($3, $4)
               when 'created_at' then (a.created_at, a.id) > ($3::timestamptz, $4)
               else (a.created_at, a.id) < ($3::timestamptz, $4)
           end)
 order by case $2 when 'name' then a.name end collate "und-x-icu", case $2 when '-name' then a.name end collate "und-x-icu" desc,
          case $2 when 'created_at' then a.created_at end, case $2 when '-created_at' then a.created_at end desc,
          case when $2 in ('name', 'created_at') then a.id end, a.id desc
 limit $5::integer + 1;

-- team
select id, email, name, language, role, membership_id, access_owner_id, guild_id, spot_id, can_create_customers, suspended,
       second_factor, version, created_at
  from wall.list_team($6) a
 where ($1::text is null or wall.finds(a.name || ' ' || a.email, (select wall.asked($1))))
   and ($3::text is null
        or case $2::text
               when 'name' then (a.name collate "und-x-icu", a.id) > ($3, $4::uuid)
               when '-name' then (a.name collate "und-x-icu", a.id) < ($3, $4)
               when 'created_at' then (a.created_at, a.id) > ($3::timestamptz, $4)
               else (a.created_at, a.id) < ($3::timestamptz, $4)
           end)
 order by case $2 when 'name' then a.name end collate "und-x-icu", case $2 when '-name' then a.name end collate "und-x-icu" desc,
          case $2 when 'created_at' then a.created_at end, case $2 when '-created_at' then a.created_at end desc,
          case when $2 in ('name', 'created_at') then a.id end, a.id desc
 limit $5::integer + 1;

-- administrators
select id, email, name, language, role, membership_id, access_owner_id, guild_id, spot_id, can_create_customers, suspended,
       second_factor, version, created_at
  from wall.list_administrators($6) a
 where ($1::text is null or wall.finds(a.name || ' ' || a.email, (select wall.asked($1))))
   and ($3::text is null
        or case $2::text
               when 'name' then (a.name collate "und-x-icu", a.id) > ($3, $4::uuid)
               when '-name' then (a.name collate "und-x-icu", a.id) < ($3, $4)
               when 'created_at' then (a.created_at, a.id) > ($3::timestamptz, $4)
               else (a.created_at, a.id) < ($3::timestamptz, $4)
           end)
 order by case $2 when 'name' then a.name end collate "und-x-icu", case $2 when '-name' then a.name end collate "und-x-icu" desc,
          case $2 when 'created_at' then a.created_at end, case $2 when '-created_at' then a.created_at end desc,
          case when $2 in ('name', 'created_at') then a.id end, a.id desc
 limit $5::integer + 1;

-- heads
select id, email, name, language, role, membership_id, access_owner_id, guild_id, spot_id, can_create_customers, suspended,
       second_factor, version, created_at
  from wall.list_heads($6) a
 where ($1::text is null or wall.finds(a.name || ' ' || a.email, (select wall.asked($1))))
   and ($3::text is null
        or case $2::text
               when 'name' then (a.name collate "und-x-icu", a.id) > ($3, $4::uuid)
               when '-name' then (a.name collate "und-x-icu", a.id) < ($3, $4)
               when 'created_at' then (a.created_at, a.id) > ($3::timestamptz, $4)
               else (a.created_at, a.id) < ($3::timestamptz, $4)
           end)
 order by case $2 when 'name' then a.name end collate "und-x-icu", case $2 when '-name' then a.name end collate "und-x-icu" desc,
          case $2 when 'created_at' then a.created_at end, case $2 when '-created_at' then a.created_at end desc,
          case when $2 in ('name', 'created_at') then a.id end, a.id desc
 limit $5::integer + 1;

-- builders
select id, email, name, language, role, membership_id, access_owner_id, guild_id, spot_id, can_create_customers, suspended,
       second_factor, version, created_at
  from wall.list_builders($6) a
 where ($1::text is null or wall.finds(a.name || ' ' || a.email, (select wall.asked($1))))
   and ($3::text is null
        or case $2::text
               when 'name' then (a.name collate "und-x-icu", a.id) > ($3, $4::uuid)
               when '-name' then (a.name collate "und-x-icu", a.id) < ($3, $4)
               when 'created_at' then (a.created_at, a.id) > ($3::timestamptz, $4)
               else (a.created_at, a.id) < ($3::timestamptz, $4)
           end)
 order by case $2 when 'name' then a.name end collate "und-x-icu", case $2 when '-name' then a.name end collate "und-x-icu" desc,
          case $2 when 'created_at' then a.created_at end, case $2 when '-created_at' then a.created_at end desc,
          case when $2 in ('name', 'created_at') then a.id end, a.id desc
 limit $5::integer + 1;

-- access_owners
select id, name, made_by, suspended, version, created_at
  from wall.list_access_owners() o
 where ($1::text is null or wall.finds(o.name, (select wall.asked($1))))
   and ($3::text is null
        or case $2::text
               when 'name' then (o.name collate "und-x-icu", o.id) > ($3, $4::uuid)
               when '-name' then (o.name collate "und-x-icu", o.id) < ($3, $4)
               when 'created_at' then (o.created_at, o.id) > ($3::timestamptz, $4)
               else (o.created_at, o.id) < ($3::timestamptz, $4)
           end)
 order by case $2 when 'name' then o.name end collate "und-x-icu", case $2 when '-name' then o.name end collate "und-x-icu" desc,
          case $2 when 'created_at' then o.created_at end, case $2 when '-created_at' then o.created_at end desc,
          case when $2 in ('name', 'created_at') then o.id end, o.id desc
 limit $5::integer + 1;

-- guilds
select id, access_owner_id, name, currency, country, language, payment_terms_days, require_email_or_phone, suspended,
       version, created_at, required_customer_fields, second_factor_required, session_idle_minutes, session_absolute_minutes
  from wall.list_guilds() g
 where ($1::text is null or wall.finds(g.name, (select wall.asked($1))))
   and ($3::text is null
        or case $2::text
               when 'name' then (g.name collate "und-x-icu", g.id) > ($3, $4::uuid)
               when '-name' then (g.name collate "und-x-icu", g.id) < ($3, $4)
               when 'created_at' then (g.created_at, g.id) > ($3::timestamptz, $4)
               else (g.created_at, g.id) < ($3::timestamptz, $4)
           end)
 order by case $2 when 'name' then g.name end collate "und-x-icu", case $2 when '-name' then g.name end collate "und-x-icu" desc,
          case $2 when 'created_at' then g.created_at end, case $2 when '-created_at' then g.created_at end desc,
          case when $2 in ('name', 'created_at') then g.id end, g.id desc
 limit $5::integer + 1;

-- spots
select id, guild_id, parent_id, name, version, created_at
  from wall.list_spots($6) s
 where ($1::text is null or wall.finds(s.name, (select wall.asked($1))))
   and ($3::text is null
        or case $2::text
               when 'name' then (s.name collate "und-x-icu", s.id) > ($3, $4::uuid)
               when '-name' then (s.name collate "und-x-icu", s.id) < ($3, $4)
               when 'created_at' then (s.created_at, s.id) > ($3::timestamptz, $4)
               else (s.created_at, s.id) < ($3::timestamptz, $4)
           end)
 order by case $2 when 'name' then s.name end collate "und-x-icu", case $2 when '-name' then s.name end collate "und-x-icu" desc,
          case $2 when 'created_at' then s.created_at end, case $2 when '-created_at' then s.created_at end desc,
          case when $2 in ('name', 'created_at') then s.id end, s.id desc
 limit $5::integer + 1;

-- count_moderators
select count(*) as count, true as exact
  from wall.list_moderators() a
 where ($1::text is null or wall.finds(a.name || ' ' || a.email, (select wall.asked($1))));

-- count_team
select count(*) as count, true as exact
  from wall.list_team($2) a
 where ($1::text is null or wall.finds(a.name || ' ' || a.email, (select wall.asked($1))));

-- count_administrators
select count(*) as count, true as exact
  from wall.list_administrators($2) a
 where ($1::text is null or wall.finds(a.name || ' ' || a.email, (select wall.asked($1))));

-- count_heads
select count(*) as count, true as exact
  from wall.list_heads($2) a
 where ($1::text is null or wall.finds(a.name || ' ' || a.email, (select wall.asked($1))));

-- count_builders
select count(*) as count, true as exact
  from wall.list_builders($2) a
 where ($1::text is null or wall.finds(a.name || ' ' || a.email, (select wall.asked($1))));

-- count_access_owners
select count(*) as count, true as exact
  from wall.list_access_owners() o
 where ($1::text is null or wall.finds(o.name, (select wall.asked($1))));

-- count_guilds
select count(*) as count, true as exact
  from wall.list_guilds() g
 where ($1::text is null or wall.finds(g.name, (select wall.asked($1))));

-- count_spots
select count(*) as count, true as exact
  from wall.list_spots($2) s
 where ($1::text is null or wall.finds(s.name, (select wall.asked($1))));

-- people: of one spot alone, or all
select id, account_id, email, name, language, role, spot_id, spot, can_create_customers, suspended, second_factor, last_seen_at, version,
       created_at, role_set_id, role_set
  from wall.list_people($6) p
 where ($1::text is null or wall.finds(p.name || ' ' || p.email, (select wall.asked($1))))
   and ($7::uuid is null or p.spot_id = $7)
   and ($3::text is null
        or case $2::text
               when 'name' then (p.name collate "und-x-icu", p.id) > ($3, $4::uuid)
               when '-name' then (p.name collate "und-x-icu", p.id) < ($3, $4)
               when 'created_at' then (p.created_at, p.id) > ($3::timestamptz, $4)
               else (p.created_at, p.id) < ($3::timestamptz, $4)
           end)
 order by case $2 when 'name' then p.name end collate "und-x-icu", case $2 when '-name' then p.name end collate "und-x-icu" desc,
          case $2 when 'created_at' then p.created_at end, case $2 when '-created_at' then p.created_at end desc,
          case when $2 in ('name', 'created_at') then p.id end, p.id desc
 limit $5::integer + 1;

-- count_people
select count(*) as count, true as exact
  from wall.list_people($2) p
 where ($1::text is null or wall.finds(p.name || ' ' || p.email, (select wall.asked($1))))
   and ($3::uuid is null or p.spot_id = $3);

-- portfolio
select id, name, access_owner_id, access_owner, suspended, people, spots, last_seen_at, size, grants, customers, estimates, created_at
  from wall.list_portfolio($6) g
 where ($1::text is null or wall.finds(g.name, (select wall.asked($1))))
   and ($3::text is null
        or case $2::text
               when 'name' then (g.name collate "und-x-icu", g.id) > ($3, $4::uuid)
               when '-name' then (g.name collate "und-x-icu", g.id) < ($3, $4)
               when 'created_at' then (g.created_at, g.id) > ($3::timestamptz, $4)
               else (g.created_at, g.id) < ($3::timestamptz, $4)
           end)
 order by case $2 when 'name' then g.name end collate "und-x-icu", case $2 when '-name' then g.name end collate "und-x-icu" desc,
          case $2 when 'created_at' then g.created_at end, case $2 when '-created_at' then g.created_at end desc,
          case when $2 in ('name', 'created_at') then g.id end, g.id desc
 limit $5::integer + 1;

-- count_portfolio
select count(*) as count, true as exact
  from wall.list_portfolio($2) g
 where ($1::text is null or wall.finds(g.name, (select wall.asked($1))));

-- handovers
select id, guild_id, guild, from_owner_id, from_owner, to_owner_id, to_owner, state, ends_at, created_at
  from wall.list_handovers() h
 where ($1::text is null or wall.finds(h.guild || ' ' || h.from_owner || ' ' || h.to_owner, (select wall.asked($1))))
   and ($3::timestamptz is null
        or case $2::text when 'created_at' then (h.created_at, h.id) > ($3, $4::uuid) else (h.created_at, h.id) < ($3, $4) end)
 order by case $2 when 'created_at' then h.created_at end, case $2 when 'created_at' then h.id end, h.created_at desc, h.id desc
 limit $5::integer + 1;

-- count_handovers
select count(*) as count, true as exact
  from wall.list_handovers() h
 where ($1::text is null or wall.finds(h.guild || ' ' || h.from_owner || ' ' || h.to_owner, (select wall.asked($1))));

-- support_grants
select id, guild_id, guild, reason, hours, state, asked_by_id, asked_by, given_by, given_at, ends_at, ended_at, membership_id,
       created_at
  from wall.list_support_grants() g
 where ($1::text is null or wall.finds(g.guild || ' ' || g.reason, (select wall.asked($1))))
   and ($6::uuid is null or g.guild_id = $6)
   and ($3::timestamptz is null
        or case $2::text when 'created_at' then (g.created_at, g.id) > ($3, $4::uuid) else (g.created_at, g.id) < ($3, $4) end)
 order by case $2 when 'created_at' then g.created_at end, case $2 when 'created_at' then g.id end, g.created_at desc, g.id desc
 limit $5::integer + 1;

-- count_support_grants
select count(*) as count, true as exact
  from wall.list_support_grants() g
 where ($1::text is null or wall.finds(g.guild || ' ' || g.reason, (select wall.asked($1))))
   and ($2::uuid is null or g.guild_id = $2);

-- owner_handovers
select id, access_owner_id, access_owner, from_account_id, from_name, to_account_id, to_name, state, ends_at, created_at
  from wall.list_owner_handovers() h
 where ($1::text is null or wall.finds(h.access_owner || ' ' || h.from_name || ' ' || h.to_name, (select wall.asked($1))))
   and ($3::timestamptz is null
        or case $2::text when 'created_at' then (h.created_at, h.id) > ($3, $4::uuid) else (h.created_at, h.id) < ($3, $4) end)
 order by case $2 when 'created_at' then h.created_at end, case $2 when 'created_at' then h.id end, h.created_at desc, h.id desc
 limit $5::integer + 1;

-- count_owner_handovers
select count(*) as count, true as exact
  from wall.list_owner_handovers() h
 where ($1::text is null or wall.finds(h.access_owner || ' ' || h.from_name || ' ' || h.to_name, (select wall.asked($1))));
