// Agencies' teams.
#include "access/planting.h"
#include "support/documents.h"

namespace guildhall::access {

using db::values;
using support::GuildPeople;
using support::made;
using support::Person;

void Planting::plant_teams()
{
    plant_team(world_.olga, world_.first, Class::own);
    plant_team(world_.olga, world_.second, Class::sister);
    plant_team(world_.otto, world_.foreign, Class::foreign);
}

// A group with one guild, a role, somebody who works there by it; and a group and a role that nobody works by.
void Planting::plant_team(Person const& owner, GuildPeople const& guild, Class place)
{
    auto const client = server_.as(owner);
    auto const owners = owner.access_owner->text();
    auto const within = place == Class::foreign ? Class::foreign : Class::own;
    auto const path = "/access-owners/" + owners;
    auto plant = [&](std::string const& kind, std::string const& list, std::string const& more) {
        auto const marker = new_marker();
        auto const id = made(client, path + list, "{'name':'" + marker + "'" + more + "}");
        add_place(kind, *Uuid::parse(id), marker, within).parents["access_owner_id"] = owners;
        return id;
    };
    std::string const permissions = ",'permissions':['customers.read:guild']";
    plant("guild_group", "/guild-groups", "");
    plant("team_role", "/role-sets", permissions);
    auto const role =
        made(client, path + "/role-sets", "{'name':'" + Uuid::make().text() + "'" + permissions + "}");  // its guild sees the name
    auto const group =
        made(client, path + "/guild-groups", "{'name':'" + Uuid::make().text() + "','guild_ids':['" + guild.guild.id.text() + "']}");
    auto const agent = client.post(path + "/assignments",
                                   support::json_of("{'email':'" + new_marker() +
                                                    "@agents.example','name':'Agent','password':'a bridge of reeds','team_role_id':'" +
                                                    role + "','guild_group_id':'" + group + "'}"));
    add_place("assignment", *Uuid::parse(agent.text("id")), "", within).parents["access_owner_id"] = owners;
    auto const membership = server_.database().superuser().value<std::string>(
        "select id::text from platform.memberships where account_id = $1::text::uuid", values(agent.text("account_id")));
    add_place("agent", *Uuid::parse(membership), "", place).parents["guild_id"] = guild.guild.id.text();
}

}  // namespace guildhall::access
