#pragma once
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/id.h"

namespace guildhall::guild_archive {

// Ids that are others elsewhere: wherever one stands in a text, the other is put in its place.
class Renaming {
public:
    void add(Uuid from, Uuid to);
    bool is_empty() const { return names_.empty(); }
    Renaming back() const;
    std::string of(std::string line) const;

private:
    std::unordered_map<std::string, std::string> names_;
};

}  // namespace guildhall::guild_archive
