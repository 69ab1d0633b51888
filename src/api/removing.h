#pragma once
#include "api/answer.h"
#include "api/scope.h"

namespace guildhall {

// Puts a record into the trash; where If-Match was sent, only as it is known there (Failure(stale) otherwise). to_change locks the
// record, remove answers with its id; both take it as $1. Failure(not_found) if it is out of sight.
template <class Record>
Task<void> removed(Tx& tx, db::Statement<1> to_change, db::Statement<1> remove, Id<Record> id, std::optional<std::string> if_match)
{
    if (if_match) {
        auto const now = co_await tx.one<Record>(to_change, id);
        expect_version(if_match, now);
    }
    co_await tx.last_one<Uuid>(remove, id);
}

}  // namespace guildhall
