#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "support/documents.h"

// For tests that want to say what stands in all of a guild's lists.
namespace guildhall::support {

// A new guild of Olga's with its administrator, signed in.
struct GuildOfItsOwn {
    GuildOfItsOwn();

    std::string id;
    Person gita;
    Client client;
};

std::string in_query(std::string_view text);  // percent-encoded
std::string in_json(std::string_view text);   // a JSON string, with its quotes

// All items of a list, in pages of `limit`: that member of each. `between` happens before each page.
std::vector<std::string> all_of(
    Client const& client, std::string const& list, std::string const& member, int limit, std::function<void()> const& between = [] {});

}  // namespace guildhall::support
