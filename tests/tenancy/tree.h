#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/id.h"
#include "support/database.h"

// People of every role, signed in, on a database of the test's own: nothing above the database takes part.
namespace guildhall::tenancy {

struct Guild {
    Uuid id, sales, field_sales, service;  // Field sales lies below Sales
};

// alma is the admin, mona and milo are moderators. Mona made olga's agency with the guilds first and second, Milo made otto's with
// foreign. In each guild: gita administrates, hana heads Sales, hugo Field sales; ada and bob are builders in Sales, fiona in Field
// sales, sara in Service; all but bob may create customers. Of the second and the foreign guild's people the name bears the
// guild's: "ada of foreign". uma is a user from outside.
class Tree {
public:
    Tree();

    db::Session& superuser() { return database_.superuser(); }
    std::string url(std::string_view role = "guildhall_app") const { return database_.url(role); }
    Uuid account(std::string const& person) const { return accounts_.at(person); }
    Uuid membership(std::string const& person) const { return memberships_.at(person); }

    Uuid olgas, ottos;  // the access owners
    Guild first, second, foreign;

    // One more membership; a session acts as it.
    void add_person(std::string const& name, std::string const& role, db::Value owner = {}, db::Value guild = {}, db::Value spot = {},
                    bool can_create_customers = true);

private:
    Uuid add_access_owner(std::string const& name, std::string const& maker);
    Guild add_guild(std::string const& name, Uuid owner, std::string const& reader, std::string const& suffix);

    support::TestDatabase database_;
    std::map<std::string, Uuid> accounts_, memberships_;
};

// What the person's cookie or token carries.
db::Bytes secret_of(std::string const& person);
std::string email_of(std::string const& person);
std::string hash_of(std::string const& person);

// A connection as guildhall_app on which somebody does one unit after another.
class Caller {
public:
    Caller(Tree& tree, std::string person);

    // Opens a transaction and enters it; one that is still open is rolled back.
    Caller& enter(std::vector<std::string> const& permissions, bool read_only = false);
    Caller& begin();  // a transaction that nobody has entered
    Caller& enter_account();
    void commit();
    void roll_back();

    db::Rows run(std::string const& statement, std::vector<db::Value> const& values = {}) { return session_.run(statement, values); }
    template <class T>
    T value(std::string const& statement, std::vector<db::Value> const& values = {})
    {
        return session_.value<T>(statement, values);
    }
    db::Session& session() { return session_; }

private:
    db::Session session_;
    std::string person_;
    bool open_ = false;
};

// The SQLSTATE that it fails with, "" if it does not.
template <class Act>
std::string refusal(Act act)
try {
    act();
    return "";
} catch (db::Error const& error) {
    return error.sqlstate;
}

// A customer of the person, entered and committed; its id.
Uuid add_customer(Tree& tree, std::string const& person, std::string const& name);

// The names of the customers that the person sees.
std::vector<std::string> seen_customers(Tree& tree, std::string const& person);

}  // namespace guildhall::tenancy
