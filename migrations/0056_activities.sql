-- Activities: what somebody has to do, a task, a call or a meeting, perhaps with a customer. One lies where its assignee works and is
-- the assignee's own, so that whoever is to do it always sees it.
set local role guildhall_owner;

create table guild.activities (
    guild_id    uuid        not null default wall.guild_id(),
    id          uuid        not null,
    spot_id     uuid        default wall.spot_id(),
    spot_pos    bigint      not null default wall.spot_pos(),
    owner_id    uuid        not null default wall.account_id(),
    customer_id uuid,
    kind        text        not null,
    subject     text        not null,
    body        text,
    due_at      timestamptz,
    remind_at   timestamptz,
    done_at     timestamptz,
    deleted_at  timestamptz,
    version     integer     not null default 1,
    created_at  timestamptz not null default now(),
    created_by  uuid        not null default wall.account_id(),
    updated_at  timestamptz not null default now(),
    updated_by  uuid        not null default wall.account_id(),
    constraint activities_key primary key (guild_id, id),
    constraint activities_spot_form check ((spot_id is null) = (spot_pos = 0)),
    constraint activities_kind check (kind in ('task', 'call', 'meeting')),
    constraint activities_subject_length check (length(subject) between 1 and 500),
    constraint activities_body_length check (length(body) between 1 and 20000)
);
create index activities_due_index on guild.activities (guild_id, coalesce(due_at, '9999-12-31 23:59:59.999999Z'::timestamptz), id);
create index activities_owner_index on guild.activities (guild_id, owner_id, coalesce(due_at, '9999-12-31 23:59:59.999999Z'::timestamptz), id);
create index activities_spot_index on guild.activities (guild_id, spot_pos, created_at desc, id desc);
create index activities_created_at on guild.activities (guild_id, created_at desc, id desc);
create index activities_customer_index on guild.activities (guild_id, customer_id, created_at desc, id desc);

alter table guild.activities add constraint activities_spot
    foreign key (guild_id, spot_id, spot_pos) references platform.spots (guild_id, id, pos) on update cascade;
alter table guild.activities add constraint activities_customer
    foreign key (guild_id, customer_id) references guild.customers (guild_id, id);

set local role guildhall_wall;

-- Where somebody works whom the caller may give work: within its writing range. No row for everybody else.
create function wall.workplace(account uuid, out spot_id uuid, out spot_pos bigint)
returns setof record
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select m.spot_id, case when m.spot_id is null then 0 else m.pos end
      from platform.memberships m
     where wall.proven()
       and m.account_id = workplace.account
       and m.guild_id = wall.guild_id()
       and m.role in ('guild', 'spot', 'builder')
       and m.live
       and case when m.spot_id is null then 0 else m.pos end
           between current_setting('app.write_lo')::bigint and current_setting('app.write_hi')::bigint
       and m.account_id between current_setting('app.write_from')::uuid and current_setting('app.write_to')::uuid
     order by m.created_at, m.id
     limit 1
$$;

-- One's own work is where one acts; who is somewhere else is no assignee, as if there were nobody of that id.
create function wall.follow_assignee()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'UPDATE' and new.owner_id = old.owner_id then
        return new;
    elsif new.owner_id = wall.account_id() then
        new.spot_id := wall.spot_id();
        new.spot_pos := wall.spot_pos();
        return new;
    end if;
    select w.spot_id, w.spot_pos into new.spot_id, new.spot_pos from wall.workplace(new.owner_id) w;
    if not found then
        raise exception 'is nobody whom you can give this to' using errcode = 'GH422', detail = 'assignee_id';
    end if;
    return new;
end
$$;
grant execute on function wall.follow_assignee() to guildhall_owner;
grant execute on function wall.workplace(uuid) to guildhall_app;

set local role guildhall_owner;
create trigger follow before insert or update of owner_id on guild.activities
    for each row execute function wall.follow_assignee();
create trigger see before insert or update of customer_id on guild.activities
    for each row execute function wall.see_customer();

select wall.protect('guild.activities', 'spot');

-- Scopes as customers have them: 2 the spot, 3 the guild.
insert into platform.role_permissions (role, permission, scope, switched)
values ('builder', 'activities.read', 2, false),
       ('builder', 'activities.create', 2, false),
       ('builder', 'activities.update', 2, false),
       ('builder', 'activities.delete', 2, false),
       ('spot', 'activities.read', 2, false),
       ('spot', 'activities.create', 2, false),
       ('spot', 'activities.update', 2, false),
       ('spot', 'activities.delete', 2, false),
       ('guild', 'activities.read', 3, false),
       ('guild', 'activities.create', 3, false),
       ('guild', 'activities.update', 3, false),
       ('guild', 'activities.delete', 3, false),
       ('access_owner', 'activities.read', 3, false);
update platform.memberships set live = live;
