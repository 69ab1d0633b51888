-- The two companies that nobody runs, by which a running installation proves that one company does not see another's (`guildhall
-- isolation-check`), and the receipts of these proofs. docs/isolation.md
set local role guildhall_owner;

-- 'a' and 'b'; null for everybody else's. Their accounts have no password, and addresses that no mail can reach (RFC 6761).
alter table platform.access_owners add column canary text;
alter table platform.access_owners add constraint access_owners_canary check (canary in ('a', 'b'));
create unique index access_owners_canary_once on platform.access_owners (canary);

create table platform.isolation_receipts (
    id         uuid        not null,
    at         timestamptz not null,
    version    text        not null,
    routes     integer     not null,
    requests   integer     not null,
    statements integer     not null,
    findings   integer     not null,
    document   text        not null,
    constraint isolation_receipts_key primary key (id)
);
create index isolation_receipts_at on platform.isolation_receipts (at);
grant select on platform.isolation_receipts to guildhall_wall;
grant insert, delete on platform.isolation_receipts to guildhall_wall;

insert into platform.role_permissions (role, permission, scope)
values ('guild', 'isolation.read', 3), ('access_owner', 'isolation.read', 3), ('moderator', 'isolation.read', 3), ('admin', 'isolation.read', 3);
update platform.memberships set live = live;

set local role guildhall_wall;

create function wall.is_canary(owner uuid)
returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$ select exists (select from platform.access_owners o where o.id = owner and o.canary is not null) $$;

-- As in 0010, but the canaries are out of everybody's sight: lists, counts and portfolios follow from these two.
create or replace function wall.sees_access_owner(actor platform.memberships, owner uuid)
returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case actor.role
               when 'admin' then not wall.is_canary(owner)
               when 'moderator' then exists (select from platform.access_owners o where o.id = owner and o.made_by = actor.account_id)
               when 'access_owner' then actor.access_owner_id = owner
               else false
           end
$$;

create or replace function wall.sees_membership(actor platform.memberships, other platform.memberships)
returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case
               when other.account_id = actor.account_id then true
               when actor.role = 'admin' then not wall.is_canary(other.access_owner_id)
               when other.access_owner_id is null then false
               when other.role = 'access_owner' then wall.sees_access_owner(actor, other.access_owner_id)
               when other.spot_id is null then actor.spot_id is null and wall.sees_guild(actor, other.guild_id)
               when actor.role = 'builder' then actor.guild_id = other.guild_id and actor.spot_id = other.spot_id
               else wall.sees_spot(actor, other.guild_id, other.pos)
           end
$$;

create function wall.add_canary_account(side text, role text, owner uuid, guild uuid, spot uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    account constant uuid := gen_random_uuid();
begin
    insert into platform.accounts (id, email, name, created_by, updated_by)
    values (account, role || '-' || side || '@canary.invalid', 'Canary ' || role || ' ' || upper(side), account, account);
    if role = 'owner' then
        insert into platform.access_owners (id, name, made_by, canary, created_by, updated_by)
        values (owner, 'Canary ' || upper(side), account, side, account, account);
        perform wall.make_guild(account, owner, guild, 'Canary ' || upper(side), 'EUR', 'DE', 'en');
        perform wall.make_spot(account, guild, null, spot, 'Canaries');
        perform wall.add_membership(null, gen_random_uuid(), account, 'access_owner', owner, guild, null, false);
    else
        perform wall.add_membership(null, gen_random_uuid(), account, role, owner, guild, case when role <> 'guild' then spot end, true);
    end if;
end
$$;

-- Makes what is missing of them, and says who they are. As guildhall_migrate.
create function wall.keep_canaries()
returns table (side text, role text, account_id uuid, membership_id uuid, access_owner_id uuid, guild_id uuid, spot_id uuid)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    new_side text;
    owner    uuid;
    guild    uuid;
    spot     uuid;
begin
    foreach new_side in array array['a', 'b']
    loop
        continue when exists (select from platform.access_owners o where o.canary = new_side);
        owner := gen_random_uuid();
        guild := gen_random_uuid();
        spot := gen_random_uuid();
        perform wall.add_canary_account(new_side, r.role, owner, guild, spot)
           from unnest(array['owner', 'guild', 'spot', 'builder']) with ordinality as r (role, place)
          order by r.place;
    end loop;
    return query
        select o.canary, m.role, m.account_id, m.id, o.id, m.guild_id, s.id
          from platform.access_owners o
          join platform.memberships m on m.access_owner_id = o.id and m.live
          join platform.accounts a on a.id = m.account_id and a.email like '%@canary.invalid'
          join platform.spots s on s.guild_id = m.guild_id
         where o.canary is not null
         order by o.canary, wall.level(m.role);
end
$$;

create type wall.isolation_receipt as (
    id uuid, at timestamptz, version text, routes integer, requests integer, statements integer, findings integer);

-- The last 400 are kept. As guildhall_migrate.
create function wall.keep_isolation_receipt(receipt wall.isolation_receipt, document text)
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into platform.isolation_receipts (id, at, version, routes, requests, statements, findings, document)
    values (receipt.id, receipt.at, receipt.version, receipt.routes, receipt.requests, receipt.statements, receipt.findings, document);
    delete from platform.isolation_receipts r
     where r.id not in (select n.id from platform.isolation_receipts n order by n.at desc limit 400);
    perform wall.tell(null, 0, 'isolation.checked', 'isolation_receipts/' || receipt.id, jsonb_build_object('findings', receipt.findings));
end
$$;

-- Of the installation, so that everybody who may read any reads all of them.
create function wall.list_isolation_receipts()
returns setof wall.isolation_receipt
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select r.id, r.at, r.version, r.routes, r.requests, r.statements, r.findings
      from wall.acting() actor
      join platform.isolation_receipts r on actor.role in ('admin', 'moderator', 'access_owner', 'guild')
$$;

-- GH404
create function wall.get_isolation_receipt(receipt uuid)
returns text
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    actor constant platform.memberships := wall.acting();
    found_document text;
begin
    select r.document into found_document
      from platform.isolation_receipts r
     where r.id = receipt
       and actor.role in ('admin', 'moderator', 'access_owner', 'guild');
    if found_document is null then
        raise exception 'no such receipt' using errcode = 'GH404';
    end if;
    return found_document;
end
$$;

grant execute on function wall.keep_canaries(), wall.keep_isolation_receipt(wall.isolation_receipt, text) to guildhall_owner;
grant execute on function wall.list_isolation_receipts(), wall.get_isolation_receipt(uuid) to guildhall_app;

-- Nobody reads their mail: none is kept for them.
create function wall.no_mail_to_canaries()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if coalesce(new.email, (select a.email from platform.accounts a where a.id = new.account_id)) like '%@canary.invalid' then
        return null;
    end if;
    return new;
end
$$;
grant execute on function wall.no_mail_to_canaries() to guildhall_owner;

set local role guildhall_owner;
create trigger no_mail_to_canaries before insert on platform.outbox for each row execute function wall.no_mail_to_canaries();
