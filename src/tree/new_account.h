#pragma once
#include <optional>
#include <string>

#include "api/route.h"
#include "identity/services.h"

// What somebody new is made from. Role, guild and spot come from the path; who makes, from the session.
namespace guildhall::tree {

// can_create_customers means something for builders alone: the roles above them always may, the others never.
struct NewAccount {
    std::string email, name;
    std::optional<std::string> password, language;
    std::optional<bool> can_create_customers;
};
constexpr auto shape_of(NewAccount*)
{
    return shape("NewAccount", field("email", &NewAccount::email, email), field("name", &NewAccount::name, length(1, 200), not_blank),
                 field("password", &NewAccount::password), field("language", &NewAccount::language, language_tag),
                 field("can_create_customers", &NewAccount::can_create_customers));
}

struct NewInAccessOwner {
    Uuid access_owner_id;
    std::string email, name;
    std::optional<std::string> password, language;
    std::optional<bool> can_create_customers;
};
constexpr auto shape_of(NewInAccessOwner*)
{
    return shape("NewInAccessOwner", field("access_owner_id", &NewInAccessOwner::access_owner_id),
                 field("email", &NewInAccessOwner::email, email), field("name", &NewInAccessOwner::name, length(1, 200), not_blank),
                 field("password", &NewInAccessOwner::password), field("language", &NewInAccessOwner::language, language_tag),
                 field("can_create_customers", &NewInAccessOwner::can_create_customers));
}

struct NewInGuild {
    Uuid guild_id;
    std::string email, name;
    std::optional<std::string> password, language;
    std::optional<bool> can_create_customers;
};
constexpr auto shape_of(NewInGuild*)
{
    return shape("NewInGuild", field("guild_id", &NewInGuild::guild_id), field("email", &NewInGuild::email, email),
                 field("name", &NewInGuild::name, length(1, 200), not_blank), field("password", &NewInGuild::password),
                 field("language", &NewInGuild::language, language_tag), field("can_create_customers", &NewInGuild::can_create_customers));
}

struct NewInSpot {
    Uuid spot_id;
    std::string email, name;
    std::optional<std::string> password, language;
    std::optional<bool> can_create_customers;
};
constexpr auto shape_of(NewInSpot*)
{
    return shape("NewInSpot", field("spot_id", &NewInSpot::spot_id), field("email", &NewInSpot::email, email),
                 field("name", &NewInSpot::name, length(1, 200), not_blank), field("password", &NewInSpot::password),
                 field("language", &NewInSpot::language, language_tag), field("can_create_customers", &NewInSpot::can_create_customers));
}

// Ready for the database: what was a password is a hash, made while no connection waited. None: the person is invited (later).
struct Person {
    Uuid place;
    Uuid account = Uuid::make(), membership = Uuid::make();
    std::string email, name;
    std::optional<std::string> language, password_hash;
    bool can_create_customers = false;
};

Task<Person> person_of(identity::Services& services, Loop& loop, Uuid place, NewAccount in);

}  // namespace guildhall::tree
