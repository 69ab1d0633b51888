#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "db/session.h"

// People and places out of a CRMMS database (docs/crmms.md): what is read, what of it may come, and how it comes into the tree.
namespace guildhall::cli::crmms {

// Ids are texts here, whatever they are there; "" where there is none.
struct Person {
    std::string id, email, name, hash, role, creator;
    bool active = true;
};
struct Agency {
    std::string id, name, user;
};
struct Company {
    std::string id, name, agency, user;
};
struct Spot {
    std::string id, name, company, user, parent;
};
struct Builder {
    std::string id, user, spot, company;
};

struct Source {
    std::string name;  // of the database: ids are unique within it alone
    std::vector<Person> people;
    std::vector<Agency> agencies;
    std::vector<Company> companies;
    std::vector<Spot> spots;
    std::vector<Builder> builders;
    bool knows_creators = false;
    std::vector<std::string> without;  // columns that may be missing, and are
};

// std::runtime_error names every table and column that is needed and missing.
Source read_source(db::Session& session, std::string name);

// Where somebody is, by the ids of the source.
struct Place {
    std::string role, agency, company, spot;  // role as Guildhall calls it
};
struct Refused {
    std::string what, why;  // "user 17 (ada@example.com)"
};
struct Judged {
    std::map<std::string, std::vector<Place>> places;  // by a person's id: those who come
    std::vector<Agency> agencies;
    std::vector<Company> companies;
    std::vector<Spot> spots;       // each after the one that it lies in
    std::vector<Refused> refused;  // in the order of the source
};

// Whom somebody could have made who had the right to. What cannot have come about by the rules of the tree is refused, with whoever
// was made by such a one.
Judged judge(Source const& source);

struct Counts {
    int agencies = 0, companies = 0, spots = 0, people = 0, there_already = 0;
};

// Brings in what may come, in the transaction that the session is in, as guildhall_wall. Those whose address somebody else has here are
// refused too. Again: nothing twice.
Counts bring_in(db::Session& session, Source const& source, Judged& judged);

}  // namespace guildhall::cli::crmms
