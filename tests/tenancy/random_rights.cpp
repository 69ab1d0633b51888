#include "tenancy/random_rights.h"

#include <array>

namespace guildhall::tenancy {

using db::values;

namespace {

constexpr char people[] = R"(
create function pg_temp.random_set(i integer) returns jsonb language sql volatile as
    'select coalesce(jsonb_object_agg(k.permission, k.scopes[1 + floor(random() * cardinality(k.scopes))::integer]), ''{}'')
       from platform.permissions k where random() < 0.6 and i is not null';
insert into platform.role_sets (id, guild_id, name, permissions, created_by, updated_by)
select gen_random_uuid(), g.id, 'Set ' || i, pg_temp.random_set(i), g.id, g.id
  from platform.guilds g, generate_series(1, 8) i;
insert into platform.accounts (id, email, name, password_hash, created_by, updated_by)
select n.id, n.id || '@random.example', 'Somebody', 'x', n.id, n.id
  from (select gen_random_uuid() as id from generate_series(1, 50)) n;
insert into platform.memberships (id, account_id, role, access_owner_id, guild_id, spot_id, role_set_id, can_create_customers, created_by, updated_by)
select gen_random_uuid(), a.id, r.role, g.access_owner_id, g.id,
       case when r.role <> 'guild' then (select s.id from platform.spots s where s.guild_id = g.id and a.id is not null order by random() limit 1) end,
       case when random() < 0.7 then (select s.id from platform.role_sets s where s.guild_id = g.id and a.id is not null order by random() limit 1) end,
       random() < 0.5, a.id, a.id
  from platform.accounts a
 cross join lateral (select (array['builder', 'builder', 'builder', 'spot', 'spot', 'guild'])[1 + floor(random() * 6)::integer] as role
                      where a.id is not null) r
 cross join lateral (select g.* from platform.guilds g where r.role is not null order by random() limit 1) g
 where a.name = 'Somebody';
insert into platform.role_sets (id, access_owner_id, name, permissions, created_by, updated_by)
select gen_random_uuid(), o.id, 'Team role ' || i, pg_temp.random_set(i), o.id, o.id from platform.access_owners o, generate_series(1, 4) i;
insert into platform.guild_groups (id, access_owner_id, name, created_by, updated_by)
select gen_random_uuid(), o.id, 'Group ' || i, o.id, o.id from platform.access_owners o, generate_series(1, 2) i;
insert into platform.grouped_guilds (group_id, guild_id)
select p.id, g.id from platform.guild_groups p join platform.guilds g on g.access_owner_id = p.access_owner_id;
insert into platform.assignments (id, access_owner_id, account_id, role_set_id, group_id, created_by)
select gen_random_uuid(), r.access_owner_id, a.id, r.id, p.id, a.id
  from (select a.id, row_number() over () as place from platform.accounts a where a.name = 'Somebody' limit 12) a
  join platform.role_sets r on r.access_owner_id is not null and r.name = 'Team role ' || (1 + a.place % 4)
  join platform.guild_groups p on p.access_owner_id = r.access_owner_id and p.name = 'Group ' || (1 + a.place % 2);
update platform.accounts set totp_secret = 'x'
 where email ~ '^(gita|alma|olga|otto)' or id in (select account_id from platform.memberships where role in ('admin', 'moderator')) or random() < 0.5;
insert into platform.support_grants (id, guild_id, reason, hours, given_by, given_at, ends_at)
select gen_random_uuid(), g.id, 'Help', 72, g.id, now(), now() + interval '72 hours' from platform.guilds g;
insert into platform.sessions (digest, id, account_id, membership_id, kind, second_factor, idle_minutes, idle_until, ends_at)
select sha256(convert_to('m ' || m.id, 'UTF8')), gen_random_uuid(), m.account_id, m.id, 'browser', wall.factor_methods(m.account_id) <> '{}', 60, now() + interval '1 day', now() + interval '1 day'
  from platform.memberships m)";

constexpr char records[] = R"(
set session_replication_role = replica;
create temp table place as
select m.guild_id, m.spot_id, case when m.spot_id is null then 0 else m.pos end as pos, m.account_id, gen_random_uuid() as customer
  from platform.memberships m, generate_series(1, 2)
 where m.role in ('guild', 'spot', 'builder');
insert into guild.customers (guild_id, id, spot_id, spot_pos, owner_id, name, currency, payment_terms_days, created_by, updated_by)
select guild_id, customer, spot_id, pos, account_id, 'Customer', 'EUR', 30, account_id, account_id from place;
insert into guild.contacts (guild_id, id, customer_id, spot_id, spot_pos, owner_id, first_name, last_name, created_by, updated_by)
select guild_id, gen_random_uuid(), customer, spot_id, pos, account_id, 'A', 'Contact', account_id, account_id from place;
insert into guild.notes (guild_id, id, customer_id, spot_id, spot_pos, owner_id, body, created_by, updated_by)
select guild_id, gen_random_uuid(), customer, spot_id, pos, account_id, 'A note', account_id, account_id from place;
insert into guild.activities (guild_id, id, spot_id, spot_pos, owner_id, kind, subject, created_by, updated_by)
select guild_id, gen_random_uuid(), spot_id, pos, account_id, 'task', 'To do', account_id, account_id from place;
insert into guild.estimates (guild_id, id, spot_id, spot_pos, owner_id, customer_id, customer_name, currency, created_by, updated_by)
select guild_id, gen_random_uuid(), spot_id, pos, account_id, customer, 'Customer', 'EUR', account_id, account_id from place;
insert into guild.products (guild_id, id, name, unit_price, currency, created_by, updated_by)
select guild_id, gen_random_uuid(), 'Product ' || customer, 1, 'EUR', account_id, account_id from place;
insert into guild.tags (guild_id, id, name, created_by, updated_by)
select guild_id, gen_random_uuid(), 'Tag ' || customer, account_id, account_id from place;
set session_replication_role = origin)";

