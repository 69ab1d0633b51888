#pragma once
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "api/router.h"
#include "http/asking.h"
#include "isolation/bodies.h"
#include "isolation/canaries.h"
#include "isolation/pace.h"

namespace guildhall::isolation {

// What is tried: the routes, and the running server that has them.
struct Subject {
    Router const& routes;
    http::Place place;
};

struct Request {
    Route const& route;
    Canary const& by;
    std::string path, body, type;
    std::set<std::string> sent;  // ids that it names itself
};

// Makes the canaries' requests and sends them, at a pace.
class Asking {
public:
    using Fill = std::function<std::string(std::string const& name)>;  // an id for a name; "": one that nobody has

    Asking(Subject subject, Canaries const& canaries, Waiting& wait);

    // query: the parameter that names something; what else the route needs there is as good as any.
    Request request(Route const& route, Canary const& by, Wish const& wish, std::string const& query, Fill const& fill) const;
    http::Reply send(Request const& request);
    // Throws where the server takes the canaries for strangers: to these everything is refused alike, and nothing would have been tried.
    void expect_to_be_known() const;

    Router const& routes() const { return subject_.routes; }
    Bodies const& bodies() const { return bodies_; }
    Waiting& waiting() { return wait_; }
    int requests() const { return requests_; }
    std::string const& transcript() const { return transcript_; }  // a line for each request

private:
    http::AskedHeaders headers_of(Canary const& by) const;

    Subject subject_;
    Canaries const& canaries_;
    Waiting& wait_;
    Bodies bodies_;
    std::string transcript_;
    int requests_ = 0;
};

std::string name_of(Route const& route);                          // "GET /customers/{customer_id}"
std::vector<std::string> parameters_of(std::string const& path);  // what is in braces in it
bool is_busy(http::Reply const& reply);

}  // namespace guildhall::isolation
