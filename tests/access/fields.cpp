#include "access/fields.h"

#include <algorithm>

namespace guildhall::access {

using json::Value;

namespace {

std::string name_of(Route const& route)
{
    return std::string(guildhall::name_of(route.method)) + " " + route.path;
}

// "" is the body itself, then every object within.
void collect_objects(Value& value, std::string const& path, std::vector<std::pair<std::string, Value*>>& found)
{
    value.members.reserve(value.members.size() + 1);          // one more will not move the others
    bool const map = value.members.empty() && !path.empty();  // whose names are anybody's
    if (value.kind == Value::Kind::object && !map)
        found.emplace_back(path, &value);
    for (auto& [name, member] : value.members)
        collect_objects(member, path + name + ".", found);
    for (auto& item : value.items)
        collect_objects(item, path, found);
}

// The body with one field more in each of its objects, but where it is one of those that the route has there.
std::vector<std::string> spoilt(Value body, std::string const& field, Value const& value, std::vector<std::string> const& known)
{
    std::vector<std::pair<std::string, Value*>> objects;
    collect_objects(body, "", objects);
    std::vector<std::string> bodies;
    for (auto& [path, object] : objects) {
        if (object->find(field) || std::find(known.begin(), known.end(), path + field) != known.end())
            continue;
        object->members.emplace_back(field, value);
        bodies.push_back(written(body));
        object->members.pop_back();
    }
    return bodies;
}

// Each field of each object twice.
std::vector<std::string> doubled(Value body)
{
    std::vector<std::pair<std::string, Value*>> objects;
    collect_objects(body, "", objects);
    std::vector<std::string> bodies;
    for (auto& [path, object] : objects) {
        if (object->members.empty())
            continue;
        object->members.push_back(object->members.front());
        bodies.push_back(written(body));
        object->members.pop_back();
    }
    return bodies;
}

std::string in_words(std::vector<std::string> const& tables)
{
    std::string all;
    for (auto const& table : tables)
        all += " " + table;
    return all;
}

std::vector<std::string> spoilt_bodies(Ground const& ground, Value const& body, std::vector<std::string> const& known)
{
    auto const someone = ground.server.world().foreign.ada.account.text();
    auto const guild = ground.server.world().foreign.guild.id.text();
    std::vector<std::string> bodies = doubled(body);
    for (auto const& [field, value] : std::vector<std::pair<std::string, std::string>>{{"role", "admin"},
                                                                                       {"guild_id", guild},
                                                                                       {"created_by", someone},
                                                                                       {"id", Uuid::make().text()},
                                                                                       {"owner_id", someone},
                                                                                       {"spot_pos", "1"},
                                                                                       {"colour", "red"}})
        for (auto& each : spoilt(body, field, Value::text(value), known))
            bodies.push_back(std::move(each));
    return bodies;
}

}  // namespace

std::vector<std::string> fields_that_are_taken(Ground& ground, Matrix& matrix, Route const& route)
{
    std::vector<std::string> found;
    bool const has_body = route.method != Method::get && route.method != Method::del;
    auto const allowed = matrix.allowed(route);
    if (!has_body || route.upload || !allowed)
        return found;
    auto const right = matrix.bodies().takes_body(route) ? matrix.bodies().body(route, allowed->wish) : Value::object();
    for (auto const& body : spoilt_bodies(ground, right, matrix.bodies().references(route))) {
        auto const answer = matrix.ask(*allowed, body);
        if (answer.status != 400)
            found.push_back(name_of(route) + " answers " + std::to_string(answer.status) + " to " + body);
        if (auto const changed = ground.rows.changed(); !changed.empty()) {
            found.push_back(name_of(route) + " changed" + in_words(changed) + " by " + body);
            ground.rows.restore();
        }
    }
    return found;
}

std::vector<std::string> lengths_that_are_not_kept(Ground& ground, Matrix& matrix, Route const& route)
{
    std::vector<std::string> found;
    auto const allowed = matrix.allowed(route);
    if (!allowed)
        return found;
    for (auto const& [path, most] : matrix.bodies().bounded_texts(route)) {
        auto answered = [&, where = path](std::size_t length) {
            auto wish = allowed->wish;
            wish.asked[where] = std::string(length, 'x');
            auto const answer = matrix.ask(*allowed, written(matrix.bodies().body(route, std::move(wish))));
            ground.rows.restore();
            return answer;
        };
        auto const longest = answered(most), longer = answered(most + 1);
        if (longest.status >= 500 || longer.status >= 500)
            found.push_back(name_of(route) + " fails on " + path + " of " + std::to_string(most) +
                            " characters, or one more: " + longest.body + longer.body);
        if (route.entrance != Entrance::open && longer.status != 422)
            found.push_back(name_of(route) + " answers " + std::to_string(longer.status) + " to too long a " + path + ": " + longer.body);
    }
    return found;
}

}  // namespace guildhall::access
