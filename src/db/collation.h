#pragma once
#include <array>
#include <cstddef>
#include <string_view>

#include "db/statement.h"

// People of different languages sort names differently, and PostgreSQL takes a collation only as a word of the statement. So a
// statement is written with `collate "und-x-icu"`, and its variants for the languages below are made by the compiler: nothing that
// a user sends ever becomes part of a statement.
namespace guildhall::db {

enum class Collation { und, cs, da, el, es, et, fi, hr, hu, lt, lv, nb, pl, ro, ru, sk, sl, sv, tr, uk };

inline constexpr std::array<std::string_view, 20> collation_languages{"und", "cs", "da", "el", "es", "et", "fi", "hr", "hu", "lt",
                                                                      "lv",  "nb", "pl", "ro", "ru", "sk", "sl", "sv", "tr", "uk"};

// The order for a BCP 47 language tag. One that is not in the list sorts by the root collation (CLDR), which is the order of English,
// German, French, Italian, Dutch, Portuguese and most others: theirs are the lists that an index has in order.
constexpr Collation collation_for(std::string_view language)
{
    auto primary = language.substr(0, language.find('-'));
    for (std::size_t i = 0; i < collation_languages.size(); ++i)
        if (collation_languages[i] == primary)
            return static_cast<Collation>(i);
    return Collation::und;
}

namespace detail {

inline constexpr std::string_view root_collation = "\"und-x-icu\"";

constexpr std::size_t collations_in(std::string_view sql)
{
    std::size_t count = 0;
    for (auto at = sql.find(root_collation); at != sql.npos; at = sql.find(root_collation, at + 1))
        ++count;
    return count;
}

template <auto const& Base, std::size_t Language>
struct CollatedText {
    static constexpr std::string_view language = collation_languages[Language];
    static constexpr std::size_t size = Base.text.size() - collations_in(Base.text) * (3 - language.size());

    static constexpr auto write()
    {
        std::array<char, size> out{};
        std::size_t to = 0;
        for (std::size_t from = 0; from < Base.text.size();) {
            out[to++] = Base.text[from++];
            if (!Base.text.substr(from - 1).starts_with(root_collation))
                continue;
            for (char c : language)
                out[to++] = c;
            from += 3;  // "und"
        }
        return out;
    }
    static constexpr auto chars = write();
    static constexpr std::string_view text{chars.data(), size};
};

template <auto const& Base, std::size_t... Languages>
consteval auto collated_statements(std::index_sequence<Languages...>)
{
    using Same = std::remove_cvref_t<decltype(Base)>;
    return std::array<Same, sizeof...(Languages)>{Same{Base.name, CollatedText<Base, Languages>::text}...};
}

}  // namespace detail

// collated<sql::page>(Collation::sv): the same statement, ordered as in Swedish.
template <auto const& Base>
constexpr auto collated(Collation collation)
{
    static_assert(detail::collations_in(Base.text) > 0, "the statement has no collate \"und-x-icu\"");
    constexpr auto all = detail::collated_statements<Base>(std::make_index_sequence<collation_languages.size()>());
    return all[static_cast<std::size_t>(collation)];
}

}  // namespace guildhall::db
