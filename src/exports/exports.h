#pragma once
#include <array>
#include <vector>

#include "api/route.h"
#include "jobs/jobs.h"

namespace guildhall::exports {

inline constexpr Permission may_read{"exports.read"};
inline constexpr Permission may_create{"exports.create"};

enum class Kind { customers, contacts, estimates, products };
constexpr std::array<std::string_view, 4> names_of(Kind*)
{
    return {"customers", "contacts", "estimates", "products"};
}
enum class Format { csv, xlsx };
constexpr std::array<std::string_view, 2> names_of(Format*)
{
    return {"csv", "xlsx"};
}
enum class State { running, done, failed, cancelled };
constexpr std::array<std::string_view, 4> names_of(State*)
{
    return {"running", "done", "failed", "cancelled"};
}

// A list as a file, for who asked for it alone, and for a day.
struct Export {
    Id<Export> id;
    Kind kind = Kind::customers;
    Format format = Format::csv;
    State state = State::running;
    std::int32_t rows = 0;  // that are in the file, so far
    std::optional<std::string> file_url;
    Time expires_at, created_at;
};
constexpr auto shape_of(Export*)
{
    using T = Export;
    return shape("Export", field("id", &T::id), field("kind", &T::kind), field("format", &T::format), field("state", &T::state),
                 field("rows", &T::rows), field("file_url", &T::file_url), field("expires_at", &T::expires_at),
                 field("created_at", &T::created_at));
}

std::vector<Route> routes(jobs::Jobs& jobs);

}  // namespace guildhall::exports
