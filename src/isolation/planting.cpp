#include "isolation/planting.h"

#include <algorithm>

#include "base/failure.h"

namespace guildhall::isolation {

namespace {

// What a POST makes, by the last word of its path: "notes" of /customers/{customer_id}/notes. An estimate is made with a line.
std::string made_by(Route const& route)
{
    auto last = route.path.substr(route.path.rfind('/') + 1);
    std::ranges::replace(last, '-', '_');
    return last == "estimates" ? "estimate_lines" : last;
}

// What could be left out, but then there is nothing to change, or no line.
bool is_worth_saying(std::string const& reference)
{
    return reference == "change.group_id" || reference == "lines.tax_code_id";
}

}  // namespace

// Once more while something has come to be: a contact needs its customer first.
void Planting::plant()
{
    tables_ = canaries_.tables();
    tables_.push_back("bulk_changes");  // which have no table of their own
    for (auto had = canaries_.belongings(side_);;) {
        for (auto const& route : asking_.routes().routes())
            if (is_wanted(route, had))
                make(route, had);
        auto has = canaries_.belongings(side_);
        if (has.one.size() == had.one.size())
            break;
        had = std::move(has);
    }
    auto const has = canaries_.belongings(side_);
    if (!has.one.contains("merges"))
        merge();
    if (!has.one.contains("trashed"))
        put_into_trash();
}

bool Planting::is_wanted(Route const& route, Belongings const& had) const
{
    auto const kind = made_by(route);
    return route.method == Method::post && route.entrance == Entrance::guild && !had.one.contains(kind) &&
           std::ranges::find(tables_, kind) != tables_.end() &&
           std::ranges::none_of(parameters_of(route.path), [&](auto const& name) { return had.of_reference(name).empty(); });
}

void Planting::make(Route const& route, Belongings const& had)
{
    Wish wish;
    for (auto const& reference : asking_.bodies().references(route))
        if (auto const id = had.of_reference(reference); !id.empty()) {
            wish.usual[reference] = id;
            if (is_worth_saying(reference))
                wish.asked[reference] = id;
        }
    auto const fill = [&](std::string const& name) { return had.of_reference(name); };
    for (std::string const role : {"builder", "guild"})
        if (asking_.send(asking_.request(route, canaries_.who(side_, role), wish, "", fill)).status < 300)
            return;
}

Route const* Planting::route_of(Method method, std::string_view path) const
{
    auto const& all = asking_.routes().routes();
    auto const found = std::ranges::find_if(all, [&](Route const& route) { return route.method == method && route.path == path; });
    return found == all.end() ? nullptr : &*found;
}

std::string Planting::made(std::string_view path)
{
    auto const* route = route_of(Method::post, path);
    if (!route)
        return "";
    auto const reply = asking_.send(asking_.request(*route, canaries_.who(side_, "guild"), {}, "", {}));
    if (reply.status >= 300)
        return "";
    auto const body = json::parse(reply.body);
    auto const* id = body.find("id");
    return id ? id->string : "";
}

void Planting::merge()
{
    auto const* route = route_of(Method::post, "/customers/{customer_id}/merge");
    if (!route)
        return;
    auto const kept = made("/customers"), other = made("/customers");
    asking_.send(
        asking_.request(*route, canaries_.who(side_, "guild"), {.asked = {{"other_id", other}}}, "", [&](auto const&) { return kept; }));
}

void Planting::put_into_trash()
{
    auto const* route = route_of(Method::del, "/activities/{activity_id}");
    if (!route)
        return;
    auto const gone = made("/activities");
    asking_.send(asking_.request(*route, canaries_.who(side_, "guild"), {}, "", [&](auto const&) { return gone; }));
}

}  // namespace guildhall::isolation
