#include "api/page.h"

#include <algorithm>

#include "base/secret.h"
#include "base/time.h"

namespace guildhall {

namespace {
bool has_form(std::string const& text, KeyPart part)
{
    switch (part) {
    case KeyPart::text: return true;
    case KeyPart::flag: return text == "true" || text == "false";
    case KeyPart::time: return Time::parse(text).has_value();
    case KeyPart::id: return Uuid::parse(text).has_value();
    }
    return false;
}
}  // namespace

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

std::optional<std::vector<std::string>> Cursor::read(std::optional<std::string> const& cursor, std::string_view sort,
                                                     std::vector<KeyPart> const& parts)
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
    if (key.empty() || key.front() != sort)
        throw refused;
    key.erase(key.begin());
    if (!std::equal(key.begin(), key.end(), parts.begin(), parts.end(), has_form))
        throw refused;
    return key;
}

}  // namespace guildhall
