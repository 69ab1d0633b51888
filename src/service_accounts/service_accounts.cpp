#include "service_accounts/service_accounts.h"

#include "api_keys/keys.h"
#include "service_accounts/service_accounts.sql.h"

namespace guildhall::service_accounts {

using api_keys::ApiKey;
using api_keys::KeyPermissions;
using api_keys::NewApiKey;

namespace sql {
constexpr auto list = db::statement<text, "list">;
constexpr auto count = db::statement<text, "count">;
constexpr auto permissions = db::statement<text, "permissions">;
constexpr auto by_id = db::statement<text, "by_id">;
constexpr auto add = db::statement<text, "add">;
constexpr auto rename = db::statement<text, "rename">;
constexpr auto end = db::statement<text, "end">;
constexpr auto keys = db::statement<text, "keys">;
constexpr auto count_keys = db::statement<text, "count_keys">;
constexpr auto add_key = db::statement<text, "add_key">;
constexpr auto revoke_key = db::statement<text, "revoke_key">;
}  // namespace sql

namespace {

struct Filter {
    Uuid guild_id;
    std::optional<std::string> search;  // parts of words of the name
};
constexpr auto shape_of(Filter*)
{
    return shape("ServiceAccountFilter", field("guild_id", &Filter::guild_id), field("search", &Filter::search, length(1, 200)));
}

struct ById {
    Uuid service_account_id;
    std::optional<std::string> if_match;
};
constexpr auto shape_of(ById*)
{
    return shape("ServiceAccountById", field("service_account_id", &ById::service_account_id), field("if_match", &ById::if_match));
}

struct Input {
    Uuid guild_id;
    std::string name;
    std::vector<std::string> permissions;
};
constexpr auto shape_of(Input*)
{
    return shape("ServiceAccountInput", field("guild_id", &Input::guild_id), field("name", &Input::name, length(1, 100), not_blank),
                 field("permissions", &Input::permissions));
}

struct Renaming {
    Uuid service_account_id;
    std::optional<std::string> if_match;
    Change<std::string> name;
};
constexpr auto shape_of(Renaming*)
{
    return shape("ServiceAccountChange", field("service_account_id", &Renaming::service_account_id), field("if_match", &Renaming::if_match),
                 field("name", &Renaming::name, length(1, 100), not_blank));
}

struct KeyFilter {
    Uuid service_account_id;
    std::optional<std::string> search;  // parts of words of name and hint
};
constexpr auto shape_of(KeyFilter*)
{
    return shape("ServiceAccountKeyFilter", field("service_account_id", &KeyFilter::service_account_id),
                 field("search", &KeyFilter::search, length(1, 200)));
}

struct KeyInput {
    Uuid service_account_id;
    std::string name;
    std::vector<std::string> permissions;
    std::int32_t days = 90;
};
constexpr auto shape_of(KeyInput*)
{
    return shape("ServiceAccountKeyInput", field("service_account_id", &KeyInput::service_account_id),
                 field("name", &KeyInput::name, length(1, 100), not_blank), field("permissions", &KeyInput::permissions),
                 field("days", &KeyInput::days, or_default, between(1, 366)));
}

struct KeyById {
    Uuid service_account_key_id;
};
constexpr auto shape_of(KeyById*)
{
    return shape("ServiceAccountKeyById", field("service_account_key_id", &KeyById::service_account_key_id));
}

Task<Page<ServiceAccount>> list(Tx& tx, List<Filter, ByName::name> in)
{
    return listed<ServiceAccount, sql::list>(tx, in, in.guild_id);
}

Task<Count> count(Tx& tx, Filter in)
{
    return tx.last_one<Count>(sql::count, in.search, in.guild_id);
}

Task<KeyPermissions> permissions(Tx& tx)
{
    return tx.last_one<KeyPermissions>(sql::permissions);
}

Task<ServiceAccount> by_id(Tx& tx, ById which)
{
    return tx.last_one<ServiceAccount>(sql::by_id, which.service_account_id);
}

Task<ServiceAccount> add(Tx& tx, Input in)
{
    api_keys::expect_permissions(in.permissions);
    return tx.last_one<ServiceAccount>(sql::add, Uuid::make(), Uuid::make(), in.guild_id, in.name, in.permissions);
}

Task<ServiceAccount> rename(Tx& tx, Renaming changes)
{
    auto const now = co_await tx.one<ServiceAccount>(sql::by_id, changes.service_account_id);
    expect_version(changes.if_match, now);
    auto const name = given(changes.name).value_or(now.name);
    co_return co_await tx.last_one<ServiceAccount>(sql::rename, now.id, now.version, name);
}

Task<void> end(Tx& tx, ById which)
{
    auto const now = co_await tx.one<ServiceAccount>(sql::by_id, which.service_account_id);
    if (which.if_match)
        expect_version(which.if_match, now);
    co_await tx.last_one<bool>(sql::end, now.id, now.version);
}

Task<Page<ApiKey>> keys(Tx& tx, List<KeyFilter, ByName::newest> in)
{
    return listed<ApiKey, sql::keys>(tx, in, in.service_account_id);
}

Task<Count> count_keys(Tx& tx, KeyFilter in)
{
    return tx.last_one<Count>(sql::count_keys, in.search, in.service_account_id);
}

Task<NewApiKey> add_key(Tx& tx, KeyInput in)
{
    api_keys::expect_permissions(in.permissions);
    auto const drawn = api_keys::Drawn::make();
    db::Bytes const proof{tx.client().proof};
    auto made = co_await tx.last_one<ApiKey>(sql::add_key, proof, in.service_account_id, Uuid::make(), drawn.secret, drawn.hint, in.name,
                                             in.permissions, in.days);
    co_return drawn.shown(std::move(made));
}

Task<void> revoke_key(Tx& tx, KeyById which)
{
    co_await tx.last_one<bool>(sql::revoke_key, which.service_account_key_id);
}

}  // namespace

std::vector<Route> routes()
{
    return {
        get("/service-account-permissions", "What one may give to a program", needs(may_create), permissions),
        get("/guilds/{guild_id}/service-accounts", "A guild's programs, by name", needs(may_read), list),
        get("/guilds/{guild_id}/service-accounts/count", "How many programs a guild has", needs(may_read), count),
        post("/guilds/{guild_id}/service-accounts", "Make a program, within what one may oneself", needs(may_create), add),
        get("/service-accounts/{service_account_id}", "A program", needs(may_read), by_id),
        patch("/service-accounts/{service_account_id}", "Rename a program", needs(may_update), rename),
        del("/service-accounts/{service_account_id}", "End a program with its keys", needs(may_delete), end),
        get("/service-accounts/{service_account_id}/keys", "A program's keys", needs(may_read), keys),
        get("/service-accounts/{service_account_id}/keys/count", "How many keys a program has", needs(may_read), count_keys),
        post("/service-accounts/{service_account_id}/keys", "Make a key of a program, within ten minutes of signing in", needs(may_update),
             add_key)
            .once(),
        del("/service-account-keys/{service_account_key_id}", "Revoke a key of a program", needs(may_update), revoke_key),
    };
}

}  // namespace guildhall::service_accounts
