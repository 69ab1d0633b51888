#pragma once
#include <map>
#include <string>
#include <vector>

#include "isolation/asking.h"
#include "isolation/receipt.h"

namespace guildhall::isolation {

// Tries every route as everybody of canary A with what is canary B's: in its path, in its body and in its query. Whatever becomes of it
// must be what becomes of an id that nobody has; nothing of B's may stand in an answer, and nothing of B's may have changed.
class Trying {
public:
    Trying(Subject subject, Canaries& canaries, Waiting& wait);

    void plant();                    // gives both canaries what they are tried with
    void try_all(Receipt& receipt);  // adds to its routes, requests, findings
    std::string const& transcript() const { return asking_.transcript(); }

private:
    using Fill = Asking::Fill;

    Canaries::Digests settled();
    void try_route(Route const& route, Canary const& by);
    void try_reference(Route const& route, Canary const& by, std::string const& reference, Wish wish);
    std::string theirs(std::string const& name);
    void compare(Route const& route, Canary const& by, Wish const& wish, std::string const& query, Fill const& fill);
    void look_for_changes(Route const& route, Canary const& by);
    void look_for_leaks(Request const& request, http::Reply const& reply);
    void complain(Route const& route, Canary const& by, std::string what);

    Canaries& canaries_;
    Asking asking_;
    Belongings ours_, theirs_;
    Canaries::Digests digests_;
    std::map<std::string, std::string> without_;  // why, by name
    std::vector<Finding> findings_;
};

}  // namespace guildhall::isolation
