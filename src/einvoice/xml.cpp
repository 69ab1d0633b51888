#include "einvoice/xml.h"

#include "base/failure.h"
#include "base/utf8.h"

namespace guildhall::einvoice {

namespace {

std::string_view local_name(Node node)
{
    std::string_view const name = node.name();
    return name.substr(name.find(':') + 1);
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blank = " \t\r\n";
    auto const first = text.find_first_not_of(blank);
    return first == text.npos ? std::string_view() : text.substr(first, text.find_last_not_of(blank) - first + 1);
}

// pugixml brings every encoding to UTF-8, but believes those who say that it is.
Text checked(std::string_view text)
{
    if (text.empty())
        return {};
    if (!valid_utf8(text))
        throw Failure(Problem::invalid, "This is not UTF-8, as it says it is.");
    return Text(text);
}

Node first(Node from, std::string_view name)
{
    for (auto const child : from.children())
        if (local_name(child) == name)
            return child;
    return {};
}

}  // namespace

Node at(Node from, std::string_view path)
{
    while (!path.empty() && from) {
        auto const end = std::min(path.find('/'), path.size());
        from = first(from, path.substr(0, end));
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return from;
}

std::vector<Node> all(Node from, std::string_view name)
{
    std::vector<Node> found;
    for (auto const child : from.children())
        if (local_name(child) == name)
            found.push_back(child);
    return found;
}

Text text_at(Node from, std::string_view path)
{
    return checked(trimmed(at(from, path).text().get()));
}

Text attribute_of(Node node, char const* name)
{
    return checked(trimmed(node.attribute(name).value()));
}

Amount number_at(Node from, std::string_view path)
{
    auto const text = text_at(from, path);
    if (!text)
        return {};
    auto const number = Number::parse(*text);
    if (!number)
        throw Failure(Problem::invalid, std::string(local_name(from)) + "/" + std::string(path) + " is no number: " + text->substr(0, 40));
    return number;
}

std::optional<Identifier> identifier_at(Node from, std::string_view path, char const* scheme)
{
    auto const node = at(from, path);
    auto const value = text_at(node, "");
    if (!value)
        return {};
    return Identifier{*value, attribute_of(node, scheme)};
}

bool flag_at(Node from, std::string_view path)
{
    auto const text = text_at(from, path);
    return text == "true" || text == "1";
}

}  // namespace guildhall::einvoice
