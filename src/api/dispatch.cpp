#include "api/dispatch.h"

#include <array>

#include "api/api.sql.h"
#include "api/bind.h"
#include "api/call.h"
#include "api/idempotency.h"
#include "api/pieces.h"
#include "api/reader.h"
#include "base/log.h"
#include "base/utf8.h"
#include "db/unit.h"
#include "http/forwarded.h"

namespace guildhall {

namespace api::sql {
constexpr auto enter = db::statement<text, "enter">;
constexpr auto enter_account = db::statement<text, "enter_account">;
constexpr auto expect_standing = db::statement<text, "expect_standing">;
constexpr auto claim = db::statement<text, "claim">;
constexpr auto store = db::statement<text, "store">;
}  // namespace api::sql

namespace sql = api::sql;

namespace {

constexpr std::chrono::seconds longest_wait{5};  // for a connection
// Requests of nobody in particular, from one address.
constexpr double strangers_a_second = 50, strangers_at_once = 1'000;
constexpr std::array methods{Method::get, Method::post, Method::put, Method::patch, Method::del};

std::optional<Method> method_of(std::string_view name)
{
    if (name == "HEAD")
        return Method::get;
    for (auto method : methods)
        if (name_of(method) == name)
            return method;
    return {};
}

Failure too_many_from_here()
{
    Failure failure(Problem::throttled, "Too many requests came from your address. Please try again in a moment.");
    failure.retry_after_seconds = 1;
    return failure;
}

// No such path, or none with that method.
http::Response refuse(Router const& router, std::string_view path)
{
    std::string allowed;
    for (auto method : methods)
        if (router.find(method, path).route)
            allowed += (allowed.empty() ? "" : ", ") + std::string(method == Method::get ? "GET, HEAD" : name_of(method));
    if (allowed.empty())
        return problem_response(Failure(Problem::not_found));
    auto response = problem_response(Failure(Problem::method));
    response.headers.emplace_back("Allow", allowed);
    return response;
}

http::Response to_response(Answer answer, Route const& route, http::Request const& request)
{
    http::Response response;
    response.status = answer.status ? answer.status : route.status;
    response.headers = std::move(answer.headers);
    auto const known = request.headers.find("If-None-Match");
    if (known && route.method == Method::get && response.status == 200)
        for (auto const& [name, value] : response.headers)
            if (name == "ETag" && value == *known) {
                response.status = 304;
                return response;
            }
    if (response.status != 204) {
        response.headers.emplace_back("Content-Type", std::move(answer.type));
        response.body = std::move(answer.body);
        if (answer.file)
            response.more = pieces_of(std::move(answer.file));
    }
    return response;
}

}  // namespace

Dispatch::Dispatch(Router const& router, db::Pool& pool, Authenticate authenticate, Hub& hub)
    : router_(router),
      pool_(pool),
      authenticate_(std::move(authenticate)),
      hub_(hub),
      figures_(router),
      strangers_(strangers_a_second, strangers_at_once)
{
}

Task<http::Response> Dispatch::handle(http::Request request, std::string path, Uuid request_id)
{
    auto const method = method_of(request.method);
    auto match = method ? router_.find(*method, path) : Match();
    if (!match.route)
        co_return refuse(router_, path);

    Told const told{.route = *match.route, .request_id = request_id, .trace_id = http::trace_id(request.headers)};
    Call call{.request = std::move(request), .request_id = request_id, .match = std::move(match)};
    auto const& route = call.route();
    std::optional<Failure> failure;
    try {
        auto answering = answer(std::move(call));
        auto response = co_await std::move(answering);
        figures_.count(told, response.status);
        co_return response;
    } catch (Failure const& caught) {
        failure = caught;
    } catch (db::Error const& error) {
        failure = failure_of(error, &route);
        if (failure->problem == Problem::internal)
            log_line(Level::error, "the database refused",
                     {{"request_id", request_id.text()},
                      {"trace_id", told.trace_id},
                      {"route", route.path},
                      {"sqlstate", error.sqlstate},
                      {"statement", error.statement},
                      {"message", error.what()}});
    } catch (std::exception const& error) {
        failure = Failure(Problem::internal);
        log_line(Level::error, "an operation failed",
                 {{"request_id", request_id.text()}, {"trace_id", told.trace_id}, {"route", route.path}, {"message", error.what()}});
    }
    auto response = problem_response(*failure);
    figures_.count(told, response.status);
    co_return response;
}

Task<http::Response> Dispatch::answer(Call call)
{
    auto const& route = call.route();
    call.caller = authenticate_(call.request, route.entrance);
    if (route.entrance != Entrance::open && call.caller.proof.empty())
        throw Failure(Problem::unauthenticated);
    if (call.caller.proof.empty() && !strangers_.take(call.request.peer_address, Allowance::Clock::now()))
        throw too_many_from_here();
    if (route.repeatable)
        call.key = idempotency_key(call.request);

    std::unique_ptr<Bound> bound;
    std::exception_ptr unfit;
    try {
        bound = bind(call.match, call.request);
    } catch (Failure const&) {
        unfit = std::current_exception();
    }
    if (unfit) {
        if (route.entrance != Entrance::open)
            co_await check_entering(call);
        std::rethrow_exception(unfit);
    }
    if (auto preparing = bound->prepare(pool_.loop())) {
        if (route.entrance != Entrance::open)
            co_await check_entering(call);
        co_await std::move(*preparing);
    }
    if (is_to_go_on(call.request, route)) {
        auto beginning = begin_stream(std::move(call));
        co_return co_await std::move(beginning);
    }
    auto answered = co_await run(call, *bound);
    co_return to_response(std::move(answered), route, call.request);
}

Task<Answer> Dispatch::run(Call const& call, Bound const& bound)
{
    return call.route().entrance == Entrance::open ? run_open(call, bound) : run_unit(call, bound);
}

Task<Answer> Dispatch::run_open(Call const& call, Bound const& bound)
{
    PublicTx scope(Time::now(), client_of(call), pool_);
    co_return co_await bound.run(scope);
}

// Operations touch nothing but their unit, so one that lost against another may simply run again.
Task<Answer> Dispatch::run_unit(Call const& call, Bound const& bound)
{
    constexpr int attempts = 4;
    for (int left = attempts;; --left) {
        try {
            co_return co_await attempt(call, bound);
        } catch (db::Error const& error) {
            if (error.sqlstate == "GH423")
                co_return restored(error.detail);  // a twin was first
            if (error.sqlstate == "GH403")
                note_refusal(call);
            if (!error.retryable() || left <= 1)
                throw;
        }
    }
}

namespace {
// Which answer says where, if somebody wants to hear it.
std::optional<std::size_t> queue_entering(db::Unit& unit, Route const& route, Caller const& caller, bool read_only, bool heard,
                                          Uuid request_id)
{
    db::Bytes proof{caller.proof};
    if (route.entrance != Entrance::guild) {
        unit.send(sql::enter_account, db::values(proof, read_only, request_id, caller.admins_welcome));
        if (route.permissions != "{}")
            unit.send(sql::expect_standing, db::values(route.permissions));
    } else if (!heard)
        unit.send(sql::enter, db::values(proof, route.permissions, read_only, request_id, caller.admins_welcome));
    else
        return unit.ask_later(sql::enter, db::values(proof, route.permissions, read_only, request_id, caller.admins_welcome));
    return {};
}
}  // namespace

Task<Answer> Dispatch::attempt(Call const& call, Bound const& bound)
{
    auto const& route = call.route();
    auto lease = co_await lease_for(call.caller.proof, call.request.peer_address);
    db::Unit unit(std::move(lease));
    bool const heard = !call.read_only() || !turns_.knows(call.caller.proof);
    auto const entering = queue_entering(unit, route, call.caller, call.read_only(), heard, call.request_id);
    db::Bytes const digest{call.key ? body_digest(call.request) : std::string()};
    if (call.key)
        unit.send(sql::claim, db::values(*call.key, call.request.method + " " + call.request.path, digest));
    Tx guild_scope(Time::now(), client_of(call), unit, call.key.has_value());
    AccountTx account_scope(guild_scope.now(), client_of(call), unit, call.key.has_value());
    Scope& scope = route.entrance == Entrance::guild ? static_cast<Scope&>(guild_scope) : account_scope;
    auto answer = co_await bound.run(scope);
    if (call.key) {
        if (!answer.status)
            answer.status = route.status;
        unit.send(sql::store, db::values(*call.key, static_cast<std::int32_t>(answer.status), stored(answer)));
    }
    if (!unit.closed())
        co_await unit.commit();
    scope.tell_kept();
    if (entering) {
        auto const guild = unit.take(*entering)[0].get<Uuid>(0);
        turns_.learn(call.caller.proof, guild);
        if (!call.read_only() && hub_.has_streams())
            hub_.changed(guild);
    }
    co_return answer;
}

Task<db::Lease> Dispatch::lease_for(std::string proof, std::string address)
{
    return pool_.lease(db::Pool::Clock::now() + longest_wait, turns_.of(proof, address));
}

// Throws what entering says.
Task<void> Dispatch::check_entering(Call const& call)
{
    std::optional<db::Error> refused;
    try {
        auto lease = co_await lease_for(call.caller.proof, call.request.peer_address);
        db::Unit unit(std::move(lease));
        queue_entering(unit, call.route(), call.caller, true, false, call.request_id);
        co_await unit.commit();
    } catch (db::Error const& error) {
        refused = error;
    }
    if (!refused)
        co_return;
    if (refused->sqlstate == "GH403")
        note_refusal(call);
    throw *refused;
}

// As far as it is text.
static std::string user_agent(http::Request const& request)
{
    constexpr std::size_t longest = 300;
    std::string text;
    auto const bytes = request.headers.find("User-Agent").value_or("");
    for (std::size_t at = 0; at < bytes.size() && text.size() < longest;)
        append_character(text, next_character(bytes, at).value_or(0xfffd));
    return text;
}

Client Dispatch::client_of(Call const& call) const
{
    return {.request_id = call.request_id,
            .address = call.request.peer_address,
            .user_agent = user_agent(call.request),
            .language = preferred_language(call.request.headers.find("Accept-Language").value_or("")),
            .proof = call.caller.proof,
            .browser = call.caller.browser,
            .same_origin = call.caller.same_origin,
            .admins_welcome = call.caller.admins_welcome,
            .device = call.caller.device};
}

}  // namespace guildhall
