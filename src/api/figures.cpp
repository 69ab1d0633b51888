#include "api/figures.h"

#include <algorithm>

#include "base/log.h"

namespace guildhall {

Figures::Figures(Router const& router)
{
    static metrics::Family<metrics::Counter> answers("guildhall_requests_total",
                                                     "Requests to the API, by route and class of their status.");
    static metrics::Family<metrics::Histogram> times("guildhall_request_seconds",
                                                     "How long a request to the API took, from its last byte to the answer.");
    for (auto const& route : router.routes()) {
        auto const labels = metrics::label("method", name_of(route.method)) + "," + metrics::label("route", route.path);
        OfRoute own{.took = &times.with(labels)};
        for (std::size_t status = 2; status < own.by_class.size(); ++status)
            own.by_class[status] = &answers.with(labels + "," + metrics::label("status", std::to_string(status) + "xx"));
        routes_.emplace(&route, own);
    }
}

void Figures::count(Told const& request, int status)
{
    constexpr std::chrono::seconds slow{1};
    auto const took = std::chrono::steady_clock::now() - request.began;
    auto const& own = routes_.at(&request.route);
    own.by_class[static_cast<std::size_t>(std::clamp(status / 100, 2, 5))]->add();
    own.took->observe(took);
    if (took > slow)
        log_line(Level::warning, "a request was slow",
                 {{"request_id", request.request_id.text()},
                  {"trace_id", request.trace_id},
                  {"method", name_of(request.route.method)},
                  {"route", request.route.path},
                  {"status", status},
                  {"milliseconds", std::chrono::duration_cast<std::chrono::milliseconds>(took).count()}});
}

}  // namespace guildhall
