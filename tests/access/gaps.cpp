#include <algorithm>

#include "access/matrix.h"

namespace guildhall::access {

namespace {

bool is_of(Line const& line, Route const& route)
{
    return line.method == route.method && line.path == route.path;
}

std::string name_of(Route const& route)
{
    return std::string(guildhall::name_of(route.method)) + " " + route.path;
}

// "?customer_id" is a query's, "lines.product_id" a body's.
bool is_about(Line const& line, std::string const& reference)
{
    if (reference.starts_with('?'))
        return line.about == About::query && line.query.starts_with(reference.substr(1) + "=");
    return line.about == About::reference && line.reference == reference;
}

}  // namespace

std::vector<std::string> gaps(Router const& routes, std::vector<Line> const& table)
{
    std::vector<std::string> found;
    Bodies const bodies(routes);
    auto any = [&](Route const& route, auto fits) {
        return std::any_of(table.begin(), table.end(), [&](Line const& line) { return is_of(line, route) && fits(line); });
    };
    for (auto const& route : routes.routes()) {
        bool const by_id = route.path.find('{') != route.path.npos;
        if (!any(route, [&](Line const& line) { return !by_id || line.about == About::path; }))
            found.push_back(name_of(route) + " is not in tests/access/matrix.txt");
        if (route.list && !any(route, [](Line const& line) { return line.about == About::lists || line.about == About::query; }))
            found.push_back("tests/access/matrix.txt does not say what " + name_of(route) + " lists");
        for (auto const& reference : bodies.references(route))
            if (!any(route, [&](Line const& line) { return is_about(line, reference); }))
                found.push_back("tests/access/matrix.txt does not say what " + name_of(route) + " makes of " + reference);
    }
    for (auto const& line : table)
        if (std::none_of(routes.routes().begin(), routes.routes().end(), [&](Route const& route) { return is_of(line, route); }))
            found.push_back("matrix.txt:" + std::to_string(line.number) + ": there is no route " + line.name());
    return found;
}

}  // namespace guildhall::access
