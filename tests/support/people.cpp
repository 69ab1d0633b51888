#include "support/people.h"

#include "identity/password.h"
#include "identity/totp.h"
#include "support/server.h"

namespace guildhall::support {

namespace {

// One hash serves everybody: it costs a tenth of a second.
std::string const& password_hash()
{
    static std::string const hash = identity::new_hash(password, test_keys().pepper, identity::least_cost);
    return hash;
}

class Maker {
public:
    Maker(db::Session& superuser, identity::Services const& services) : superuser_(superuser), services_(services) {}

    Person person(std::string name, std::string const& domain, std::string role, Person place = {})
    {
        Person made = std::move(place);
        made.email = name + "@" + domain;
        made.name = std::move(name);
        made.role = std::move(role);
        if (made.role == "admin" || made.role == "moderator")
            made.totp_secret = identity::new_totp_secret();
        return add_person(superuser_, services_, std::move(made));
    }

    Uuid access_owner(std::string const& name, Person const& maker)
    {
        auto const id = Uuid::make();
        superuser_.run("insert into platform.access_owners (id, name, made_by, created_by, updated_by) values ($1, $2, $3, $3, $3)",
                       db::values(id, name, maker.account));
        return id;
    }

    GuildPeople guild(std::string const& name, Uuid owner, Person const& owners_account)
    {
        GuildPeople all;
        auto const maker = owners_account.account;
        all.guild = {Uuid::make(), name};
        superuser_.run("select wall.make_guild($1, $2, $3, $4, 'EUR', 'DE', 'en')", db::values(maker, owner, all.guild.id, name));
        Person reader = owners_account;
        reader.access_owner = owner;
        reader.guild = all.guild.id;
        add_membership(superuser_, reader);
        all.sales = spot("Sales", all.guild.id, {}, maker);
        all.field_sales = spot("Field sales", all.guild.id, all.sales.id, maker);
        all.service = spot("Service", all.guild.id, {}, maker);

        auto const domain = name + ".example";
        auto in = [&](std::optional<Uuid> spot, bool creates = true) {
            Person place;
            place.access_owner = owner;
            place.guild = all.guild.id;
            place.spot = spot;
            place.can_create_customers = creates;
            return place;
        };
        all.administrator = person("gita", domain, "guild", in({}));
        all.sales_head = person("hana", domain, "spot", in(all.sales.id));
        all.field_head = person("hugo", domain, "spot", in(all.field_sales.id));
        all.service_head = person("hilda", domain, "spot", in(all.service.id));
        all.ada = person("ada", domain, "builder", in(all.sales.id));
        all.bob = person("bob", domain, "builder", in(all.sales.id, false));
        all.fiona = person("fiona", domain, "builder", in(all.field_sales.id));
        all.felix = person("felix", domain, "builder", in(all.field_sales.id, false));
        all.sara = person("sara", domain, "builder", in(all.service.id));
        all.sven = person("sven", domain, "builder", in(all.service.id, false));
        return all;
    }

private:
    Place spot(std::string name, Uuid guild, std::optional<Uuid> parent, Uuid maker)
    {
        Place made{Uuid::make(), std::move(name)};
        superuser_.run("select wall.make_spot($1, $2, $3, $4, $5)", db::values(maker, guild, parent, made.id, made.name));
        return made;
    }

    db::Session& superuser_;
    identity::Services const& services_;
};

}  // namespace

std::vector<Person> GuildPeople::all() const
{
    return {administrator, sales_head, field_head, service_head, ada, bob, fiona, felix, sara, sven};
}

std::vector<Person> World::all() const
{
    std::vector<Person> everybody{admin, mona, milo, olga, otto, user};
    for (auto const* guild : {&first, &second, &foreign})
        for (auto const& person : guild->all())
            everybody.push_back(person);
    return everybody;
}

World make_world(db::Session& superuser, identity::Services const& services)
{
    Maker make(superuser, services);
    World world;
    std::string const domain = "guildhall.example";
    world.admin = make.person("alma", domain, "admin");
    world.mona = make.person("mona", domain, "moderator");
    world.milo = make.person("milo", domain, "moderator");
    world.user = make.person("uma", domain, "user");
    world.olgas_access_owner = make.access_owner("Olga's agency", world.mona);
    world.ottos_access_owner = make.access_owner("Otto's agency", world.milo);
    Person place;
    place.access_owner = world.olgas_access_owner;
    world.olga = make.person("olga", domain, "access_owner", place);
    place.access_owner = world.ottos_access_owner;
    world.otto = make.person("otto", domain, "access_owner", place);
    world.first = make.guild("first", world.olgas_access_owner, world.olga);
    world.second = make.guild("second", world.olgas_access_owner, world.olga);
    world.foreign = make.guild("foreign", world.ottos_access_owner, world.otto);
    return world;
}

Person add_person(db::Session& superuser, identity::Services const& services, Person person)
{
    person.account = Uuid::make();
    std::optional<db::Bytes> factor;
    if (!person.totp_secret.empty())
        factor = db::Bytes{services.seal_factor(person.totp_secret)};
    superuser.run("insert into platform.accounts (id, email, name, password_hash, totp_secret, created_by, updated_by) "
                  "values ($1, $2, $3, $4, $5, $1, $1)",
                  db::values(person.account, person.email, person.name, password_hash(), factor));
    return add_membership(superuser, std::move(person));
}

Person add_membership(db::Session& superuser, Person person)
{
    person.membership = Uuid::make();
    superuser.run("insert into platform.memberships (id, account_id, role, access_owner_id, guild_id, spot_id, can_create_customers, "
                  "created_by, updated_by) values ($1, $2, $3, $4, $5, $6, $7, $2, $2)",
                  db::values(person.membership, person.account, person.role, person.access_owner, person.guild, person.spot,
                             person.can_create_customers));
    return person;
}

std::string code_of(Person const& person, int step)
{
    constexpr std::int64_t length = 30'000'000;
    return identity::totp_code(person.totp_secret, Time::now().microseconds / length + step);
}

}  // namespace guildhall::support
