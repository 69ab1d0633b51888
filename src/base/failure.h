#pragma once
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace guildhall {

// What a caller can be told, each with its status (RFC 9457 types, listed in contract.md).
enum class Problem {
    malformed,              // 400
    unauthenticated,        // 401
    second_factor,          // 401
    forbidden,              // 403
    not_found,              // 404
    method,                 // 405
    conflict,               // 409
    stale,                  // 412
    too_large,              // 413
    media_type,             // 415
    misdirected,            // 421
    invalid,                // 422
    idempotency_mismatch,   // 422
    precondition_required,  // 428
    throttled,              // 429
    internal,               // 500
    unavailable,            // 503
};

int status_of(Problem);
std::string_view type_of(Problem);   // "invalid", the last part of the problem's type URI
std::string_view title_of(Problem);  // one line for people

struct FieldProblem {
    std::string field;    // "contact.email", "lines.0.quantity"
    std::string message;  // "must be an e-mail address"
    bool operator==(FieldProblem const&) const = default;
};

// What the user must hear. Only dispatch and main catch it.
class Failure : public std::runtime_error {
public:
    explicit Failure(Problem what_kind, std::string detail = {}, std::vector<FieldProblem> at_fields = {})
        : std::runtime_error(std::move(detail)), problem(what_kind), fields(std::move(at_fields))
    {
    }

    Problem problem;
    std::vector<FieldProblem> fields;
    std::string current;          // stale: the record as it is now, as JSON
    std::string enrolment;        // second_factor: what an authenticator app needs to begin, as JSON
    std::string methods;          // second_factor: how it may be shown, as JSON; none: by an authenticator app
    std::string passkey;          // second_factor: what a browser asks the passkey, as JSON
    int retry_after_seconds = 0;  // throttled, unavailable
};

}  // namespace guildhall
