#include "tree/parts.h"
#include "tree/tree.sql.h"

namespace guildhall::tree {

namespace sql {
constexpr auto account = db::statement<text, "account">;
constexpr auto update_account = db::statement<text, "update_account">;
constexpr auto suspend_account = db::statement<text, "suspend_account">;
constexpr auto resume_account = db::statement<text, "resume_account">;
}  // namespace sql

namespace {

struct AccountById {
    Uuid account_id;
};
constexpr auto shape_of(AccountById*)
{
    return shape("AccountById", field("account_id", &AccountById::account_id));
}

struct AccountChange {
    Uuid account_id;
    std::optional<std::string> if_match;
    Change<std::string> name, language;
    Change<bool> can_create_customers;
};
constexpr auto shape_of(AccountChange*)
{
    return shape("AccountChange", field("account_id", &AccountChange::account_id), field("if_match", &AccountChange::if_match),
                 field("name", &AccountChange::name, length(1, 200), not_blank), field("language", &AccountChange::language, language_tag),
                 field("can_create_customers", &AccountChange::can_create_customers));
}

Task<Account> by_id(Tx& tx, AccountById which)
{
    return tx.last_one<Account>(sql::account, which.account_id);
}

Task<Account> change(Tx& tx, AccountChange changes)
{
    auto const now = co_await tx.one<Account>(sql::account, changes.account_id);
    expect_version(changes.if_match, now);
    co_return co_await tx.last_one<Account>(sql::update_account, now.id, now.version, given(changes.name), given(changes.language),
                                            given(changes.can_create_customers));
}

Task<Account> suspend(Tx& tx, AccountById which)
{
    return tx.last_one<Account>(sql::suspend_account, which.account_id);
}

Task<void> resume(Tx& tx, AccountById which)
{
    co_await tx.last_one<Account>(sql::resume_account, which.account_id);
}

}  // namespace

std::vector<Route> account_routes()
{
    return {
        get("/accounts/{account_id}", "An account", needs(may_read_accounts), by_id),
        patch("/accounts/{account_id}", "Change an account", needs(may_update_accounts), change),
        put("/accounts/{account_id}/suspension", "Suspend an account", needs(may_suspend_accounts), suspend),
        del("/accounts/{account_id}/suspension", "Let a suspended account in again", needs(may_suspend_accounts), resume),
    };
}

}  // namespace guildhall::tree
