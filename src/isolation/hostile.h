#pragma once
#include <span>
#include <string>
#include <string_view>

#include "db/session.h"

namespace guildhall::isolation {

// SQL that somebody managed to run as guildhall_app: what the database must say to it. {guild} and {customer} stand for another guild's, of
// which the one who runs it has none.
struct Hostile {
    std::string_view sql;
    std::string_view expected;  // SQLSTATEs with blanks between, or "nothing": no row is found or touched
    bool entered = true;        // as a builder of a guild, or without having entered anything
};
std::span<Hostile const> hostile_statements();

// The statement with somebody's ids in place of the names.
std::string against(Hostile const& hostile, std::string const& guild, std::string const& customer);

// Runs it in the transaction that the session is in; "" if the database did as it must, else what it did. The transaction is spoilt
// afterwards.
std::string outcome_of(db::Session& session, Hostile const& hostile, std::string const& statement);

}  // namespace guildhall::isolation
