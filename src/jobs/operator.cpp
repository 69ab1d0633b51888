#include "jobs/operator.h"

#include "base/secret.h"

namespace guildhall::jobs {

namespace {

constexpr std::string_view credential = "Authorization";
constexpr int connections = 2;

Caller caller_of(http::Request const& request, Entrance)
{
    return {.proof = unbase64url(request.headers.find(credential).value_or("")).value_or("")};
}

db::PoolOptions pool_options(std::string const& url)
{
    db::PoolOptions options;
    options.connection.url = url;
    options.size = connections;
    return options;
}

}  // namespace

Operator::Operator(std::string const& database_url, std::string const& migrate_url, std::string purpose, std::vector<Route> routes)
    : purpose_(std::move(purpose)),
      session_(migrate_url),
      router_(std::move(routes)),
      pool_(loop_, pool_options(database_url)),
      dispatch_(router_, pool_, caller_of, hub_)
{
    session_.script("set role guildhall_wall");
}

std::vector<Member> Operator::members(std::optional<std::string> const& guild, std::optional<std::string> const& email)
{
    auto const rows = session_.run(
        "select guild_id, membership_id, guild_name, email_address, role, coalesce(spot_name, '') from wall.find_members($1, $2)",
        db::values(guild, email));
    std::vector<Member> members;
    for (int i = 0; i < rows.size(); ++i)
        members.push_back({rows[i].get<Uuid>(0), rows[i].get<Uuid>(1), rows[i].get<std::string>(2), rows[i].get<std::string>(3),
                           rows[i].get<std::string>(4), rows[i].get<std::string>(5)});
    return members;
}

Authority Operator::borrow(Member const& member)
{
    constexpr std::int32_t minutes = 30;
    Authority authority{random_bytes(32), Uuid::make()};
    db::Bytes const secret{authority.proof};
    session_.run("select wall.lend_session($1, $2, $3, $4, $5)",
                 db::values(authority.request_id, member.membership, secret, purpose_, minutes));
    return authority;
}

void Operator::give_back(Authority const& authority)
{
    db::Bytes const secret{authority.proof};
    session_.run("select wall.sign_out($1, $2)", db::values(secret, authority.request_id));
}

Task<http::Response> Operator::ask(Authority by, std::string method, std::string path, std::string body,
                                   std::vector<std::pair<std::string, std::string>> headers)
{
    http::Request request;
    request.method = std::move(method);
    request.path = path.substr(0, path.find('?'));
    if (auto const query = path.find('?'); query != path.npos)
        request.query = path.substr(query + 1);
    request.headers.add(credential, base64url(by.proof));
    for (auto const& [name, value] : headers)
        request.headers.add(name, value);
    if (!body.empty() && !request.headers.find("Content-Type"))
        request.headers.add("Content-Type", "application/json");
    request.body = std::move(body);
    auto const bare = request.path;
    auto answering = dispatch_.handle(std::move(request), bare, by.request_id);
    co_return co_await std::move(answering);
}

// What was begun beside, such as the trace of a refusal, has given its connection back when all of them are free.
Task<void> Operator::settle()
{
    std::vector<db::Lease> all;
    for (int i = 0; i < connections; ++i)
        all.push_back(co_await patient_lease(pool_));
}

Task<void> Operator::finish(Task<void> task)
{
    std::exception_ptr error;
    try {
        co_await std::move(task);
    } catch (...) {
        error = std::current_exception();
    }
    auto settling = settle();
    co_await std::move(settling);
    if (error)
        std::rethrow_exception(error);
}

void Operator::run(Task<void> task)
{
    std::exception_ptr error;
    start(finish(std::move(task)), [&](std::exception_ptr thrown) {
        error = thrown;
        loop_.stop();
    });
    loop_.run();
    if (error)
        std::rethrow_exception(error);
}

}  // namespace guildhall::jobs
