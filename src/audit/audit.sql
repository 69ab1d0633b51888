-- newest: the guild's trail as far as the caller sees it, or for those above all guilds the platform's; before $1
select seq, at, owner_id as actor, on_behalf_of, action, object, request_id, encode(hash, 'hex') as hash
  from audit_events
 where guild_id = wall.guild_id()
   and ($1::bigint is null or seq < $1)
   and ($2::text is null or object = $2)
   and ($3::uuid is null or owner_id = $3)
   and ($4::text is null or action = $4)
   and ($5::timestamptz is null or at >= $5)
   and ($6::timestamptz is null or at < $6)
 union all
select seq, at, actor, on_behalf_of, action, object, request_id, encode(hash, 'hex') as hash
  from wall.find_platform_events($1, $2, $3, $4, $5, $6, $7::integer + 1)
 order by seq desc
 limit $7::integer + 1;
