#pragma once
#include <optional>
#include <string>

#include "api/dispatch.h"

namespace guildhall {

// A request on its way to the answer.
struct Dispatch::Call {
    http::Request request;
    Uuid request_id;
    Match match{};
    Caller caller{};
    std::optional<std::string> key{};  // Idempotency-Key

    Route const& route() const { return *match.route; }
    bool read_only() const { return route().method == Method::get; }
};

bool is_to_go_on(http::Request const& request, Route const& route);

}  // namespace guildhall
