#include "imports/words.h"

#include "base/currency.h"
#include "imports/folding.h"

#include <algorithm>
#include <array>
#include <span>

namespace guildhall::imports {

namespace {

struct Meaning {
    std::string_view value, words;  // folded
};

std::optional<std::string> meant(std::string_view text, std::span<Meaning const> meanings)
{
    auto word = " " + folded(text) + " ";
    for (auto const& meaning : meanings)
        if (word.size() > 2 && (" " + std::string(meaning.words) + " ").find(word) != std::string::npos)
            return std::string(meaning.value);
    return std::nullopt;
}

constexpr std::array<Meaning, 2> yes_and_no{{
    {"true", "1 true yes y on x ja j wahr oui o vrai si s verdadero sim vero sand tak"},
    {"false", "0 false no n off nein falsch non faux falso nao nee nie"},
}};
constexpr std::array<Meaning, 2> kinds{{
    {"company", "company business organization organisation corporate firma unternehmen entreprise societe empresa azienda bedrijf b2b"},
    {"person", "person privateperson individual private consumer privatperson privat particulier personne persona particular privato "
               "particulier b2c"},
}};
constexpr std::array<Meaning, 3> statuses{{
    {"lead", "lead prospect interessent prospecto potential"},
    {"active", "active customer current aktiv kunde actif client activo cliente attivo actief"},
    {"former", "former inactive lost closed ehemalig inaktiv ancien inactif antiguo inactivo exkunde"},
}};
constexpr std::array<Meaning, 4> signs{{{"EUR", "€"}, {"USD", "$"}, {"GBP", "£"}, {"JPY", "¥"}}};

}  // namespace

std::optional<std::string> yes_or_no(std::string_view text)
{
    return meant(text, yes_and_no);
}

std::optional<std::string> kind_of(std::string_view text)
{
    return meant(text, kinds);
}

std::optional<std::string> status_of(std::string_view text)
{
    return meant(text, statuses);
}

std::optional<std::string> currency_code_of(std::string_view text)
{
    std::string code(trimmed(text));
    for (auto const& sign : signs)
        if (code == sign.words)
            return std::string(sign.value);
    std::ranges::transform(code, code.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return minor_units(code) ? std::optional(code) : std::nullopt;
}

std::optional<std::string> days_of(std::string_view text)
{
    auto word = folded(text);
    for (std::string_view unit : {"days", "day", "tagenetto", "tage", "tag", "jours", "jour", "dias", "dia", "giorni", "dagen", "d"})
        if (word.ends_with(unit)) {
            word.resize(word.size() - unit.size());
            break;
        }
    for (std::string_view before : {"netto", "net", "n"})
        if (word.starts_with(before)) {
            word.erase(0, before.size());
            break;
        }
    bool const has_sign = text.find_first_of("-.,") != text.npos;
    bool const number = !has_sign && !word.empty() && word.size() <= 4 && word.find_first_not_of("0123456789") == word.npos;
    if (!number || std::stoi(word) > 3650)
        return std::nullopt;
    return std::to_string(std::stoi(word));
}

}  // namespace guildhall::imports
