#include "api/problem.h"

#include <array>
#include <cstdlib>

#include "base/metrics.h"

namespace guildhall {

namespace {

metrics::Family<metrics::Counter> problems("guildhall_problems_total", "Requests that were answered by a problem, by its type.");

// What a problem says beyond the members that every one has.
void write_members(json::Writer& out, Failure const& failure)
{
    if (!failure.fields.empty()) {
        out.plain_key("fields");
        out.begin_array();
        for (auto const& field : failure.fields) {
            out.begin_object();
            out.plain_key("field");
            out.string(field.field);
            out.plain_key("message");
            out.string(field.message);
            out.end_object();
        }
        out.end_array();
    }
    if (failure.problem == Problem::second_factor) {
        out.plain_key("methods");
        out.raw(failure.methods.empty() ? R"(["totp"])" : failure.methods);
    }
    if (!failure.passkey.empty()) {
        out.plain_key("passkey");
        out.raw(failure.passkey);
    }
    if (!failure.enrolment.empty()) {
        out.plain_key("enrolment");
        out.raw(failure.enrolment);
    }
    if (!failure.current.empty()) {
        out.plain_key("current");
        out.raw(failure.current);
    }
}
}  // namespace

http::Response problem_response(Failure const& failure, int status)
{
    problems.with(metrics::label("type", type_of(failure.problem))).add();
    http::Response response;
    response.status = status ? status : status_of(failure.problem);
    json::Writer out(response.body);
    out.begin_object();
    out.plain_key("type");
    out.plain_string("https://guildhall.example/problems/" + std::string(type_of(failure.problem)));
    out.plain_key("title");
    out.plain_string(title_of(failure.problem));
    out.plain_key("status");
    out.integer(response.status);
    if (*failure.what()) {
        out.plain_key("detail");
        out.string(failure.what());
    }
    write_members(out, failure);
    out.end_object();
    response.headers.emplace_back("Content-Type", "application/problem+json");
    if (failure.retry_after_seconds > 0)
        response.headers.emplace_back("Retry-After", std::to_string(failure.retry_after_seconds));
    if (failure.problem == Problem::unauthenticated || failure.problem == Problem::second_factor)
        response.headers.emplace_back("WWW-Authenticate", "Bearer");
    return response;
}

namespace {

struct Typed {
    std::string_view sqlstate;
    Problem problem;
};
constexpr std::array<Typed, 9> typed{{{"GH401", Problem::unauthenticated},
                                      {"GH403", Problem::forbidden},
                                      {"GH404", Problem::not_found},
                                      {"GH409", Problem::conflict},
                                      {"GH412", Problem::stale},
                                      {"GH422", Problem::invalid},
                                      {"GH424", Problem::idempotency_mismatch},
                                      {"GH425", Problem::second_factor},
                                      {"GH429", Problem::throttled}}};

// Only what our own functions raise with these codes is written for a user's eyes.
Failure typed_failure(db::Error const& error, Problem problem)
{
    bool const spoken = problem == Problem::conflict || problem == Problem::invalid || problem == Problem::throttled;
    bool const at_field = problem == Problem::invalid && !error.detail.empty();
    if (at_field)
        return Failure(problem, {}, {{error.detail, error.what()}});
    Failure failure(problem, spoken ? error.what() : "");
    if (problem == Problem::throttled)
        failure.retry_after_seconds = error.detail.empty() ? 60 : std::atoi(error.detail.c_str());  // of our own functions
    return failure;
}

}  // namespace

Failure failure_of(db::Error const& error, Route const* route)
{
    for (auto const& each : typed)
        if (each.sqlstate == error.sqlstate)
            return typed_failure(error, each.problem);
    if (route && !error.constraint.empty())
        for (auto const& each : route->constraints)
            if (each.name == error.constraint)
                return Failure(Problem::invalid, {}, {{std::string(each.field), std::string(each.message)}});
    bool const passing = error.retryable() || error.sqlstate == "57014" || error.sqlstate == "55P03" || error.sqlstate.starts_with("53") ||
                         error.sqlstate.starts_with("57P");
    if (!passing)
        return Failure(Problem::internal);
    Failure busy(Problem::unavailable);
    busy.retry_after_seconds = 1;
    return busy;
}

}  // namespace guildhall
