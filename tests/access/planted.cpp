#include "access/planted.h"

#include <algorithm>

#include "access/planting.h"

namespace guildhall::access {

using support::Person;
using support::TestServer;

namespace {

bool is_of_a_person(std::string const& kind)
{
    return kind == "account" || kind == "session" || kind == "membership" || kind == "passkey" || kind == "api_key";
}

// As it acts in the guild: by its standing grant.
Person acting_in(TestServer& server, Person person, Uuid guild)
{
    auto const membership = server.database().superuser().value<std::string>(
        "select id::text from platform.memberships where account_id = $1 and guild_id = $2", db::values(person.account, guild));
    person.membership = *Uuid::parse(membership);
    return person;
}

}  // namespace

std::vector<Viewer> viewers_of(TestServer& server)
{
    auto const& world = server.world();
    auto const& guild = world.first;
    return {{Role::nobody, {}},
            {Role::user, world.user},
            {Role::builder, guild.ada},
            {Role::builder_without, guild.bob},
            {Role::head, guild.sales_head},
            {Role::guild, guild.administrator},
            {Role::owner, acting_in(server, world.olga, guild.guild.id)},
            {Role::owner_without, world.olga},
            {Role::moderator, world.mona},
            {Role::admin, world.admin}};
}

Planted::Planted(TestServer& server) : world_(server.world())
{
    Planting planting(server);
    planting.plant();
    objects_ = std::move(planting.objects);
    trashed_ = std::move(planting.trashed);
}

Class Planted::class_by_owner(Person const& owner, Person const& viewer) const
{
    auto const& home = world_.first;
    if (owner.account == viewer.account)
        return Class::own;
    if (owner.guild != home.guild.id)
        return owner.access_owner == world_.olgas_access_owner ? Class::sister : Class::foreign;
    bool const below_sales = owner.spot == home.field_sales.id;
    if (viewer.guild == home.guild.id && viewer.spot) {
        if (owner.spot == viewer.spot)
            return Class::colleague;
        return below_sales ? Class::below : Class::elsewhere;
    }
    if (!owner.spot)
        return Class::own;
    return owner.spot == home.sales.id ? Class::colleague : below_sales ? Class::below : Class::elsewhere;
}

std::optional<Class> Planted::class_of(Object const& object, Viewer const& viewer) const
{
    if (!object.owner)
        return object.place;
    auto const which = class_by_owner(*object.owner, viewer.person);
    if (!is_of_a_person(object.kind) || object.owner->account == viewer.person.account)
        return which;
    // For who is in no spot, the one in Sales is its head: what may be done to a builder differs.
    bool const not_the_head = which == Class::colleague && !viewer.person.spot && object.owner->role == "builder";
    if (!object.owner->spot || not_the_head)
        return {};
    return which;
}

std::vector<Object const*> Planted::of(std::string const& kind, Viewer const& viewer, Class which) const
{
    std::vector<Object const*> found;
    for (auto const& object : objects_)
        if (object.kind == kind && class_of(object, viewer) == which)
            found.push_back(&object);
    return found;
}

Object const& Planted::nearest(std::string const& kind, Viewer const& viewer) const
{
    for (auto which : {Class::own, Class::colleague, Class::sister, Class::foreign})
        if (auto const found = of(kind, viewer, which); !found.empty())
            return *found.front();
    throw std::logic_error("nothing of the kind " + kind + " was planted");
}

std::vector<std::string> Planted::unknown_ids(std::string const& kind, Viewer const& viewer) const
{
    std::vector<std::string> ids{Uuid::make().text(), Uuid().text()};
    ids.push_back(nearest(kind == "customer" ? "contact" : "customer", viewer).id);
    for (auto const& object : trashed_)
        if (object.kind == kind && kind != "note" && class_by_owner(*object.owner, viewer.person) == Class::own)
            ids.push_back(object.id);  // a note itself is never in the trash
    return ids;
}

}  // namespace guildhall::access
