#include "support/guild_of_its_own.h"

#include "base/json.h"
#include "support/server.h"

namespace guildhall::support {

namespace {

std::string new_guild()
{
    auto& server = shared_server();
    auto const& world = server.world();
    return made(server.as(world.olga), "/access-owners/" + world.olgas_access_owner.text() + "/guilds", "{'name':'Of its own'}");
}

Person administrator_of(std::string const& guild)
{
    auto& server = shared_server();
    Person gita;
    gita.email = "gita-" + guild + "@whole.example";
    gita.name = "Gita";
    gita.role = "guild";
    gita.access_owner = server.world().olgas_access_owner;
    gita.guild = Uuid::parse(guild);
    return add_person(server.database().superuser(), server.services(), std::move(gita));
}

}  // namespace

GuildOfItsOwn::GuildOfItsOwn() : id(new_guild()), gita(administrator_of(id)), client(shared_server().as(gita)) {}

std::string in_query(std::string_view text)
{
    constexpr char digits[] = "0123456789ABCDEF";
    std::string encoded;
    for (unsigned char c : text) {
        encoded += '%';
        encoded += digits[c >> 4];
        encoded += digits[c & 15];
    }
    return encoded;
}

std::string in_json(std::string_view text)
{
    std::string written;
    json::Writer(written).string(text);
    return written;
}

std::vector<std::string> all_of(Client const& client, std::string const& list, std::string const& member, int limit,
                                std::function<void()> const& between)
{
    std::vector<std::string> found;
    std::string after;
    auto const separator = list.find('?') == list.npos ? "?" : "&";
    do {
        between();
        auto const page = client.get(list + separator + "limit=" + std::to_string(limit) + after);
        if (page.status != 200)
            throw std::runtime_error(list + ": " + page.body);
        auto const whole = page.json();
        for (auto const& item : whole.find("items")->items)
            found.push_back(item.find(member)->string);
        auto const* next = whole.find("next");
        after = next->is_null() ? "" : "&after=" + next->string;
    } while (!after.empty());
    return found;
}

}  // namespace guildhall::support
