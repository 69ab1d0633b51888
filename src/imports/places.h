#pragma once
#include "imports/countries.h"

#include <string>
#include <string_view>

namespace guildhall::imports {

struct Place {
    std::string city, region, country;  // country: ISO code; each empty if it is not said
    bool operator==(Place const&) const = default;
};

// "Saint Paul, Minnesota" → city and region (and US, for a state of theirs); "Dublin, Ireland" → city and country; "Warmley, Bristol,
// United Kingdom" → all three. Of several places the first; footnote marks are left out.
Place place_of(std::string_view text, Countries const& countries);

}  // namespace guildhall::imports
