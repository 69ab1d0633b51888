-- where: in which guild, who it is, up to where its trail reaches, and whether it sees what it looks at ($1)
select wall.guild_id() as guild, wall.account_id() as person,
       coalesce((select n.name from wall.names_of(array[wall.account_id()]) n), '') as name,
       wall.trail_head() as head, $1::text is not null and wall.sees($1) as sees;

-- since: what happened behind $1 up to $2
with seen as materialized (select * from wall.trail_since($1::bigint, $2::bigint))
select e.object, e.action, e.actor, n.name as actor_name, e.at
  from seen e
  left join wall.names_of(array(select distinct f.actor from seen f)) n on n.id = e.actor
 order by e.seq;
