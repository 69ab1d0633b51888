#pragma once
#include <stdexcept>
#include <string>
#include <utility>

namespace guildhall::db {

// What PostgreSQL said. what() is its message in English, never for a user's eyes.
struct Error : std::runtime_error {
    explicit Error(std::string const& message, std::string state = {}) : std::runtime_error(message), sqlstate(std::move(state)) {}

    std::string sqlstate;    // five characters: "23505"
    std::string constraint;  // the name of the one that was broken, or empty
    std::string detail;
    std::string statement;  // which of our statements it was: "add"

    // Another run of the same unit may succeed: a serialization failure or a deadlock. Nothing of this unit was kept.
    bool retryable() const { return sqlstate == "40001" || sqlstate == "40P01"; }
};

}  // namespace guildhall::db
