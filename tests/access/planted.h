#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "access/table.h"
#include "support/server.h"

// What the matrix is tried on: records of every person in every place, each with a marker in its name that stands nowhere else.
namespace guildhall::access {

struct Object {
    std::string kind, id, marker;
    support::Person const* owner = nullptr;      // whose it is; its class then depends on who looks
    Class place = Class::own;                    // where there is no owner
    std::map<std::string, std::string> parents;  // other ids in a path to it: "customer_id"
};

struct Viewer {
    Role role = Role::nobody;
    support::Person person;  // of nobody: empty
};

// The one who asks, by role; those of the guild are of world.first.
std::vector<Viewer> viewers_of(support::TestServer& server);

class Planted {
public:
    explicit Planted(support::TestServer& server);
    Planted(Planted const&) = delete;
    Planted& operator=(Planted const&) = delete;

    std::vector<Object> const& objects() const { return objects_; }
    std::vector<Object> const& trashed() const { return trashed_; }

    // None where the viewer has no such object: nobody but oneself has one's own account.
    std::optional<Class> class_of(Object const& object, Viewer const& viewer) const;
    std::vector<Object const*> of(std::string const& kind, Viewer const& viewer, Class which) const;
    // One's own, or what is next to it.
    Object const& nearest(std::string const& kind, Viewer const& viewer) const;
    // Ids that there are no such objects for: a new one first, then those of other things and of what is in the trash.
    std::vector<std::string> unknown_ids(std::string const& kind, Viewer const& viewer) const;

private:
    Class class_by_owner(support::Person const& owner, support::Person const& viewer) const;

    support::World const& world_;
    std::vector<Object> objects_, trashed_;
};

}  // namespace guildhall::access
