#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "access/ground.h"
#include "isolation/bodies.h"

namespace guildhall::access {

using isolation::Bodies, isolation::Ids, isolation::Wish, isolation::written;

// What is put to the test: the routes and the server that has them; its address where it is another than the ground's own.
struct Subject {
    Router const& routes;
    std::string address = {};
};

// Tries a server against the table, and says in words where they differ; nothing: they agree.
class Matrix {
public:
    Matrix(Ground& ground, Subject subject, std::vector<Line> const& table);

    std::vector<std::string> check(Line const& line);
    std::size_t tried() const { return tried_; }

    // A request that the table lets somebody make, on an object of the right kind; none where the route takes no body.
    struct Allowed {
        Viewer const& viewer;
        Route const& route;
        std::string path;
        Wish wish;
    };
    std::optional<Allowed> allowed(Route const& route) const;
    support::Answer ask(Allowed const& allowed, std::string const& body);
    Bodies const& bodies() const { return bodies_; }

private:
    struct Try {
        Line const& line;
        Route const& route;
        Viewer const& viewer;
        char letter = '#';
        int status = 0;  // expected
        std::string what = {};
    };
    struct Named {
        std::string id, marker;
        Ids parents = {};
    };

    void check_list(Line const& line, Route const& route, Viewer const& viewer);
    void check_listed(Try tried, Object const& object, std::map<std::string, support::Answer>& answers);
    void check_count(Line const& line, Route const& route, Viewer const& viewer);
    void check_alone(Line const& line, Route const& route, Viewer const& viewer);
    void check_classes(Line const& line, Route const& route, Viewer const& viewer, std::string const& kind);
    void check_unknown(Line const& line, Route const& route, Viewer const& viewer, support::Answer const& unknown);

    support::Answer ask(Try const& tried, Named const& named);
    support::Answer send(Try const& tried, std::string const& path, Named const& named);
    std::string path_of(Try const& tried, Named const& named) const;
    std::optional<std::string> id_for(Line const& line, Route const& route, Viewer const& viewer) const;
    Wish wish_of(Try const& tried, Named const& named) const;
    std::string body_of(Try const& tried, Named const& named) const;
    void compare(Try const& tried, support::Answer const& answer, support::Answer const& unknown);
    void look_for_secrets(Try const& tried, support::Answer const& answer);
    void look_for_changes(Try const& tried, support::Answer const& answer);
    void expect_no_changes(Try const& tried, std::string const& by);
    void complain(Try const& tried, std::string const& why);

    Try expectation(Line const& line, Route const& route, Viewer const& viewer, Class which, std::string what) const;
    Line const* line_that_shows(std::string const& kind) const;
    bool is_visible(Object const& object, Viewer const& viewer) const;
    std::set<std::string> secrets_from(Viewer const& viewer) const;
    std::set<std::string> in_the_trash_of(Viewer const& viewer) const;  // markers that may stand in it, and nowhere else

    Ground& ground_;
    Subject subject_;
    std::vector<Line> const& table_;
    Bodies bodies_;
    std::map<Role, support::Client> clients_;
    std::map<Role, std::set<std::string>> secrets_;
    std::vector<std::string> complaints_;
    std::size_t tried_ = 0;
};

// What the table and the routes do not have of each other: a route that is not in it, a reference in a body or a query that is not,
// a list of which it does not say what stands in it, a line without a route.
std::vector<std::string> gaps(Router const& routes, std::vector<Line> const& table);

// "tax_code" of "lines.tax_code_id", "estimate_line" of "lines.id", "account" of "assignee_id" and "owner_id".
std::string kind_of_reference(std::string const& reference);
std::string kind_of_path(std::string const& path);  // of its last id; "" where there is none

}  // namespace guildhall::access
