#include "api_keys/api_keys.h"

#include "api_keys/api_keys.sql.h"
#include "api_keys/keys.h"

namespace guildhall::api_keys {

namespace sql {
constexpr auto keys = db::statement<text, "keys">;
constexpr auto count = db::statement<text, "count">;
constexpr auto permissions = db::statement<text, "permissions">;
constexpr auto add = db::statement<text, "add">;
constexpr auto revoke = db::statement<text, "revoke">;
}  // namespace sql

namespace {

struct KeyById {
    Uuid api_key_id;
};
constexpr auto shape_of(KeyById*)
{
    return shape("KeyById", field("api_key_id", &KeyById::api_key_id));
}

Task<Page<ApiKey>> keys(AccountTx& tx, KeyList in)
{
    return listed<ApiKey, sql::keys>(tx, in);
}

Task<Count> count(AccountTx& tx, KeyFilter in)
{
    return tx.last_one<Count>(sql::count, in.search);
}

Task<KeyPermissions> permissions(AccountTx& tx)
{
    return tx.last_one<KeyPermissions>(sql::permissions);
}

Task<NewApiKey> add(AccountTx& tx, ApiKeyInput in)
{
    expect_permissions(in.permissions);
    auto const drawn = Drawn::make();
    db::Bytes const proof{tx.client().proof};
    auto made = co_await tx.last_one<ApiKey>(sql::add, proof, Uuid::make(), drawn.secret, drawn.hint, in.name, in.permissions, in.days);
    co_return drawn.shown(std::move(made));
}

Task<void> revoke(AccountTx& tx, KeyById which)
{
    tx.send(sql::revoke, which.api_key_id);
    co_return;
}

}  // namespace

std::vector<Route> routes()
{
    return {
        get("/me/api-keys", "One's API keys", signed_in(), keys),
        get("/me/api-keys/count", "How many API keys one has", signed_in(), count),
        get("/me/api-key-permissions", "What one may give to an API key", signed_in(), permissions),
        post("/me/api-keys", "Make an API key, within ten minutes of signing in", signed_in(), add).once(),
        del("/me/api-keys/{api_key_id}", "Revoke an API key", signed_in(), revoke),
    };
}

}  // namespace guildhall::api_keys
