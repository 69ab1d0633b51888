-- The contacts of a whole guild as a list, and who one's colleagues are: whose customers may be in sight, and to whom work may be given.
set local role guildhall_owner;

alter table guild.contacts
    add column words text[] not null generated always as (wall.words(first_name || ' ' || last_name || ' ' || coalesce(email, ''))) stored;
create index contacts_name on guild.contacts (guild_id, ((last_name || ' ' || first_name) collate "und-x-icu"), id);

set local role guildhall_wall;

-- Those who work where the caller reads. Who does so in several places counts where it began.
create function wall.list_colleagues()
returns table (id uuid, name text, role text, spot_id uuid, spot text, created_at timestamptz)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select distinct on (m.account_id) m.account_id, a.name, m.role, m.spot_id, s.name, m.created_at
      from platform.memberships m
      join platform.accounts a on a.id = m.account_id
      left join platform.spots s on s.guild_id = m.guild_id and s.id = m.spot_id
     where wall.proven()
       and m.guild_id = wall.guild_id()
       and m.role in ('guild', 'spot', 'builder')
       and m.live
       and case when m.spot_id is null then 0 else m.pos end
           between current_setting('app.read_lo')::bigint and current_setting('app.read_hi')::bigint
       and m.account_id between current_setting('app.read_from')::uuid and current_setting('app.read_to')::uuid
     order by m.account_id, m.created_at, m.id
$$;
grant execute on function wall.list_colleagues() to guildhall_app;
