#include "isolation/checking.h"

#include <algorithm>

namespace guildhall::isolation {

support::TestServer& server()
{
    static support::TestServer made;
    return made;
}

Databases databases()
{
    auto const& database = server().database();
    return {database.url("guildhall_app"), database.url("guildhall_migrate"), database.url("guildhall_backup")};
}

Receipt check_of(Router const& routes, std::string const& address)
{
    return check({routes, {address, "guildhall.test"}}, databases(), server().services(), "test", {});
}

Receipt const& whole_check()
{
    static auto const receipt = check_of(server().router(), server().address());
    return receipt;
}

Router some_of(Router const& all, std::vector<std::string> const& beginnings)
{
    std::vector<Route> some;
    for (auto const& route : all.routes())
        if (std::ranges::any_of(beginnings, [&](auto const& start) { return route.path.starts_with(start); }))
            some.push_back(route);
    return Router(std::move(some));
}

std::vector<std::string> told(Receipt const& receipt)
{
    std::vector<std::string> all;
    for (auto const& finding : receipt.findings)
        all.push_back(finding.where + ": " + finding.what);
    return all;
}

std::vector<std::string> names_of(std::vector<Unknown> const& without)
{
    std::vector<std::string> names;
    for (auto const& each : without)
        names.push_back(each.name);
    return names;
}

}  // namespace guildhall::isolation
