#include "base/failure.h"

#include <array>

namespace guildhall {

namespace {
struct Row {
    int status;
    std::string_view type, title;
};
constexpr std::array<Row, 17> rows{{
    {400, "malformed", "The request could not be read"},
    {401, "unauthenticated", "Please sign in"},
    {401, "second_factor", "A second factor is needed"},
    {403, "forbidden", "You may not do this"},
    {404, "not_found", "There is nothing here"},
    {405, "method", "This address does not take that method"},
    {409, "conflict", "This is not possible in the present state"},
    {412, "stale", "Somebody changed this in the meantime"},
    {413, "too_large", "This is too large"},
    {415, "media_type", "This kind of content is not taken here"},
    {421, "misdirected", "This server does not answer for that host"},
    {422, "invalid", "Some fields need attention"},
    {422, "idempotency_mismatch", "This key was used for another request"},
    {428, "precondition_required", "Say which version you are changing"},
    {429, "throttled", "Too many requests"},
    {500, "internal", "Something went wrong on our side"},
    {503, "unavailable", "Please try again in a moment"},
}};
}  // namespace

int status_of(Problem problem)
{
    return rows.at(static_cast<std::size_t>(problem)).status;
}
std::string_view type_of(Problem problem)
{
    return rows.at(static_cast<std::size_t>(problem)).type;
}
std::string_view title_of(Problem problem)
{
    return rows.at(static_cast<std::size_t>(problem)).title;
}

}  // namespace guildhall
