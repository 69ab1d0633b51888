#pragma once
#include <map>
#include <set>
#include <string>

namespace guildhall::isolation {

// What there is of one of the companies: by kind, one id of each ("customers", "guilds", "passkeys" …), and all ids.
struct Belongings {
    std::map<std::string, std::string> one;
    std::set<std::string> all;
    // Of a name in a path or a body: "customer_id", "lines.tax_code_id", "tag_ids". "" where there is none.
    std::string of_reference(std::string const& name) const;
};

// The kind of thing that such a name means: "customers". In most cases the table's name.
std::string kind_of(std::string reference);

// Why no company can have something of a kind; "" where one can.
std::string why_none(std::string const& kind);

}  // namespace guildhall::isolation
