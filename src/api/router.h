#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/route.h"

namespace guildhall {

using PathValues = std::vector<std::pair<std::string, std::string>>;  // name of the field, decoded text

struct Match {
    Route const* route = nullptr;
    PathValues values;
};

// Finds the route of a method and a path. A literal part goes before a parameter. Two routes of one method and path are our bug,
// and so is a path parameter that the input has no field for: both stop the start.
class Router {
public:
    explicit Router(std::vector<Route> routes);

    Match find(Method method, std::string_view path) const;  // `path` still percent-encoded, without "/api/v1"
    std::vector<Route> const& routes() const { return routes_; }

private:
    struct Node {
        std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
        std::unique_ptr<Node> parameter;
        std::map<Method, std::size_t> routes;
    };
    void add(std::size_t index);

    std::vector<Route> routes_;
    Node root_;
};

}  // namespace guildhall
