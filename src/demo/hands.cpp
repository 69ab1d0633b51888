#include "demo/hands.h"

#include <stdexcept>

#include "estimates/estimates.h"
#include "tax_codes/tax_codes.h"

namespace guildhall::demo {

namespace {

std::vector<Route> routes()
{
    auto all = estimates::routes();
    for (auto& route : tax_codes::routes())
        all.push_back(std::move(route));
    return all;
}

}  // namespace

Hands::Hands(std::string const& database_url, std::string const& migrate_url)
    : operator_(database_url, migrate_url, "guildhall demo", routes())
{
}

jobs::Authority Hands::borrow(Uuid guild, std::string const& email)
{
    auto const members = operator_.members(guild.text(), email);
    if (members.empty())
        throw std::runtime_error("the guild has no member " + email);
    return operator_.borrow(members.front());
}

Task<std::vector<imports::Made>> Hands::bring_in(jobs::Authority by, imports::Kind kind, std::vector<imports::ImportRecord> records)
{
    auto lease = co_await jobs::patient_lease(operator_.pool());
    std::string const rights = "{" + imports::writing_rights(kind, imports::Duplicates::create) + "}";
    jobs::Entered unit(std::move(lease), by, rights);
    imports::Writing const how{.kind = kind};
    auto writing = imports::write_records(unit.tx(), how, std::move(records));
    auto made = co_await std::move(writing);
    co_await unit.commit();
    co_return made;
}

Task<json::Value> Hands::ask(jobs::Authority by, std::string method, std::string path, std::string body, std::string key)
{
    std::vector<std::pair<std::string, std::string>> headers;
    if (!key.empty())
        headers.emplace_back("Idempotency-Key", key);
    auto asking = operator_.ask(by, std::move(method), path, std::move(body), std::move(headers));
    auto const answer = co_await std::move(asking);
    if (answer.status >= 300)
        throw std::runtime_error(path + " answered " + std::to_string(answer.status) + ": " + answer.body);
    co_return json::parse(answer.body);
}

}  // namespace guildhall::demo
