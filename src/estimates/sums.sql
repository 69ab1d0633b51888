-- What lists come to, for boards: exactly what the lists' filters let through.

-- by_state: $1 to $5 as estimates are filtered, $6 the ids of those that match, where they are few; in minor units
select e.state, count(*) as count, e.currency, sum(e.gross)::bigint as gross
  from estimates e
 where e.guild_id = wall.guild_id()
   and e.deleted_at is null
   and ($1::uuid is null or e.customer_id = $1)
   and ($2::text is null or e.state = $2)
   and ($4::uuid is null or e.spot_id = $4)
   and ($5::uuid is null or e.owner_id = $5)
   and case
           when $6::uuid[] is not null then e.id = any ($6)
           else $3::text is null
                or exists (select
                             from search_texts s
                            where s.guild_id = e.guild_id
                              and s.kind = 30
                              and s.record_id = e.id
                              and wall.is_found(s.text, (select wall.part_patterns($3)), (select wall.search_whole($3))) offset 0)
       end
 group by e.state, e.currency
 order by e.state, sum(e.gross) desc, e.currency;

-- by_status: $1 to $9 as customers are filtered, $10 the ids of those that match, where they are few; how many have each status, and beside
-- it what is on offer to them
with found as materialized (
    select c.guild_id, c.id, c.status
      from customers c
     where guild_id = wall.guild_id()
       and deleted_at is null
       and ($1::text is null or status = $1)
       and ($2::text is null or kind = $2)
       and ($3::uuid is null or spot_id = $3)
       and ($4::uuid is null or owner_id = $4)
       and ($5::text is null or external_id = $5)
       and ($6::text is null or country = $6)
       and ($8::uuid is null or $8 = any (tag_ids))
       and ($9::uuid is null or group_id = $9)
       and case
               when $10::uuid[] is not null then c.id = any ($10)
               else $7::text is null
                    or exists (select
                                 from search_texts s
                                where s.guild_id = c.guild_id
                                  and s.kind = 10
                                  and s.record_id = c.id
                                  and wall.is_found(s.text, (select wall.part_patterns($7)), (select wall.search_whole($7))) offset 0)
                    or exists (select
                                 from contacts p
                                 join search_texts s on s.guild_id = p.guild_id and s.kind = 20 and s.record_id = p.id
                                where p.guild_id = c.guild_id
                                  and p.customer_id = c.id
                                  and wall.is_found(s.text, (select wall.part_patterns($7)), (select wall.search_whole($7))) offset 0)
           end
)
select s.status, s.count, o.currency, coalesce(o.gross, 0) as gross
  from (select f.status, count(*) as count from found f group by f.status) s
  left join (select f.status, e.currency, sum(e.gross)::bigint as gross
               from estimates e
               join found f on f.guild_id = e.guild_id and f.id = e.customer_id
              where e.guild_id = wall.guild_id()
                and e.deleted_at is null
                and e.state in ('draft', 'sent')
              group by f.status, e.currency) o on o.status = s.status
 order by s.status, o.gross desc nulls last, o.currency;
