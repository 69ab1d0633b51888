#pragma once
#include <map>
#include <string>
#include <vector>

#include "access/planted.h"

namespace guildhall::access {

// Makes what the matrix is tried on: through the server, as the one who is to own it; who made a product, and what a place is called,
// by SQL.
class Planting {
public:
    explicit Planting(support::TestServer& server) : server_(server), world_(server.world()) {}
    void plant();

    std::vector<Object> objects, trashed;

private:
    void plant_places();
    void plant_handovers();
    support::Client plant_owner(support::Client const& maker, std::string const& name);
    void plant_what_ana_does();
    void plant_support_grant(Uuid guild, support::Person const& asker, Class place);
    void plant_teams();
    void plant_team(support::Person const& owner, support::GuildPeople const& guild, Class place);
    void plant_service_account(support::GuildPeople const& guild, Class place);
    void plant_invitation(support::GuildPeople const& guild, Uuid spot, Class place);
    void plant_guild_places(support::GuildPeople const& guild, Class place);
    void plant_person(std::string kind, support::Person const& person, Class place, std::string const& parameter, Uuid parent);
    void plant_people();
    void plant_sessions();
    void plant_passkey(support::Person const& person);
    void plant_api_key(support::Person const& person);
    void plant_proofs();
    void plant_desk();
    void plant_guild(support::GuildPeople const& guild, std::vector<support::Person const*> const& owners);
    void plant_catalogue(support::GuildPeople const& guild, support::Person const& owner);
    void plant_records(support::Person const& owner);
    void plant_export(support::Client const& client, support::Person const& owner);
    void plant_estimate(support::Client const& client, support::Person const& owner, std::string const& customer,
                        std::string const& marker);
    void plant_bulk_change(support::Person const& owner);
    void plant_merge(support::Person const& owner);
    void plant_alert(support::GuildPeople const& guild, support::Person const& owner);
    void plant_import(support::GuildPeople const& guild, support::Person const& owner);
    void plant_trash(support::GuildPeople const& guild, support::Person const& owner);
    void let_create_customers(support::Person const& person, bool may);
    std::string rename(std::string const& table, Uuid id);  // gives it a marker as its name
    Object& add(std::string kind, std::string id, std::string marker, support::Person const* owner);
    Object& add_place(std::string kind, Uuid id, std::string marker, Class place);

    support::TestServer& server_;
    support::World const& world_;
    std::map<Uuid, std::string> markers_;    // of accounts
    std::map<Uuid, std::string> tax_codes_;  // one of each guild
};

// A word that stands nowhere else, and in which no other begins.
std::string new_marker();

}  // namespace guildhall::access
