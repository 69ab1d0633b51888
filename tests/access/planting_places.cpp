// Places, who works there, who is invited to them, and to whom they are being handed over.
#include "access/planting.h"
#include "support/documents.h"

namespace guildhall::access {

using db::values;
using support::Client;
using support::GuildPeople;
using support::json_of;
using support::made;
using support::Person;

void Planting::plant_places()
{
    add_place("access_owner", world_.olgas_access_owner, rename("access_owners", world_.olgas_access_owner), Class::own);
    add_place("access_owner", world_.ottos_access_owner, rename("access_owners", world_.ottos_access_owner), Class::foreign);
    plant_person("team", world_.olga, Class::own, "access_owner_id", world_.olgas_access_owner);
    plant_person("team", world_.otto, Class::foreign, "access_owner_id", world_.ottos_access_owner);
    plant_guild_places(world_.first, Class::own);
    plant_guild_places(world_.second, Class::sister);
    plant_guild_places(world_.foreign, Class::foreign);
    plant_handovers();
    plant_what_ana_does();
    plant_teams();
}

// An access owner with somebody of its team, a guild and what support asks for there (the last three objects), which nobody else's test is
// about; who is of the team.
Client Planting::plant_owner(Client const& maker, std::string const& name)
{
    auto const owner = made(maker, "/access-owners", "{'name':'" + name + "'}");
    add_place("access_owner", *Uuid::parse(owner), "", Class::foreign);
    Person tess;
    tess.name = name;
    tess.email = name + "@planted.example";
    tess.role = "access_owner";
    tess.access_owner = *Uuid::parse(owner);
    tess = support::add_person(server_.database().superuser(), server_.services(), tess);
    auto const team = server_.as(tess);
    auto const guild = made(team, "/access-owners/" + owner + "/guilds", "{'name':'Offered'}");
    add_place("guild", *Uuid::parse(guild), "", Class::foreign);
    plant_support_grant(*Uuid::parse(guild), tess, Class::foreign);
    return team;
}

// Olga's other guild was offered to a third access owner, and a guild of that one to her: both sides of a handover know each other's
// names, which nobody else's test is about.
void Planting::plant_handovers()
{
    auto const olgas = world_.olgas_access_owner.text();
    auto const hers = plant_owner(server_.as(world_.milo), "Third");
    auto const third = objects[objects.size() - 3].id, offered = objects[objects.size() - 2].id;
    auto plant = [&](Client const& who, std::string const& guild, std::string const& to, Class place) {
        auto const id = made(who, "/guilds/" + guild + "/handovers", "{'access_owner_id':'" + to + "'}");
        add_place("handover", *Uuid::parse(id), "", place);
    };
    plant(server_.as(world_.olga), world_.second.guild.id.text(), third, Class::sister);
    plant(hers, offered, olgas, Class::own);
    add_place("receiver", *Uuid::parse(third), "", Class::own);
    add_place("receiver", world_.olgas_access_owner, "", Class::foreign);
}

// Ana, a moderator whom nobody else's test is about, since both sides of these know her name: of two access owners of hers one is offered
// to mona and one to alma; and it was she who asked to look into guilds.
void Planting::plant_what_ana_does()
{
    Person ana;
    ana.name = "ana";
    ana.email = "ana@planted.example";
    ana.role = "moderator";
    ana.totp_secret = world_.mona.totp_secret;
    ana = support::add_person(server_.database().superuser(), server_.services(), ana);
    add_place("moderator", ana.account, "", Class::foreign);
    auto const client = server_.as(ana);
    auto offer = [&](std::string const& name, Person const& to, Class place) {
        plant_owner(client, name);
        auto const owner = objects[objects.size() - 3].id;
        auto const id = made(client, "/access-owners/" + owner + "/handovers", "{'moderator_id':'" + to.account.text() + "'}");
        add_place("owner_handover", *Uuid::parse(id), "", place);
    };
    offer("Fourth", world_.mona, Class::own);
    offer("Fifth", world_.admin, Class::foreign);
    add_place("successor", ana.account, "", Class::own);
    add_place("successor", world_.olga.account, "", Class::foreign);
    plant_support_grant(world_.first.guild.id, ana, Class::own);
    plant_support_grant(world_.second.guild.id, ana, Class::sister);
    plant_support_grant(world_.foreign.guild.id, ana, Class::foreign);
}

// Asked for and not answered, by SQL: by somebody who is not above the guild.
void Planting::plant_support_grant(Uuid guild, Person const& asker, Class place)
{
    auto const id = Uuid::make();
    auto const marker = new_marker();
    server_.database().superuser().run(
        "insert into platform.support_grants (id, guild_id, reason, hours, asked_by) values ($1, $2, $3, 8, $4)",
        values(id, guild, marker, asker.account));
    add_place("support_grant", id, marker, place);
}

void Planting::plant_guild_places(GuildPeople const& guild, Class place)
{
    auto const id = guild.guild.id;
    add_place("guild", id, rename("guilds", id), place);
    plant_person("administrator", guild.administrator, place, "guild_id", id);
    auto const role_set = new_marker();
    auto const set_id = made(server_.as(guild.administrator), "/guilds/" + id.text() + "/role-sets",
                             "{'name':'" + role_set + "','permissions':['customers.read:spot']}");
    add_place("role_set", *Uuid::parse(set_id), role_set, place).parents["guild_id"] = id.text();
    plant_service_account(guild, place);
    bool const home = place == Class::own;
    auto plant_spot = [&](Uuid spot, std::array<Person const*, 3> head_and_builders, Class within) {
        add_place("spot", spot, rename("spots", spot), within).parents["guild_id"] = id.text();
        for (auto const* person : head_and_builders)
            plant_person(person == head_and_builders.front() ? "head" : "builder", *person, within, "spot_id", spot);
    };
    plant_spot(guild.sales.id, {&guild.sales_head, &guild.ada, &guild.bob}, place);
    plant_spot(guild.field_sales.id, {&guild.field_head, &guild.fiona, &guild.felix}, home ? Class::below : place);
    plant_spot(guild.service.id, {&guild.service_head, &guild.sara, &guild.sven}, home ? Class::elsewhere : place);
    plant_invitation(guild, guild.sales.id, place);
    plant_invitation(guild, guild.field_sales.id, home ? Class::below : place);
    plant_invitation(guild, guild.service.id, home ? Class::elsewhere : place);
}

void Planting::plant_service_account(GuildPeople const& guild, Class place)
{
    auto const client = server_.as(guild.administrator);
    auto const marker = new_marker(), key = new_marker();
    auto const body = [](std::string const& name) { return "{'name':'" + name + "','permissions':['customers.read']}"; };
    auto const id = made(client, "/guilds/" + guild.guild.id.text() + "/service-accounts", body(marker));
    add_place("service_account", *Uuid::parse(id), marker, place).parents["guild_id"] = guild.guild.id.text();
    auto const key_id = made(client, "/service-accounts/" + id + "/keys", body(key));
    add_place("service_account_key", *Uuid::parse(key_id), key, place).parents["service_account_id"] = id;
}

// Sent an hour ago, so that it may be sent again.
void Planting::plant_invitation(GuildPeople const& guild, Uuid spot, Class place)
{
    auto const marker = new_marker();
    auto const answer =
        server_.as(guild.administrator)
            .post("/spots/" + spot.text() + "/builders", json_of("{'email':'" + marker + "@new.example','name':'" + marker + "'}"));
    server_.database().superuser().run("update platform.invitations set sent_at = now() - interval '1 hour'");
    add_place("invitation", *Uuid::parse(answer.text("membership_id")), marker, place).parents["guild_id"] = guild.guild.id.text();
}

void Planting::plant_person(std::string kind, Person const& person, Class place, std::string const& parameter, Uuid parent)
{
    add_place(std::move(kind), person.account, markers_.at(person.account), place).parents[parameter] = parent.text();
}

}  // namespace guildhall::access
