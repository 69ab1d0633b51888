#include "imports/countries.h"

#include "imports/folding.h"

#include <unicode/locid.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <array>
#include <utility>

namespace guildhall::imports {

namespace {

// Where a name means one country in one language and another in a second, the earlier language decides.
constexpr std::array<char const*, 14> languages{"en", "es", "fr", "de", "pt", "it", "nl", "pl", "sv", "da", "nb", "fi", "ja", "zh"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 46> also{{
    {"usa", "US"},
    {"unitedstatesofamerica", "US"},
    {"america", "US"},
    {"eeuu", "US"},
    {"etatsunisdamerique", "US"},
    {"estadosunidosdeamerica", "US"},
    {"vereinigtestaatenvonamerika", "US"},
    {"uk", "GB"},
    {"greatbritain", "GB"},
    {"britain", "GB"},
    {"england", "GB"},
    {"scotland", "GB"},
    {"wales", "GB"},
    {"northernireland", "GB"},
    {"grossbritannien", "GB"},
    {"angleterre", "GB"},
    {"inglaterra", "GB"},
    {"grandebretagne", "GB"},
    {"granbretana", "GB"},
    {"gb", "GB"},
    {"el", "GR"},
    {"holland", "NL"},
    {"thenetherlands", "NL"},
    {"hollande", "NL"},
    {"holanda", "NL"},
    {"russianfederation", "RU"},
    {"czechrepublic", "CZ"},
    {"tschechischerepublik", "CZ"},
    {"turkey", "TR"},
    {"ivorycoast", "CI"},
    {"burma", "MM"},
    {"macedonia", "MK"},
    {"swaziland", "SZ"},
    {"capeverde", "CV"},
    {"korea", "KR"},
    {"republicofkorea", "KR"},
    {"vietnam", "VN"},
    {"hongkong", "HK"},
    {"macau", "MO"},
    {"palestine", "PS"},
    {"eire", "IE"},
    {"republicofireland", "IE"},
    {"uae", "AE"},
    {"peoplesrepublicofchina", "CN"},
    {"brd", "DE"},
    {"turkiye", "TR"},
}};

}  // namespace

Countries::Countries()
{
    for (auto const* code = uloc_getISOCountries(); *code; ++code)
        add_names(*code);
    add_names("XK");
    for (auto [name, code] : also)
        codes_.insert_or_assign(std::string(name), std::string(code));
}

void Countries::add_names(char const* code)
{
    codes_.emplace(folded(code), code);
    icu::Locale country("", code);
    if (auto three = folded(country.getISO3Country()); !three.empty())
        codes_.emplace(three, code);
    for (auto const* language : languages) {
        icu::UnicodeString name;
        std::string text;
        country.getDisplayCountry(icu::Locale(language), name).toUTF8String(text);
        if (auto key = folded(text); !key.empty())
            codes_.emplace(key, code);
    }
}

std::optional<std::string> Countries::code_of(std::string_view text) const
{
    auto found = codes_.find(folded(text));
    return found == codes_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace guildhall::imports
