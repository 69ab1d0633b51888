#include "demo/tree.h"

#include "base/secret.h"
#include "db/session.h"
#include "identity/totp.h"

namespace guildhall::demo {

namespace {

struct Person {
    Account const& account;
    Uuid id = Uuid::make(), membership = Uuid::make();
};

// Does what the tree's routes do, as those who may, in sessions that are lent for it.
class Founding {
public:
    Founding(db::Session& session, std::map<std::string, std::string> const& hashes, identity::Services const& services)
        : session_(session), hashes_(hashes), services_(services)
    {
    }

    void act_as(Uuid membership)
    {
        auto const id = Uuid::make();
        db::Bytes secret{random_bytes(32)};
        session_.run("select wall.lend_session($1, $2, $3, 'guildhall demo', 1)", db::values(id, membership, secret));
        session_.run("select wall.enter($1, '{guilds.read}', false, $2)", db::values(secret, id));
    }

    void add_admin(Person const& person)
    {
        session_.run("select wall.create_admin($1, $2, $3, $4, 'en', $5, $6)",
                     db::values(person.id, person.membership, person.account.email, person.account.name, hash(person), factor(person)));
    }
    void add_moderator(Person const& person)
    {
        session_.run("select from wall.add_moderator($1, $2, $3, $4, 'en', $5, $6)",
                     db::values(person.id, person.membership, person.account.email, person.account.name, hash(person), factor(person)));
    }
    void add_owner(Uuid owner, Person const& person)
    {
        session_.run("select from wall.add_access_owner($1, $2)", db::values(owner, person.account.access_owner));
        session_.run("select from wall.add_team_account($1, $2, $3, $4, $5, 'en', $6)",
                     db::values(owner, person.id, person.membership, person.account.email, person.account.name, hash(person)));
    }
    void add_guild(Uuid owner, Company const& company, Person const& administrator)
    {
        auto const guild = administrator.account.guild_id;
        session_.run("select from wall.add_guild($1, $2, $3, $4, $5, $6)",
                     db::values(owner, guild, company.name, company.currency, company.country, company.language));
        session_.run("select from wall.add_administrator($1, $2, $3, $4, $5, $6, $7)", of(guild, administrator, company));
    }
    void add_spot(Uuid guild, Spot const& spot, std::optional<Uuid> parent, Uuid id)
    {
        if (parent)
            session_.run("select from wall.add_sub_spot($1, $2, $3)", db::values(parent, id, spot.name));
        else
            session_.run("select from wall.add_spot($1, $2, $3)", db::values(guild, id, spot.name));
    }
    void add_to_spot(Company const& company, Person const& person)
    {
        auto values = of(person.account.spot_id, person, company);
        if (person.account.role == "spot") {
            session_.run("select from wall.add_head($1, $2, $3, $4, $5, $6, $7)", values);
            return;
        }
        values.push_back(db::to_value(person.account.can_create_customers));
        session_.run("select from wall.add_builder($1, $2, $3, $4, $5, $6, $7, $8)", values);
    }
    // From outside: registration has no route yet.
    void add_user(Person const& person)
    {
        session_.run("select wall.add_account(null, $1, $2, $3, 'en', $4)",
                     db::values(person.id, person.account.email, person.account.name, hash(person)));
        session_.run("select from wall.add_membership(null, $1, $2, 'user', null, null, null, false)",
                     db::values(person.membership, person.id));
    }

private:
    std::string const& hash(Person const& person) const { return hashes_.at(person.account.password); }
    db::Bytes factor(Person const& person) const
    {
        return {services_.seal_factor(identity::unbase32(person.account.totp_secret.value()).value())};
    }
    std::vector<db::Value> of(std::optional<Uuid> place, Person const& person, Company const& company) const
    {
        return db::values(place, person.id, person.membership, person.account.email, person.account.name, company.language, hash(person));
    }

    db::Session& session_;
    std::map<std::string, std::string> const& hashes_;
    identity::Services const& services_;
};

void add_company(Founding& founding, Company const& company, std::span<Account const> people, Person const& administrator)
{
    founding.act_as(administrator.membership);
    for (auto const& spot : spots) {
        auto const place = static_cast<std::size_t>(&spot - spots);
        std::optional<Uuid> parent;
        if (spot.parent)
            parent = people[1 + *spot.parent * 3].spot_id;
        founding.add_spot(administrator.account.guild_id.value(), spot, parent, people[1 + place * 3].spot_id.value());
    }
    for (auto const& account : people.subspan(1)) {
        Person const person{account};
        founding.add_to_spot(company, person);
    }
}

}  // namespace

void make_tree(std::string const& migrate_url, Plan const& plan, std::vector<Account> const& accounts,
               std::map<std::string, std::string> const& hashes, identity::Services const& services)
{
    db::Session session(migrate_url);
    session.script("set client_min_messages = warning; begin; set local role guildhall_wall");
    Founding founding(session, hashes, services);
    Person const admin{accounts[0]}, moderator{accounts[1]};
    founding.add_admin(admin);
    founding.act_as(admin.membership);
    founding.add_moderator(moderator);

    std::vector<Person> owners;
    std::vector<Uuid> owner_ids;
    founding.act_as(moderator.membership);
    for (std::size_t i = 0; i < plan.owners.size(); ++i) {
        owners.push_back({accounts[2 + i]});
        owner_ids.push_back(Uuid::make());
        founding.add_owner(owner_ids.back(), owners.back());
    }
    for (std::size_t i = 0; i < plan.companies.size(); ++i) {
        auto const& company = plan.companies[i];
        auto const people = people_of(accounts, plan, i);
        Person const administrator{people[0]};
        founding.act_as(owners[company.owner].membership);
        founding.add_guild(owner_ids[company.owner], company, administrator);
        add_company(founding, company, people, administrator);
    }
    for (auto const& account : std::span(accounts).last(2)) {
        Person const user{account};
        founding.add_user(user);
    }
    session.script("commit");
}

}  // namespace guildhall::demo
