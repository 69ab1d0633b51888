-- The guild's trail as far as the caller sees it, or for those above all guilds the platform's. $1: the cursor; then what it is about,
-- who did it, what was done, from when, until when, what is searched, how many, and which one alone.

-- newest
with page as materialized (
    select seq, at, owner_id as actor, on_behalf_of, action, object, request_id, hash, payload
      from audit_events
     where guild_id = wall.guild_id()
       and ($1::bigint is null or seq < $1)
       and ($2::text is null or object = $2)
       and ($3::uuid is null or owner_id = $3)
       and ($4::text is null or action = $4)
       and ($5::timestamptz is null or at >= $5)
       and ($6::timestamptz is null or at < $6)
       and ($7::text is null or wall.finds(wall.event_words(action, object), (select wall.asked($7))))
       and ($9::bigint is null or seq = $9)
     union all
    select seq, at, actor, on_behalf_of, action, object, request_id, hash, payload
      from wall.find_platform_events(false, $1, $2, $3, $4, $5, $6, case when $7 is not null then wall.asked($7) end, $8::integer + 1, $9)
     order by seq desc
     limit $8::integer + 1
)
select p.seq, p.at, p.actor, n.name as actor_name, p.on_behalf_of, p.action, p.object, p.request_id, encode(p.hash, 'hex') as hash,
       case when $9 is not null then wall.changes(p.payload) end as changes
  from page p
  left join wall.names_of((select array_agg(distinct o.actor) from page o)) n on n.id = p.actor
 order by p.seq desc;

-- oldest
with page as materialized (
    select seq, at, owner_id as actor, on_behalf_of, action, object, request_id, hash, payload
      from audit_events
     where guild_id = wall.guild_id()
       and ($1::bigint is null or seq > $1)
       and ($2::text is null or object = $2)
       and ($3::uuid is null or owner_id = $3)
       and ($4::text is null or action = $4)
       and ($5::timestamptz is null or at >= $5)
       and ($6::timestamptz is null or at < $6)
       and ($7::text is null or wall.finds(wall.event_words(action, object), (select wall.asked($7))))
       and ($9::bigint is null or seq = $9)
     union all
    select seq, at, actor, on_behalf_of, action, object, request_id, hash, payload
      from wall.find_platform_events(true, $1, $2, $3, $4, $5, $6, case when $7 is not null then wall.asked($7) end, $8::integer + 1, $9)
     order by seq
     limit $8::integer + 1
)
select p.seq, p.at, p.actor, n.name as actor_name, p.on_behalf_of, p.action, p.object, p.request_id, encode(p.hash, 'hex') as hash,
       case when $9 is not null then wall.changes(p.payload) end as changes
  from page p
  left join wall.names_of((select array_agg(distinct o.actor) from page o)) n on n.id = p.actor
 order by p.seq;

-- count
select (select count(*)
          from audit_events
         where guild_id = wall.guild_id()
           and ($1::text is null or object = $1)
           and ($2::uuid is null or owner_id = $2)
           and ($3::text is null or action = $3)
           and ($4::timestamptz is null or at >= $4)
           and ($5::timestamptz is null or at < $5)
           and ($6::text is null or wall.finds(wall.event_words(action, object), (select wall.asked($6))))
           and ($7::bigint is null or seq = $7))
       + wall.count_platform_events($1, $2, $3, $4, $5, case when $6 is not null then wall.asked($6) end, $7) as count,
       true as exact;
