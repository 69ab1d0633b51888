-- add
insert into exports (id, kind, format, filter, columns)
values ($1, $2, $3, $4, $5)
returning id, kind, format, state, rows, expires_at, created_at;

-- remove_expired
delete
  from exports
 where guild_id = wall.guild_id()
   and owner_id = wall.account_id()
   and expires_at < now()
returning id;

-- by_id
select id, kind, format, state, rows, expires_at, created_at
  from exports
 where guild_id = wall.guild_id()
   and id = $1
   and expires_at > now();

-- finish
update exports
   set state = $2, rows = $3
 where guild_id = wall.guild_id()
   and id = $1
   and state = 'running';

-- cancel
update exports
   set state = 'cancelled'
 where guild_id = wall.guild_id()
   and id = $1
   and state = 'running'
returning id, kind, format, state, rows, expires_at, created_at;

-- names: of what records point to, as far as who asks sees it
select id, name
  from wall.list_colleagues()
 union
select spot_id, spot
  from wall.list_colleagues()
 where spot_id is not null
 union
select id, name
  from tags
 where guild_id = wall.guild_id()
 union
select id, name
  from groups
 where guild_id = wall.guild_id()
 union
select id, name
  from tax_codes
 where guild_id = wall.guild_id();
