#pragma once
#include <optional>
#include <string>
#include <vector>

#include "api/listing.h"
#include "base/secret.h"
#include "db/value.h"
#include "identity/authenticate.h"

// What keys are, whoever's.
namespace guildhall::api_keys {

// hint: how the key begins.
struct ApiKey {
    Uuid id;
    std::string name, hint;
    std::vector<std::string> permissions;
    Time created_at;
    std::optional<Time> last_used_at;
    Time ends_at;
};
constexpr auto shape_of(ApiKey*)
{
    return shape("ApiKey", field("id", &ApiKey::id), field("name", &ApiKey::name), field("hint", &ApiKey::hint),
                 field("permissions", &ApiKey::permissions), field("created_at", &ApiKey::created_at),
                 field("last_used_at", &ApiKey::last_used_at), field("ends_at", &ApiKey::ends_at));
}

// key: as a program sends it, shown now and never again.
struct NewApiKey {
    Uuid id;
    std::string name, key, hint;
    std::vector<std::string> permissions;
    Time created_at, ends_at;
};
constexpr auto shape_of(NewApiKey*)
{
    return shape("NewApiKey", field("id", &NewApiKey::id), field("name", &NewApiKey::name), field("key", &NewApiKey::key),
                 field("hint", &NewApiKey::hint), field("permissions", &NewApiKey::permissions),
                 field("created_at", &NewApiKey::created_at), field("ends_at", &NewApiKey::ends_at));
}

// What may be given to one.
struct KeyPermissions {
    std::vector<std::string> permissions;
};
constexpr auto shape_of(KeyPermissions*)
{
    return shape("KeyPermissions", field("permissions", &KeyPermissions::permissions));
}

struct ApiKeyInput {
    std::string name;
    std::vector<std::string> permissions;
    std::int32_t days = 90;
};
constexpr auto shape_of(ApiKeyInput*)
{
    return shape("ApiKeyInput", field("name", &ApiKeyInput::name, length(1, 100), not_blank),
                 field("permissions", &ApiKeyInput::permissions), field("days", &ApiKeyInput::days, or_default, between(1, 366)));
}

struct KeyFilter {
    std::optional<std::string> search;  // parts of words of name and hint
};
constexpr auto shape_of(KeyFilter*)
{
    return shape("KeyFilter", field("search", &KeyFilter::search, length(1, 200)));
}
using KeyList = List<KeyFilter, ByName::newest>;

// A key before it is kept: the database gets the secret's bytes and how the text begins.
struct Drawn {
    db::Bytes secret;
    std::string text, hint;

    static Drawn make()
    {
        constexpr std::size_t secret_bytes = 32, hint_letters = 4;
        auto const secret = random_bytes(secret_bytes);
        auto text = std::string(identity::key_prefix) + base64url(secret);
        auto hint = text.substr(0, identity::key_prefix.size() + hint_letters);
        return {db::Bytes{secret}, std::move(text), std::move(hint)};
    }
    NewApiKey shown(ApiKey made) const
    {
        return {made.id, std::move(made.name), text, std::move(made.hint), std::move(made.permissions), made.created_at, made.ends_at};
    }
};

inline void expect_permissions(std::vector<std::string> const& permissions)
{
    if (permissions.empty())
        throw Failure(Problem::invalid, {}, {{"permissions", "is required"}});
}

}  // namespace guildhall::api_keys
