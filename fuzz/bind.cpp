// A whole request - method, path, query, headers, body - becomes the input of an operation, or is refused.
#include "api/bind.h"
#include "fuzz.h"

using namespace guildhall;

namespace {

struct Which {
    Uuid thing_id;
    std::optional<std::string> if_match, search;
    std::int32_t limit = 50;
    std::optional<bool> open;
    std::optional<Uuid> owner_id;
};
constexpr auto shape_of(Which*)
{
    return shape("Which", field("thing_id", &Which::thing_id), field("if_match", &Which::if_match),
                 field("search", &Which::search, length(1, 50)), field("limit", &Which::limit, or_default, between(1, 200)),
                 field("open", &Which::open), field("owner_id", &Which::owner_id));
}

struct Form {
    Uuid thing_id;
    Upload file;
    std::string kind;
};
constexpr auto shape_of(Form*)
{
    return shape("Form", field("thing_id", &Form::thing_id), field("file", &Form::file), field("kind", &Form::kind, length(1, 20)));
}

constexpr Permission may{"things.read"};

Task<void> use(Tx&, Which)
{
    co_return;
}
Task<void> take(Tx&, Form form)
{
    fuzz::must(form.file.read(0, 10).size() <= 10, "no more is read than was asked for");
    co_return;
}

std::vector<Route> const& routes()
{
    static std::vector<Route> const all{get("/things/{thing_id}", "", needs(may), use), post("/things/{thing_id}", "", needs(may), use),
                                        patch("/things/{thing_id}", "", needs(may), use),
                                        post("/things/{thing_id}/form", "", needs(may), take).uploads()};
    return all;
}

}  // namespace

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    if (size == 0)
        return 0;
    auto const& route = routes()[data[0] % routes().size()];
    fuzz::Parts parts(fuzz::text(data + 1, size - 1));
    Match match;
    match.route = &route;
    match.values.emplace_back("thing_id", data[0] & 8 ? std::string(parts.next()) : "01920000-0000-7000-8000-000000000001");
    http::Request request;
    request.method = name_of(route.method);
    request.query = parts.next();
    request.headers.add("Content-Type", parts.next());
    if (auto const version = parts.next(); !version.empty())
        request.headers.add("If-Match", version);
    request.body = parts.rest();
    try {
        fuzz::must(bind(match, request) != nullptr, "an input comes of it");
    } catch (Failure const& failure) {
        auto const problem = failure.problem;
        fuzz::must(problem == Problem::malformed || problem == Problem::invalid || problem == Problem::not_found ||
                       problem == Problem::media_type || problem == Problem::too_large || problem == Problem::precondition_required,
                   "a bad request is one of what bind() says");
    }
    return 0;
}
