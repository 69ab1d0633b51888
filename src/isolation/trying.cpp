#include "isolation/trying.h"

#include <algorithm>

#include "isolation/planting.h"

namespace guildhall::isolation {

namespace {

// A guild is offered to another agency by naming it: the one reference that is meant to reach outside. And tags that are taken away need not
// be there: what a change was asked for is shown as it was, whatever it names.
bool is_meant_to(Route const& route, std::string const& reference)
{
    return (route.path == "/guilds/{guild_id}/handovers" && reference == "access_owner_id") || reference == "change.remove_tags";
}

// What an answer says beside the ids that it was asked with.
std::string without_ids(std::string const& body, std::set<std::string> const& ids)
{
    auto text = body;
    for (auto const& id : ids)
        for (auto at = text.find(id); at != text.npos; at = text.find(id, at))
            text.erase(at, id.size());
    return text;
}

}  // namespace

Trying::Trying(Subject subject, Canaries& canaries, Waiting& wait) : canaries_(canaries), asking_(std::move(subject), canaries, wait) {}

void Trying::plant()
{
    asking_.expect_to_be_known();
    for (std::string const side : {"a", "b"})
        Planting(asking_, canaries_, side).plant();
    ours_ = canaries_.belongings("a");
    theirs_ = canaries_.belongings("b");
    digests_ = settled();
}

// Exports and the like go on after their answer: what they still write is nobody else's doing.
Canaries::Digests Trying::settled()
{
    constexpr auto quiet = std::chrono::seconds(2);
    constexpr int most = 30;
    auto before = canaries_.digests("b");
    for (int tries = 0; tries < most; ++tries) {
        asking_.waiting().rest(quiet);
        auto now = canaries_.digests("b");
        if (now == before)
            break;
        before = std::move(now);
    }
    return before;
}

void Trying::try_all(Receipt& receipt)
{
    auto const begun = asking_.requests();
    for (auto const& route : asking_.routes().routes()) {
        auto const before = asking_.requests();
        for (auto const& canary : canaries_.people())
            if (canary.side == "a")
                try_route(route, canary);
        if (asking_.requests() > before)
            receipt.routes.push_back({name_of(route), asking_.requests() - before});
    }
    receipt.requests = asking_.requests() - begun;
    for (auto const& [name, why] : without_)
        receipt.without.push_back({name, why});
    receipt.findings.insert(receipt.findings.end(), findings_.begin(), findings_.end());
}

// B's by this name, or "", which is remembered.
std::string Trying::theirs(std::string const& name)
{
    auto id = theirs_.of_reference(name);
    if (id.empty()) {
        auto const why = why_none(kind_of(name));
        without_[name] = why.empty() ? "the canaries have none: it is not known how one is made" : why;
    }
    return id;
}

// B's in the path; then A's own path with B's in the body or the query, each by itself; and what has neither is read as it is. What else a
// body needs is A's own, so that it is refused for nothing else.
void Trying::try_route(Route const& route, Canary const& by)
{
    auto const names = parameters_of(route.path);
    auto references = asking_.bodies().references(route);
    std::ranges::copy(asking_.bodies().more_references(route), std::back_inserter(references));
    Wish wish;
    for (auto const& reference : references)
        if (auto const id = ours_.of_reference(reference); !id.empty())
            wish.usual[reference] = id;
    if (!names.empty())
        compare(route, by, wish, "", [this](std::string const& name) { return theirs(name); });
    else if (route.method == Method::get) {
        auto const asked = asking_.request(route, by, {}, "", {});
        look_for_leaks(asked, asking_.send(asked));
    }
    for (auto const& reference : references)
        if (!is_meant_to(route, reference))
            try_reference(route, by, reference, wish);
    if (route.method != Method::get)
        look_for_changes(route, by);
}

void Trying::try_reference(Route const& route, Canary const& by, std::string const& reference, Wish wish)
{
    bool const in_query = reference.starts_with('?');
    auto const name = reference.substr(in_query ? 1 : 0);
    auto const id = theirs(name);
    auto const names = parameters_of(route.path);
    if (id.empty() || std::ranges::any_of(names, [this](auto const& each) { return ours_.of_reference(each).empty(); }))
        return;
    if (!in_query)
        wish.asked = {{reference, id}};
    compare(route, by, wish, in_query ? name : "",
            [&](std::string const& each) { return in_query && each == name ? id : ours_.of_reference(each); });
}

void Trying::compare(Route const& route, Canary const& by, Wish const& wish, std::string const& query, Fill const& fill)
{
    auto const theirs = asking_.request(route, by, wish, query, fill);
    auto nobodys_wish = wish;
    for (auto& [name, id] : nobodys_wish.asked)
        id = Uuid::make().text();
    bool const in_path = wish.asked.empty() && query.empty();
    auto const nobodys = asking_.request(route, by, nobodys_wish, query,
                                         [&](std::string const& name) { return in_path || name == query ? std::string() : fill(name); });
    auto const got = asking_.send(theirs), expected = asking_.send(nobodys);
    look_for_leaks(theirs, got);
    if (is_busy(got) || is_busy(expected)) {
        without_[name_of(route)] = "the server was busy";
        return;
    }
    if (got.status != expected.status)
        complain(route, by,
                 "answers " + std::to_string(got.status) + " for what is the other's, and " + std::to_string(expected.status) +
                     " for what nobody has");
    else if (got.status >= 400 && without_ids(got.body, theirs.sent) != without_ids(expected.body, nobodys.sent))
        complain(route, by, "says something else of what is the other's than of what nobody has");
    if (got.status >= 500)
        complain(route, by, "fails with " + std::to_string(got.status));
    if (in_path && got.status < 300 && route.entrance != Entrance::open)
        complain(route, by, "answers " + std::to_string(got.status) + " for what is the other's");
}

void Trying::look_for_changes(Route const& route, Canary const& by)
{
    auto now = canaries_.digests("b");
    for (auto const& [table, digest] : now)
        if (digest != digests_[table])
            complain(route, by, "has changed " + table + " of the other");
    digests_ = std::move(now);
}

void Trying::look_for_leaks(Request const& request, http::Reply const& reply)
{
    for (auto const& id : theirs_.all)
        if (!request.sent.contains(id) && reply.body.find(id) != std::string::npos)
            return complain(request.route, request.by, "tells what is the other's");
}

void Trying::complain(Route const& route, Canary const& by, std::string what)
{
    findings_.push_back({name_of(route) + ", " + by.role, std::move(what)});
}

}  // namespace guildhall::isolation
