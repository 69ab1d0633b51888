#include "http/forwarded.h"

#include <algorithm>

namespace guildhall::http {

namespace {

// The elements of a list field, its lines taken together in their order.
std::vector<std::string_view> elements(Headers const& headers, std::string_view name)
{
    std::vector<std::string_view> found;
    for (auto line : headers.all(name)) {
        for (;;) {
            auto const end = std::min(line.find(','), line.size());
            auto const element = line.substr(0, end);
            auto const begin = std::min(element.find_first_not_of(" \t"), element.size());
            found.push_back(element.substr(begin, element.find_last_not_of(" \t") + 1 - begin));
            if (end == line.size())
                break;
            line.remove_prefix(end + 1);
        }
    }
    return found;
}

// "203.0.113.9", "203.0.113.9:4711", "2001:db8::1" or "[2001:db8::1]:4711".
std::optional<Address> without_port(std::string_view text)
{
    if (text.starts_with('['))
        return Address::parse(text.substr(1, std::min(text.find(']'), text.size()) - 1));
    if (std::count(text.begin(), text.end(), ':') == 1)
        text = text.substr(0, text.find(':'));
    return Address::parse(text);
}

}  // namespace

void believe_proxy(Request& request, std::vector<Network> const& trusted)
{
    auto const hops = elements(request.headers, "X-Forwarded-For");
    for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
        auto const address = without_port(*hop);
        if (!address)
            break;
        request.peer_address = address->text();
        if (!contains(trusted, *address))
            break;
    }
    auto const protocols = elements(request.headers, "X-Forwarded-Proto");
    if (!protocols.empty())
        request.secure = equal_ignoring_case(protocols.back(), "https");
}

std::string trace_id(Headers const& headers)
{
    constexpr std::string_view zeros = "00000000000000000000000000000000";
    constexpr std::size_t length = 55, at = 3, digits = 32, parent_at = 36, parent_digits = 16;
    auto const field = headers.find("traceparent");
    if (!field || field->size() < length || (field->size() > length && field->starts_with("00")) || field->starts_with("ff"))
        return {};
    auto const text = std::string_view(*field).substr(0, length);
    for (std::size_t i = 0; i < length; ++i)
        if (i == 2 || i == parent_at - 1 || i == length - 3 ? text[i] != '-'
                                                            : std::string_view("0123456789abcdef").find(text[i]) == text.npos)
            return {};
    auto const trace = text.substr(at, digits);
    if (trace == zeros || text.substr(parent_at, parent_digits) == zeros.substr(0, parent_digits))
        return {};
    return std::string(trace);
}

}  // namespace guildhall::http
