#include "demo/hands.h"

#include <stdexcept>

#include "base/secret.h"
#include "estimates/estimates.h"
#include "tax_codes/tax_codes.h"

namespace guildhall::demo {

namespace {

constexpr std::string_view header = "Authorization";

std::vector<Route> routes()
{
    auto all = estimates::routes();
    for (auto& route : tax_codes::routes())
        all.push_back(std::move(route));
    return all;
}

db::PoolOptions pool_options(std::string const& url)
{
    db::PoolOptions options;
    options.connection.url = url;
    return options;
}

Caller caller_of(http::Request const& request, Entrance)
{
    return {.proof = unbase64url(request.headers.find(header).value_or("")).value_or("")};
}

}  // namespace

Hands::Hands(std::string const& database_url, std::string const& migrate_url, std::string purpose)
    : purpose_(std::move(purpose)),
      operator_(migrate_url),
      router_(routes()),
      pool_(loop_, pool_options(database_url)),
      dispatch_(router_, pool_, caller_of)
{
}

jobs::Authority Hands::borrow(Uuid guild, std::string const& email)
{
    constexpr std::int32_t minutes = 30;
    auto const members = operator_.run("select membership_id from wall.find_members($1, $2)", db::values(guild.text(), email));
    if (members.empty())
        throw std::runtime_error("the guild has no member " + email);
    jobs::Authority authority{random_bytes(32), Uuid::make()};
    operator_.run("select wall.lend_session($1, $2, $3, $4, $5)",
                  db::values(authority.request_id, members[0].get<Uuid>(0), db::Bytes{authority.proof}, purpose_, minutes));
    return authority;
}

Task<std::vector<imports::Made>> Hands::bring_in(jobs::Authority by, imports::Kind kind, std::vector<imports::ImportRecord> records)
{
    auto lease = co_await jobs::patient_lease(pool_);
    std::string const rights = "{" + std::string(imports::writing_rights(kind)) + "}";
    jobs::Entered unit(std::move(lease), by, rights);
    auto writing = imports::write_records(unit.tx(), kind, {}, std::move(records));
    auto made = co_await std::move(writing);
    co_await unit.commit();
    co_return made;
}

Task<json::Value> Hands::ask(jobs::Authority by, std::string method, std::string path, std::string body, std::string key)
{
    http::Request request;
    request.method = std::move(method);
    request.path = path;
    request.headers.add(header, base64url(by.proof));
    if (!body.empty())
        request.headers.add("Content-Type", "application/json");
    if (!key.empty())
        request.headers.add("Idempotency-Key", key);
    request.body = std::move(body);
    auto answering = dispatch_.handle(std::move(request), path, by.request_id);
    auto const answer = co_await std::move(answering);
    if (answer.status >= 300)
        throw std::runtime_error(path + " answered " + std::to_string(answer.status) + ": " + answer.body);
    co_return json::parse(answer.body);
}

void Hands::run(Task<void> task)
{
    std::exception_ptr error;
    start(std::move(task), [&](std::exception_ptr thrown) {
        error = thrown;
        loop_.stop();
    });
    loop_.run();
    if (error)
        std::rethrow_exception(error);
}

}  // namespace guildhall::demo
