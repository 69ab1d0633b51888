#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "db/session.h"

namespace guildhall::access {

// All rows of all tables of the schemas guild and platform, so that it shows when a request has changed one. Left out is what a
// refused request may write: the audit trail, throttles, idempotency keys, challenges, and when a session was last seen. A trigger on
// each table notes that something was written to it, so that only such tables are looked at.
class Rows {
public:
    explicit Rows(db::Session& superuser);  // keeps a copy of how they stand

    std::vector<std::string> changed();  // the tables that differ from the copy
    void restore();                      // puts them back, and clears the throttles

private:
    struct Table {
        std::string name, columns, kept;
    };
    std::map<std::string, std::string> digests(std::set<std::string> const& of);

    db::Session& superuser_;
    std::vector<Table> tables_;
    std::map<std::string, std::string> as_kept_;
    std::set<std::string> written_to_;  // since they were last seen to be as kept
};

}  // namespace guildhall::access
