#include "demo/demo.h"

#include <cstdio>
#include <filesystem>
#include <stdexcept>

#include "db/session.h"
#include "demo/accounts_file.h"
#include "demo/bulk.h"
#include "demo/passwords.h"
#include "demo/samples.h"
#include "demo/tree.h"

namespace guildhall::demo {

namespace {

std::string unfinished_path(std::string const& data)
{
    return accounts_path(data) + ".unfinished";
}

bool is_empty(std::string const& migrate_url)
{
    db::Session session(migrate_url);
    return session.value<bool>("select wall.is_new()");
}

// Whom an earlier attempt has planned; or the plan's people anew, written down before any of them is made.
std::vector<Account> planned_accounts(Installation const& installation, Plan const& plan, bool empty)
{
    auto const path = unfinished_path(installation.data);
    if (auto earlier = read_accounts(path))
        return *earlier;
    if (!empty)
        throw std::runtime_error(
            "This installation is in use already: the sample companies go into an empty one. Name another folder in GUILDHALL_DATA.");
    auto accounts = accounts_of(plan);
    write_accounts(path, accounts);
    return accounts;
}

void make_people(Installation const& installation, Plan const& plan, std::vector<Account> const& accounts)
{
    std::vector<std::string> passwords;
    for (auto const& account : accounts)
        passwords.push_back(account.password);
    auto const hashes = hashes_of(std::move(passwords), installation.keys.pepper, installation.password_cost);
    identity::Services const services(installation.keys, {.public_url = installation.public_url});
    make_tree(installation.migrate_url, plan, accounts, hashes, services);
}

// The tree, then what fill does; the accounts file appears when all of it is there.
template <class Fill>
Outcome make_whole(Installation const& installation, Plan const& plan, Fill fill)
{
    if (std::filesystem::exists(accounts_path(installation.data)))
        return Outcome::was_there;
    bool const empty = is_empty(installation.migrate_url);
    auto const accounts = planned_accounts(installation, plan, empty);
    if (empty)
        make_people(installation, plan, accounts);
    fill(accounts);
    std::filesystem::rename(unfinished_path(installation.data), accounts_path(installation.data));
    return Outcome::made;
}

}  // namespace

std::string accounts_path(std::string const& data)
{
    return data + "/demo-accounts.json";
}

std::string first_sign_in(std::string const& data)
{
    auto const accounts = read_accounts(accounts_path(data));
    if (!accounts)
        return {};
    for (auto const& account : *accounts)
        if (account.role == "builder" && account.can_create_customers)
            return account.email + ", password " + account.password;
    return {};
}

Outcome make(Installation const& installation)
{
    auto const plan = sample_plan();
    return make_whole(installation, plan, [&](std::vector<Account> const& accounts) {
        Hands hands(installation.database_url, installation.migrate_url);
        fill_samples(hands, plan, accounts);
    });
}

Outcome make_large(Installation const& installation, Size size)
{
    auto const plan = large_plan(size);
    return make_whole(installation, plan,
                      [&](std::vector<Account> const& accounts) { load(installation.migrate_url, plan, accounts, size); });
}

}  // namespace guildhall::demo
