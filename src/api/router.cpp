#include "api/router.h"

#include <stdexcept>

#include "http/message.h"

namespace guildhall {

namespace {
// "/a/b" → "a", then "b"; false at the end.
bool next_part(std::string_view& path, std::string_view& part)
{
    if (path.empty() || path.front() != '/')
        return false;
    path.remove_prefix(1);
    auto const slash = path.find('/');
    part = path.substr(0, slash);
    path = slash == path.npos ? std::string_view() : path.substr(slash);
    return true;
}
}  // namespace

std::string_view name_of(Method method)
{
    constexpr std::string_view names[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};
    return names[static_cast<std::size_t>(method)];
}

bool Route::has_field(std::string_view name) const
{
    Definitions definitions;
    for (auto const& field : input(definitions))
        if (field.name == name)
            return true;
    return false;
}

Router::Router(std::vector<Route> routes) : routes_(std::move(routes))
{
    for (std::size_t i = 0; i < routes_.size(); ++i)
        add(i);
}

void Router::add(std::size_t index)
{
    auto const& route = routes_[index];
    auto wrong = [&](std::string const& what) {
        return std::logic_error(std::string(name_of(route.method)) + " " + route.path + ": " + what);
    };
    Node* node = &root_;
    std::string_view path = route.path, part;
    while (next_part(path, part)) {
        if (part.starts_with('{')) {
            std::string const name(part.substr(1, part.size() - 2));
            if (!route.has_field(name))
                throw wrong("the input has no field " + name);
            if (!node->parameter)
                node->parameter = std::make_unique<Node>();
            node = node->parameter.get();
        } else {
            auto& child = node->literals[std::string(part)];
            if (!child)
                child = std::make_unique<Node>();
            node = child.get();
        }
    }
    if (!node->routes.emplace(route.method, index).second)
        throw wrong("stands twice");
}

Match Router::find(Method method, std::string_view path) const
{
    Node const* node = &root_;
    std::vector<std::string> parameters;
    std::string_view part;
    while (next_part(path, part)) {
        if (auto literal = node->literals.find(part); literal != node->literals.end()) {
            node = literal->second.get();
            continue;
        }
        auto text = http::decode_percent(part);
        if (!node->parameter || !text || text->empty())
            return {};
        parameters.push_back(std::move(*text));
        node = node->parameter.get();
    }
    if (!path.empty())
        return {};
    Match match;
    auto found = node->routes.find(method);
    if (found == node->routes.end())
        return match;
    match.route = &routes_[found->second];
    std::string_view pattern = match.route->path;
    std::size_t next = 0;
    while (next_part(pattern, part))
        if (part.starts_with('{'))
            match.values.emplace_back(part.substr(1, part.size() - 2), std::move(parameters.at(next++)));
    return match;
}

}  // namespace guildhall
