-- invitations: still open
select id, email, name, role, access_owner_id, guild_id, spot_id, spot, can_create_customers, invited_by, state, sent_at, ends_at, created_at,
       team_role, guild_group
  from wall.list_invitations() i
 where ($1::text is null or wall.finds(i.name || ' ' || i.email, (select wall.asked($1))))
   and ($3::text is null
        or case $2::text
               when 'name' then (i.name collate "und-x-icu", i.id) > ($3, $4::uuid)
               when '-name' then (i.name collate "und-x-icu", i.id) < ($3, $4)
               when 'created_at' then (i.created_at, i.id) > ($3::timestamptz, $4)
               else (i.created_at, i.id) < ($3::timestamptz, $4)
           end)
 order by case $2 when 'name' then i.name end collate "und-x-icu", case $2 when '-name' then i.name end collate "und-x-icu" desc,
          case $2 when 'created_at' then i.created_at end, case $2 when '-created_at' then i.created_at end desc,
          case when $2 in ('name', 'created_at') then i.id end, i.id desc
 limit $5::integer + 1;

-- count_invitations
select count(*) as count, true as exact
  from wall.list_invitations() i
 where ($1::text is null or wall.finds(i.name || ' ' || i.email, (select wall.asked($1))));

-- guild_invitations: of one guild
select id, email, name, role, access_owner_id, guild_id, spot_id, spot, can_create_customers, invited_by, state, sent_at, ends_at, created_at,
       team_role, guild_group
  from wall.list_guild_invitations($6) i
 where ($1::text is null or wall.finds(i.name || ' ' || i.email, (select wall.asked($1))))
   and ($3::text is null
        or case $2::text
               when 'name' then (i.name collate "und-x-icu", i.id) > ($3, $4::uuid)
               when '-name' then (i.name collate "und-x-icu", i.id) < ($3, $4)
               when 'created_at' then (i.created_at, i.id) > ($3::timestamptz, $4)
               else (i.created_at, i.id) < ($3::timestamptz, $4)
           end)
 order by case $2 when 'name' then i.name end collate "und-x-icu", case $2 when '-name' then i.name end collate "und-x-icu" desc,
          case $2 when 'created_at' then i.created_at end, case $2 when '-created_at' then i.created_at end desc,
          case when $2 in ('name', 'created_at') then i.id end, i.id desc
 limit $5::integer + 1;

-- count_guild_invitations
select count(*) as count, true as exact
  from wall.list_guild_invitations($2) i
 where ($1::text is null or wall.finds(i.name || ' ' || i.email, (select wall.asked($1))));

-- resend
select id, email, name, role, access_owner_id, guild_id, spot_id, spot, can_create_customers, invited_by, state, sent_at, ends_at, created_at,
       team_role, guild_group
  from wall.resend_invitation($1);

-- revoke
select wall.revoke_invitation($1);

-- look
select email, name, role, place, inviter, language, known
  from wall.look_at_invitation($1);

-- accept
select wall.accept_invitation($1, $2, $3, $4, $5);

-- join
select wall.join_by_link($1);