// Nothing happens to those who are asked: the administrators by name, and the admin.
constexpr char ordinary[] = "(select a.id from platform.accounts a where a.email !~ '^(gita|alma|olga|otto)' order by random() limit 1)";

std::vector<std::string> events()
{
    auto const toggled = [](std::string const& column) { return column + " = case when " + column + " is null then now() end"; };
    std::string const anybody = ordinary;
    std::string const member = "(select m.id from platform.memberships m where m.account_id in " + anybody + " limit 1)";
    std::string const some_guild = "(select id from platform.guilds order by random() limit 1)";
    auto const account = "update platform.accounts set " + toggled("suspended_at") + " where id in " + anybody;
    auto const membership = "update platform.memberships set " + toggled("suspended_at") + " where id in " + member;
    return {
        account,
        account,
        membership,
        membership,
        membership,
        "update platform.memberships m set can_create_customers = not can_create_customers where id in " + member,
        "update platform.memberships m set role_set_id = (select s.id from platform.role_sets s where s.guild_id = m.guild_id order by "
        "random() limit 1) where role in ('guild', 'spot', 'builder') and id in " +
            member,
        "update platform.memberships set role_set_id = null where id in " + member,
        "update platform.memberships m set spot_id = (select s.id from platform.spots s where s.guild_id = m.guild_id order by random() "
        "limit 1) where role in ('spot', 'builder') and id in " +
            member,
        "update platform.role_sets set permissions = pg_temp.random_set(1) where id = (select id from platform.role_sets order by "
        "random() limit 1)",
        "update platform.guilds set " + toggled("suspended_at") + " where id = " + some_guild,
        "update platform.standing_grants set " + toggled("ended_at") + " where guild_id = " + some_guild,
        "update platform.access_owners set " + toggled("suspended_at") +
            " where id = (select id from platform.access_owners order by random() limit 1)",
        "update platform.support_grants set " + toggled("ended_at") + " where true",
        "update platform.support_grants set " + toggled("ended_at") + " where guild_id = " + some_guild,
        "update platform.support_grants set " + toggled("ended_at") + " where guild_id = " + some_guild,
        "update platform.support_grants set given_at = now() - interval '1 hour', ends_at = now() + (floor(random() * 2) - 0.5) * interval "
        "'1 hour' where guild_id = " +
            some_guild,
        "update platform.standing_grants set works = not works where guild_id = " + some_guild,
        "delete from platform.grouped_guilds where guild_id = " + some_guild + " or random() < 0.5",
        "insert into platform.grouped_guilds (group_id, guild_id) select p.id, g.id from platform.guild_groups p join platform.guilds g on "
        "g.access_owner_id = p.access_owner_id where random() < 0.7 on conflict do nothing",
        "update guild.settings set second_factor_required = not second_factor_required where guild_id = " + some_guild,
        "update platform.accounts set totp_secret = case when totp_secret is null then 'x'::bytea end where id in " + anybody,
    };
}

