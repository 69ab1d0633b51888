#pragma once
#include <string>
#include <vector>

#include "access/planted.h"
#include "access/rows.h"

namespace guildhall::attacks {

// One of those who try: nobody, or a person of a role, as an API client and (but for nobody) as a browser.
struct Someone {
    access::Viewer viewer;
    support::Client client, browser;
    std::string cookie;  // the browser's

    std::string role() const { return std::string(access::role_names[static_cast<std::size_t>(viewer.role)]); }
    bool is_nobody() const { return viewer.role == access::Role::nobody; }
};

// What the access matrix is tried on, with everybody signed in both ways, made once for the program; and put back as it was.
struct Ground {
    Ground();

    // "{foreign.customer}": the id of such an object, of the class that stands before the dot as who asks sees it (own, colleague,
    // below, elsewhere, sister, foreign); "{foreign.customer.marker}": its name; "{unknown}": an id that nothing has.
    std::string fill(std::string text, Someone const& who) const;
    // Whether the text has the name of something that who asks must not see: the records of the foreign guild.
    bool tells_of_strangers(std::string const& text) const;
    Someone const& of(access::Role role) const;
    std::string proof_of(Someone const& who) const;  // what the browser's cookie carries

    support::TestServer server;
    std::vector<access::Viewer> viewers;
    access::Planted planted;
    std::vector<Someone> everybody;
    std::vector<std::string> strangers;  // markers
    access::Rows rows;
};

Ground& ground();

}  // namespace guildhall::attacks
