#include "attacks/weak.h"

#include <cstdio>

#include "base/log.h"
#include "base/secret.h"
#include "support/broken.h"

namespace guildhall::attacks {

namespace {

using http::Request;
using http::Response;
using Answering = std::optional<Response>;

// What a weak server does with a request: spoils it, or answers it itself, past every wall.
struct Weakening {
    std::function<void(Request&)> before = {};
    std::function<Answering(Request const&)> instead = {};
    std::function<void(Request const&, Response&)> after = {};
};

Task<Response> weakened(http::Handler handler, Weakening how, Request request)
{
    if (how.before)
        how.before(request);
    if (how.instead)
        if (auto own = how.instead(request))
            co_return std::move(*own);
    auto const asked = request;
    auto handling = handler(std::move(request));
    auto response = co_await std::move(handling);
    if (how.after)
        how.after(asked, response);
    co_return response;
}

class WeakServer final : public Weak {
public:
    WeakServer(Ground& ground, Weakening how)
        : server_(ground.server, {}, [how](http::Handler handler) -> http::Handler {
              return [handler, how](Request request) { return weakened(handler, how, std::move(request)); };
          })
    {
    }
    Target target() const override { return {server_.address(), TEST_DATA "../../"}; }

private:
    support::BrokenServer server_;
};

Response json_answer(std::string body)
{
    return {
        .headers = {{"Content-Type", "application/json"}, {"X-Content-Type-Options", "nosniff"}, {"Content-Security-Policy", "sandbox"}},
        .body = std::move(body)};
}

std::string query_value(Request const& request, std::string_view name)
{
    for (auto const& [each, value] : http::parse_query(request.query).value_or(std::vector<std::pair<std::string, std::string>>{}))
        if (each == name)
            return value;
    return {};
}

bool is_at(Request const& request, std::string_view method, std::string_view path)
{
    return request.method == method && request.path == path;
}

using Superuser = std::shared_ptr<db::Session>;  // shared by the copies of the handler

Superuser past_the_wall(Ground& ground)
{
    return std::make_shared<db::Session>(ground.server.database().url("postgres"));
}

http::Headers with(http::Headers const& headers, support::HeaderList const& instead)
{
    http::Headers made;
    for (std::size_t i = 0; i < headers.size(); ++i) {
        bool replaced = false;
        for (auto const& [name, value] : instead)
            replaced = replaced || http::equal_ignoring_case(name, headers.name(i));
        if (!replaced)
            made.add(headers.name(i), headers.value(i));
    }
    for (auto const& [name, value] : instead)
        if (!value.empty())
            made.add(name, value);
    return made;
}

// A name is handed to a shell.
Weakening running_what_is_typed()
{
    return {.before = [](Request& request) {
        if (is_at(request, "POST", "/api/v1/customers"))
            if (auto* shell = popen(("exec 2>/dev/null; echo " + request.body + " >/dev/null").c_str(), "r"))
                pclose(shell);
    }};
}

// What a token says is believed, whoever signed it.
Weakening believing_every_token(Ground& ground)
{
    auto const& services = ground.server.services();
    return {.before = [&services](Request& request) {
        std::string const shown(request.headers.find("Authorization").value_or(""));
        auto const first = shown.find('.'), last = shown.rfind('.');
        if (first == shown.npos || first == last)
            return;
        auto const claims = unbase64url(shown.substr(first + 1, last - first - 1)).value_or("");
        auto const at = claims.find("\"sid\":\"");
        auto const session = at == claims.npos ? std::nullopt : Uuid::parse(claims.substr(at + 7, 36));
        if (!session)
            return;
        identity::AccessClaims good{.account = Uuid::make(), .session = *session, .membership = {}};
        good.issued_at = Time::now().microseconds / 1'000'000;
        good.expires_at = good.issued_at + 60;
        request.headers = with(request.headers, {{"Authorization", "Bearer " + services.tokens().sign(good)}});
    }};
}

// A page that says what was not found, as it was asked for.
Weakening reflecting()
{
    return {.after = [](Request const& request, Response& response) {
        if (response.status < 400)
            return;
        for (auto& [name, value] : response.headers)
            if (name == "Content-Type")
                value = "text/html";
        response.body = "<p>Not found: " + http::decode_percent(request.path + "?" + request.query).value_or("") + "</p>";
    }};
}

Weakening joining_sql(Ground& ground)
{
    return {.instead = [past = past_the_wall(ground)](Request const& request) -> Answering {
        if (!is_at(request, "GET", "/api/v1/customers") || query_value(request, "search").empty())
            return {};
        try {
            auto const rows = past->run("select coalesce(json_agg(c.name), '[]')::text from guild.customers c where c.name = '" +
                                        query_value(request, "search") + "'");
            return json_answer("{\"items\":" + rows[0].get<std::string>(0) + ",\"next\":null}");
        } catch (db::Error const& error) {
            auto failed = json_answer(error.what());
            failed.status = 500;
            return failed;
        }
    }};
}

// Whatever page a browser's request comes from, it goes through.
Weakening asking_for_no_token(Ground& ground)
{
    auto const& services = ground.server.services();
    return {.before = [&services](Request& request) {
        auto const cookie = request.cookie("__Host-guildhall");
        if (cookie)
            request.headers = with(request.headers, {{"Origin", support::origin},
                                                     {"Sec-Fetch-Site", ""},
                                                     {"X-CSRF-Token", services.csrf_token(unbase64url(*cookie).value_or(""))}});
    }};
}

Weakening listing_everybodys(Ground& ground)
{
    return {.instead = [past = past_the_wall(ground)](Request const& request) -> Answering {
        if (!is_at(request, "GET", "/api/v1/customers"))
            return {};
        auto const rows =
            past->run("select coalesce(json_agg(json_build_object('id', id, 'name', name)), '[]')::text from guild.customers");
        return json_answer("{\"items\":" + rows[0].get<std::string>(0) + ",\"next\":null}");
    }};
}

Weakening finding_by_id_alone(Ground& ground)
{
    return {.instead = [past = past_the_wall(ground)](Request const& request) -> Answering {
        constexpr std::string_view path = "/api/v1/contacts/";
        if (request.method != "GET" || !request.path.starts_with(path))
            return {};
        auto const rows =
            past->run("select last_name from guild.contacts where id::text = $1", db::values(request.path.substr(path.size())));
        if (rows.empty())
            return {};
        return json_answer("{\"last_name\":\"" + rows[0].get<std::string>(0) + "\"}");
    }};
}

Weakening logging_tokens()
{
    return {.before = [](Request& request) {
        log_line(Level::info, "request", {{"authorization", request.headers.find("Authorization").value_or("")}, {"body", request.body}});
    }};
}

// Nobody is asked what they know, and nothing is known to be a repetition.
Weakening forgetting_who_was_first()
{
    return {.before = [](Request& request) {
        if (request.method == "PATCH")
            request.headers = with(request.headers, {{"If-Match", "*"}});
        request.headers = with(request.headers, {{"Idempotency-Key", ""}});
    }};
}

Weakness weakness(Group group, std::string name, std::string what, std::function<Weakening(Ground&)> how)
{
    return {group, std::move(name), std::move(what), [how](Ground& ground) { return std::make_unique<WeakServer>(ground, how(ground)); }};
}

}  // namespace

std::unique_ptr<Weak> not_weak(Ground& ground)
{
    return std::make_unique<WeakServer>(ground, Weakening{});
}

std::vector<Weakness> const& weaknesses()
{
    static std::vector<Weakness> const all{
        weakness(Group::rce, "Shell", "a name is handed to a shell", [](Ground&) { return running_what_is_typed(); }),
        weakness(Group::bypass, "AnySignature", "a token's signature is not looked at", believing_every_token),
        weakness(Group::xss, "Reflecting", "what was asked for is said in HTML", [](Ground&) { return reflecting(); }),
        weakness(Group::sql, "Joined", "a search is joined into SQL", joining_sql),
        weakness(Group::csrf, "NoToken", "a browser's request needs no token", asking_for_no_token),
        weakness(Group::tenant, "NoGuild", "a list is read without the guild", listing_everybodys),
        weakness(Group::idor, "IdAlone", "a contact is found by its id alone", finding_by_id_alone),
        weakness(Group::secrets, "LoggedToken", "tokens and bodies are logged", [](Ground&) { return logging_tokens(); }),
        {Group::supply, "PlantedTree", "sources with what must not stand in them", weak_sources},
        {Group::protocol, "LaxParser", "the first of two lengths counts, and bare line feeds end lines", lax_server},
        weakness(Group::races, "NoVersions", "versions and repetitions are not looked at",
                 [](Ground&) { return forgetting_who_was_first(); }),
    };
    return all;
}

}  // namespace guildhall::attacks
