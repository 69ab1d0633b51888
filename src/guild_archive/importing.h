#pragma once
#include "guild_archive/exporting.h"
#include "guild_archive/opened.h"

namespace guildhall::guild_archive {

struct BroughtIn {
    Named guild, owner;
    std::int64_t rows = 0;
    std::int64_t people = 0, known = 0;  // accounts that came along; those that were here already, and stay as they are
};

// Brings a guild into another installation (or back into the same), below the access owner of whose team somebody with this address is. All
// of it or nothing: what has come in is read again, and is what the archive holds, or it is taken back (std::runtime_error).
BroughtIn bring_in(Installation const& into, Opened const& archive, std::string const& owner_email);

}  // namespace guildhall::guild_archive
