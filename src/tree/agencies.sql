-- Lists as in listing.sql.

-- guild_groups
select id, access_owner_id, name, guild_ids, version, created_at
  from wall.list_guild_groups($6) g
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

-- count_guild_groups
select count(*) as count, true as exact
  from wall.list_guild_groups($2) g
 where ($1::text is null or wall.finds(g.name, (select wall.asked($1))));

-- assignments
select id, access_owner_id, account_id, name, email, team_role_id, team_role, guild_group_id, guild_group, created_at
  from wall.list_assignments($6) a
 where ($1::text is null or wall.finds(a.name || ' ' || a.email || ' ' || a.team_role || ' ' || a.guild_group, (select wall.asked($1))))
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

-- count_assignments
select count(*) as count, true as exact
  from wall.list_assignments($2) a
 where ($1::text is null or wall.finds(a.name || ' ' || a.email || ' ' || a.team_role || ' ' || a.guild_group, (select wall.asked($1))));

-- agents
select id, account_id, name, email, team_roles, suspended, last_seen_at, created_at
  from wall.list_agents($6) p
 where ($1::text is null or wall.finds(p.name || ' ' || p.email, (select wall.asked($1))))
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

-- count_agents
select count(*) as count, true as exact
  from wall.list_agents($2) p
 where ($1::text is null or wall.finds(p.name || ' ' || p.email, (select wall.asked($1))));

-- guild_group
select id, access_owner_id, name, guild_ids, version, created_at
  from wall.get_guild_group($1);

-- add_guild_group
select id, access_owner_id, name, guild_ids, version, created_at
  from wall.add_guild_group($1, $2, $3, $4::uuid[]);

-- update_guild_group
select id, access_owner_id, name, guild_ids, version, created_at
  from wall.update_guild_group($1, $2, $3, $4::uuid[]);

-- remove_guild_group
select true as removed
  from wall.remove_guild_group($1, $2);

-- assign: a language that is not said is the maker's
select id, access_owner_id, account_id, name, email, team_role_id, team_role, guild_group_id, guild_group, created_at
  from wall.assign($1, $2, $3, $4, $5, coalesce($6, wall.reader_language()), $7, $8, $9);

-- unassign
select true as removed
  from wall.unassign($1);
