#pragma once
#include <array>
#include <string>
#include <unordered_map>

#include "api/router.h"
#include "base/id.h"
#include "base/metrics.h"

namespace guildhall {

// A request that is being answered, as logs tell of it.
struct Told {
    Route const& route;
    Uuid request_id;
    std::string trace_id;  // of who asks (W3C Trace Context), "" for none
    std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
};

// How often and how fast each route is answered. Counting takes no lock.
class Figures {
public:
    explicit Figures(Router const& router);

    void count(Told const& request, int status);  // and log it, where it took longer than a second

private:
    struct OfRoute {
        std::array<metrics::Counter*, 6> by_class{};  // 2: those with a status of 200 to 299
        metrics::Histogram* took = nullptr;
    };
    std::unordered_map<Route const*, OfRoute> routes_;
};

}  // namespace guildhall
