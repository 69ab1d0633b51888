#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "db/session.h"
#include "identity/services.h"

// People of every role, in two access owners' guilds, made by SQL: Mona the moderator made Olga's access owner, which has two guilds;
// Milo made Otto's, which has one. All have the same password. Admin and moderators have a second factor.
namespace guildhall::support {

inline constexpr char password[] = "a bridge of reeds";

struct Person {
    std::string name, email, role;
    Uuid account, membership;
    std::optional<Uuid> access_owner, guild, spot;
    std::string totp_secret;  // bytes; empty: none
    bool can_create_customers = false;
};

struct Place {
    Uuid id;
    std::string name;
};

// Sales with Field sales below it, and Service; in each a head and two builders of whom the first may create customers.
struct GuildPeople {
    Place guild, sales, field_sales, service;
    Person administrator;
    Person sales_head, field_head, service_head;
    Person ada, bob;      // builders in Sales
    Person fiona, felix;  // builders in Field sales
    Person sara, sven;    // builders in Service
    std::vector<Person> all() const;
};

struct World {
    Person admin, mona, milo;
    Person olga, otto;  // of the access owners
    Uuid olgas_access_owner, ottos_access_owner;
    GuildPeople first, second;  // Olga's
    GuildPeople foreign;        // Otto's
    Person user;                // from outside
    std::vector<Person> all() const;
};

// `superuser` is a session of a migrated database; `services` knows the keys that its secrets are kept under.
World make_world(db::Session& superuser, identity::Services const& services);

// One more account and membership, as the database makes them. Its place is that of role and ids; none where the role has none.
Person add_person(db::Session& superuser, identity::Services const& services, Person person);
// One more membership of somebody.
Person add_membership(db::Session& superuser, Person person);

// The code that the person's authenticator app shows; `step` 1 is the next one.
std::string code_of(Person const& person, int step = 0);

}  // namespace guildhall::support