// Most of the time most are there.
constexpr char let_all_in[] =
    "update platform.guilds set suspended_at = null where suspended_at is not null;"
    "update platform.access_owners set suspended_at = null where suspended_at is not null;"
    "update platform.standing_grants set ended_at = null where ended_at is not null;"
    "update platform.support_grants set ended_at = null, ends_at = given_at + interval '71 hours' where random() < 0.2;"
    "update platform.accounts set suspended_at = null where suspended_at is not null and random() < 0.3;"
    "update platform.memberships set suspended_at = null where suspended_at is not null and random() < 0.3;";

}  // namespace

db::Bytes secret_of(Uuid membership)
{
    return {"m " + membership.text()};
}

RandomRights::RandomRights(unsigned seed) : dice_(seed)
{
    superuser().script(people);
    superuser().script(records);
    auto const found =
        superuser().run("select id, coalesce(guild_id, '00000000-0000-0000-0000-000000000000'), role from platform.memberships");
    for (int i = 0; i < found.size(); ++i)
        holders_.push_back({found[i].get<Uuid>(0), found[i].get<Uuid>(1), found[i].get<std::string>(2)});
    for (std::string const things : {"customers", "contacts", "notes", "activities", "estimates", "products", "tags"}) {
        auto const ids = superuser().run("select id, guild_id from guild." + things);
        for (int i = 0; i < ids.size(); ++i)
            records_.push_back({things, ids[i].get<Uuid>(0), ids[i].get<Uuid>(1)});
        for (auto const* verb : {".read", ".read", ".create", ".update", ".update", ".delete"})
            permissions_.push_back(things + verb);
    }
    auto const rest = superuser().run("select distinct permission from platform.role_permissions where permission !~ "
                                      "'^(customers|contacts|notes|activities|estimates|products|tags)[.]' order by 1");
    for (int i = 0; i < rest.size(); ++i)
        permissions_.push_back(rest[i].get<std::string>(0));
}

std::optional<Target> RandomRights::some_record(std::string const& things, Uuid guild)
{
    bool const anywhere = below(6) == 0;
    std::vector<Target> all;
    for (auto const& record : records_)
        if (record.things == things && (anywhere || record.guild == guild))
            all.push_back(record);
    if (all.empty() || below(8) == 0)
        return {};
    return one_of(all);
}

Guild const& RandomRights::guild_of(Holder const& holder) const
{
    return holder.guild == tree_.first.id ? tree_.first : holder.guild == tree_.second.id ? tree_.second : tree_.foreign;
}

Uuid RandomRights::judge_of(Holder const& holder) const
{
    auto const& guild = guild_of(holder);
    std::string const suffix = guild.id == tree_.first.id ? "" : guild.id == tree_.second.id ? " of second" : " of foreign";
    if (holder.role == "spot" || holder.role == "builder" || holder.role == "agent")
        return tree_.membership("gita" + suffix);
    if (holder.role == "guild")
        return tree_.membership(guild.id == tree_.foreign.id ? "otto in foreign"
                                : guild.id == tree_.first.id ? "olga in first"
                                                             : "olga in second");
    return admin();
}

void RandomRights::let_something_happen()
{
    static auto const all = events();
    if (below(3) == 0)
        superuser().script(let_all_in);
    else
        superuser().run(one_of(all));
    // Sessions are not what is asked about: each is as signing in would make it now.
    superuser().run("update platform.sessions set ended_at = null, second_factor = wall.factor_methods(account_id) <> '{}'");
}

}  // namespace guildhall::tenancy
