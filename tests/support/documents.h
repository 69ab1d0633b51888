#pragma once
#include <stdexcept>
#include <string>
#include <string_view>

#include "support/server.h"

// Short ways to what a document stands upon. Bodies are written with ' for ".
namespace guildhall::support {

inline std::string json_of(std::string_view body)
{
    std::string text(body);
    for (auto& c : text)
        if (c == '\'')
            c = '"';
    return text;
}

// Posts, expects 201, and brings the new record's id.
inline std::string made(Client const& client, std::string_view path, std::string_view body)
{
    auto const answer = client.post(path, json_of(body));
    if (answer.status != 201)
        throw std::runtime_error(std::string(path) + " was answered with " + std::to_string(answer.status) + ": " + answer.body);
    return answer.text("id");
}

inline std::string made_customer(Client const& client, std::string_view currency = "EUR")
{
    return made(client, "/customers", "{'name':'Alfreds Futterkiste','currency':'" + std::string(currency) + "'}");
}

// A taxed code of that rate; names are the guild's own, so each has its own.
inline std::string made_tax_code(Client const& client, std::string_view rate)
{
    return made(client, "/tax-codes",
                "{'name':'" + std::string(rate) + " " + Uuid::make().text() + "','category':'S','rate':'" + std::string(rate) + "'}");
}

// {"field": message} of the problem's fields, as "lines.0.quantity: is required; …".
inline std::string complaints(Answer const& answer)
{
    std::string all;
    auto const whole = answer.json();
    if (auto const* fields = whole.find("fields"))
        for (auto const& each : fields->items)
            all += (all.empty() ? "" : "; ") + each.find("field")->string + ": " + each.find("message")->string;
    return all;
}

}  // namespace guildhall::support
