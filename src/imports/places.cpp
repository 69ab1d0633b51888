#include "imports/places.h"

#include "imports/folding.h"

#include <algorithm>
#include <array>
#include <vector>

namespace guildhall::imports {

namespace {

// Folded names and postal abbreviations, sorted.
constexpr std::array<std::string_view, 103> american_states{
    "ak",
    "al",
    "alabama",
    "alaska",
    "ar",
    "arizona",
    "arkansas",
    "az",
    "ca",
    "california",
    "co",
    "colorado",
    "connecticut",
    "ct",
    "dc",
    "de",
    "delaware",
    "districtofcolumbia",
    "fl",
    "florida",
    "ga",
    "georgia",
    "hawaii",
    "hi",
    "ia",
    "id",
    "idaho",
    "il",
    "illinois",
    "in",
    "indiana",
    "iowa",
    "kansas",
    "kentucky",
    "ks",
    "ky",
    "la",
    "louisiana",
    "ma",
    "maine",
    "maryland",
    "massachusetts",
    "md",
    "me",
    "mi",
    "michigan",
    "minnesota",
    "mississippi",
    "missouri",
    "mn",
    "mo",
    "montana",
    "ms",
    "mt",
    "nc",
    "nd",
    "ne",
    "nebraska",
    "nevada",
    "newhampshire",
    "newjersey",
    "newmexico",
    "newyork",
    "nh",
    "nj",
    "nm",
    "northcarolina",
    "northdakota",
    "nv",
    "ny",
    "oh",
    "ohio",
    "ok",
    "oklahoma",
    "or",
    "oregon",
    "pa",
    "pennsylvania",
    "rhodeisland",
    "ri",
    "sc",
    "sd",
    "southcarolina",
    "southdakota",
    "tennessee",
    "texas",
    "tn",
    "tx",
    "ut",
    "utah",
    "va",
    "vermont",
    "virginia",
    "vt",
    "wa",
    "washington",
    "washingtondc",
    "westvirginia",
    "wi",
    "wisconsin",
    "wv",
    "wy",
    "wyoming",
};
static_assert(std::ranges::is_sorted(american_states));

std::string_view without_footnote(std::string_view text)
{
    auto open = text.rfind('[');
    return open != text.npos && text.ends_with(']') ? trimmed(text.substr(0, open)) : text;
}

std::vector<std::string_view> parts_of(std::string_view text)
{
    std::vector<std::string_view> parts;
    for (auto rest = text.substr(0, text.find(';'));;) {
        auto comma = rest.find(',');
        if (auto part = without_footnote(trimmed(rest.substr(0, comma))); !part.empty())
            parts.push_back(part);
        if (comma == rest.npos)
            return parts;
        rest.remove_prefix(comma + 1);
    }
}

}  // namespace

Place place_of(std::string_view text, Countries const& countries)
{
    Place place;
    auto parts = parts_of(text);
    if (parts.empty() || folded(text) == "none")
        return place;
    auto country = countries.code_of(parts.back());
    bool abbreviated = parts.back().size() <= 3;
    bool state = parts.size() > 1 && std::ranges::binary_search(american_states, std::string_view(folded(parts.back())));
    if (state) {
        // Behind a town Georgia is America's. DE is Delaware or Germany: then nothing is said.
        if (!abbreviated || !country)
            place.country = "US";
    } else if (country && (parts.size() > 1 || !abbreviated)) {
        place.country = *country;
        parts.pop_back();
    }
    if (!parts.empty())
        place.city = parts[0];
    for (std::size_t i = 1; i < parts.size(); ++i)
        place.region += (i > 1 ? ", " : "") + std::string(parts[i]);
    return place;
}

}  // namespace guildhall::imports
