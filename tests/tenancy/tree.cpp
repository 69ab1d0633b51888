#include "tenancy/tree.h"

#include <algorithm>

namespace guildhall::tenancy {

using db::values;

Tree::Tree()
{
    superuser().script("set search_path = pg_catalog");
    add_person("alma", "admin");
    add_person("mona", "moderator");
    add_person("milo", "moderator");
    add_person("uma", "user");
    olgas = add_access_owner("Olga's agency", "mona");
    ottos = add_access_owner("Otto's agency", "milo");
    add_person("olga", "access_owner", db::to_value(olgas));
    add_person("otto", "access_owner", db::to_value(ottos));
    first = add_guild("first", olgas, "olga", "");
    second = add_guild("second", olgas, "olga", " of second");
    foreign = add_guild("foreign", ottos, "otto", " of foreign");
}

Uuid Tree::add_access_owner(std::string const& name, std::string const& maker)
{
    auto const id = Uuid::make();
    superuser().run("insert into platform.access_owners (id, name, made_by, created_by, updated_by) values ($1, $2, $3, $3, $3)",
                    values(id, name, account(maker)));
    return id;
}

Guild Tree::add_guild(std::string const& name, Uuid owner, std::string const& reader, std::string const& suffix)
{
    Guild guild{Uuid::make(), Uuid::make(), Uuid::make(), Uuid::make()};
    auto const maker = account(reader);
    superuser().run("select wall.make_guild($1, $2, $3, $4, 'EUR', 'DE', 'en')", values(maker, owner, guild.id, name));
    superuser().run("insert into platform.memberships (id, account_id, role, access_owner_id, guild_id, created_by, updated_by) "
                    "values ($1, $2, 'access_owner', $3, $4, $2, $2)",
                    values(memberships_[reader + " in " + name] = Uuid::make(), maker, owner, guild.id));
    auto const make_spot = "select wall.make_spot($1, $2, $3, $4, $5)";
    superuser().run(make_spot, values(maker, guild.id, std::optional<Uuid>(), guild.sales, "Sales"));
    superuser().run(make_spot, values(maker, guild.id, guild.sales, guild.field_sales, "Field sales"));
    superuser().run(make_spot, values(maker, guild.id, std::optional<Uuid>(), guild.service, "Service"));

    auto const of = db::to_value(owner), in = db::to_value(guild.id);
    add_person("gita" + suffix, "guild", of, in);
    add_person("hana" + suffix, "spot", of, in, db::to_value(guild.sales));
    add_person("hugo" + suffix, "spot", of, in, db::to_value(guild.field_sales));
    add_person("ada" + suffix, "builder", of, in, db::to_value(guild.sales));
    add_person("bob" + suffix, "builder", of, in, db::to_value(guild.sales), false);
    add_person("fiona" + suffix, "builder", of, in, db::to_value(guild.field_sales));
    add_person("sara" + suffix, "builder", of, in, db::to_value(guild.service));
    return guild;
}

void Tree::add_person(std::string const& name, std::string const& role, db::Value owner, db::Value guild, db::Value spot,
                      bool can_create_customers)
{
    auto const id = accounts_[name] = Uuid::make();
    auto const membership = memberships_[name] = Uuid::make();
    superuser().run(
        "insert into platform.accounts (id, email, name, password_hash, created_by, updated_by) values ($1, $2, $3, $4, $1, $1)",
        values(id, email_of(name), name, hash_of(name)));
    superuser().run(
        "insert into platform.memberships (id, account_id, role, access_owner_id, guild_id, spot_id, can_create_customers, "
        "created_by, updated_by) values ($1, $2, $3, $4, $5, $6, $7, $2, $2)",
        {db::to_value(membership), db::to_value(id), db::to_value(role), owner, guild, spot, db::to_value(can_create_customers)});
    superuser().run("insert into platform.sessions (digest, id, account_id, membership_id, kind, second_factor, idle_minutes, idle_until, "
                    "ends_at) values (sha256($1), $2, $3, $4, 'browser', $5, 60, now() + interval '1 hour', now() + interval '1 day')",
                    values(secret_of(name), Uuid::make(), id, membership, role == "admin" || role == "moderator"));
}

db::Bytes secret_of(std::string const& person)
{
    return {"the secret of " + person};
}

std::string email_of(std::string const& person)
{
    std::string local = person;
    std::replace(local.begin(), local.end(), ' ', '.');
    return local + "@guildhall.example";
}

std::string hash_of(std::string const& person)
{
    std::string hash = "$2b$12$" + person + std::string(60, 'x');
    return hash.substr(0, 60);
}

Caller::Caller(Tree& tree, std::string person) : session_(tree.url()), person_(std::move(person)) {}

Caller& Caller::enter(std::vector<std::string> const& permissions, bool read_only)
{
    roll_back();
    session_.run("begin");
    open_ = true;
    session_.run("select wall.enter($1, $2, $3, $4)", values(secret_of(person_), permissions, read_only, Uuid::make()));
    return *this;
}

Caller& Caller::begin()
{
    roll_back();
    session_.run("begin");
    open_ = true;
    return *this;
}

Caller& Caller::enter_account()
{
    roll_back();
    session_.run("begin");
    open_ = true;
    session_.run("select session_id from wall.enter_account($1, false, $2)", values(secret_of(person_), Uuid::make()));
    return *this;
}

void Caller::commit()
{
    session_.run("commit");
    open_ = false;
}

void Caller::roll_back()
{
    if (open_)
        session_.run("rollback");
    open_ = false;
}

Uuid add_customer(Tree& tree, std::string const& person, std::string const& name)
{
    Caller caller(tree, person);
    auto const id = Uuid::make();
    caller.enter({"customers.create"});
    caller.run("insert into customers (id, name, currency, payment_terms_days) values ($1, $2, 'EUR', 30)", values(id, name));
    caller.commit();
    return id;
}

std::vector<std::string> seen_customers(Tree& tree, std::string const& person)
{
    Caller caller(tree, person);
    caller.enter({"customers.read"}, true);
    auto rows = caller.run("select name from customers order by name collate \"C\"");
    std::vector<std::string> names;
    for (int i = 0; i < rows.size(); ++i)
        names.push_back(rows[i].get<std::string>(0));
    return names;
}

}  // namespace guildhall::tenancy
