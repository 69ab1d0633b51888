#include "api/reader.h"

#include <charconv>

#include "api/api.sql.h"

namespace guildhall {

namespace api::sql {
constexpr auto reader_language = db::statement<text, "reader_language">;
}

Task<std::string> reader_language(Scope& tx)
{
    if (!tx.client().language.empty())
        co_return tx.client().language;
    co_return co_await tx.one<std::string>(api::sql::reader_language);
}

namespace {
std::string_view trimmed(std::string_view text)
{
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' '))
        text.remove_suffix(1);
    return text;
}

// "q=0.8" in thousandths; 1000 where none is given
int weight(std::string_view parameter)
{
    auto const text = trimmed(parameter);
    if (!text.starts_with("q="))
        return 1'000;
    double q = 0;
    std::from_chars(text.data() + 2, text.data() + text.size(), q);
    return static_cast<int>(q * 1'000);
}
}  // namespace

std::string preferred_language(std::string_view accept_language)
{
    std::string best;
    int best_weight = 0;
    while (!accept_language.empty()) {
        auto const comma = accept_language.find(',');
        auto const choice = accept_language.substr(0, comma);
        auto const semicolon = choice.find(';');
        auto const language = trimmed(choice.substr(0, semicolon));
        int const asked = semicolon == choice.npos ? 1'000 : weight(choice.substr(semicolon + 1));
        if (asked > best_weight && !language.empty() && language != "*" && language.size() <= 35) {
            best = language;
            best_weight = asked;
        }
        accept_language = comma == accept_language.npos ? std::string_view() : accept_language.substr(comma + 1);
    }
    return best;
}

}  // namespace guildhall
