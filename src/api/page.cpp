#include "api/page.h"

#include "base/secret.h"

namespace guildhall {

std::string Cursor::make(std::string_view sort, std::vector<std::string> key)
{
    std::string text;
    json::Writer out(text);
    out.begin_array();
    out.string(sort);
    for (auto const& part : key)
        out.string(part);
    out.end_array();
    return base64url(text);
}

std::optional<std::vector<std::string>> Cursor::read(std::optional<std::string> const& cursor, std::string_view sort, std::size_t parts)
{
    if (!cursor)
        return {};
    Failure const refused(Problem::malformed, {}, {{"after", "is not a cursor of this list in this order"}});
    auto const text = unbase64url(*cursor);
    if (!text)
        throw refused;
    json::Value value;
    try {
        value = json::parse(*text);
    } catch (Failure const&) {
        throw refused;
    }
    std::vector<std::string> key;
    for (auto const& item : value.items) {
        if (item.kind != json::Value::Kind::string)
            throw refused;
        key.push_back(item.string);
    }
    if (key.size() != parts + 1 || key.front() != sort)
        throw refused;
    key.erase(key.begin());
    return key;
}

}  // namespace guildhall
