#include "attacks/ground.h"

#include <algorithm>

#include "base/secret.h"

namespace guildhall::attacks {

namespace {

using access::Class;
using access::Role;

Someone signed_in(support::TestServer& server, access::Viewer const& viewer)
{
    if (viewer.role == Role::nobody)
        return {viewer, server.nobody(), server.nobody(), {}};
    auto const& person = viewer.person;
    auto const answer = server.sign_in(person, "browser", person.totp_secret.empty() ? "" : support::code_of(person));
    if (answer.status != 201)
        throw std::runtime_error("cannot sign in as " + person.email + ": " + answer.body);
    support::HeaderList const headers{
        {"Cookie", answer.cookie()}, {"X-CSRF-Token", answer.text("csrf_token")}, {"Origin", support::origin}};
    return {viewer, server.as(person), support::Client(server.address(), headers), answer.cookie()};
}

std::vector<Someone> signed_in(support::TestServer& server, std::vector<access::Viewer> const& viewers)
{
    std::vector<Someone> all;
    for (auto const& viewer : viewers)
        all.push_back(signed_in(server, viewer));
    return all;
}

std::vector<std::string> strangers_of(access::Planted const& planted, Uuid guild)
{
    std::vector<std::string> found;
    for (auto const& object : planted.objects())
        if (object.owner && object.owner->guild == guild && object.kind != "account" && !object.marker.empty())
            found.push_back(object.marker);
    return found;
}

std::optional<Class> class_called(std::string_view name)
{
    constexpr std::array<std::pair<std::string_view, Class>, 6> names{{{"own", Class::own},
                                                                       {"colleague", Class::colleague},
                                                                       {"below", Class::below},
                                                                       {"elsewhere", Class::elsewhere},
                                                                       {"sister", Class::sister},
                                                                       {"foreign", Class::foreign}}};
    for (auto const& [known, which] : names)
        if (known == name)
            return which;
    return {};
}

}  // namespace

Ground::Ground()
    : viewers(access::viewers_of(server)),
      planted(server),
      everybody(signed_in(server, viewers)),
      strangers(strangers_of(planted, server.world().foreign.guild.id)),
      rows(server.database().superuser())
{
}

std::string Ground::fill(std::string text, Someone const& who) const
{
    for (auto at = text.find('{'); at != text.npos; at = text.find('{', at + 1)) {
        auto const end = text.find('}', at), dot = text.find('.', at);
        if (text.compare(at, 9, "{unknown}") == 0) {
            text.replace(at, 9, Uuid::make().text());
            continue;
        }
        if (end == text.npos || dot > end)
            continue;
        auto const which = class_called(std::string_view(text).substr(at + 1, dot - at - 1));
        auto kind = text.substr(dot + 1, end - dot - 1);
        bool const marker = kind.ends_with(".marker");
        if (marker)
            kind.erase(kind.size() - 7);
        if (!which)
            continue;
        auto found = planted.of(kind, who.viewer, *which);
        auto const& object = found.empty() ? planted.nearest(kind, who.viewer) : *found.front();
        text.replace(at, end - at + 1, marker ? object.marker : object.id);
    }
    return text;
}

bool Ground::tells_of_strangers(std::string const& text) const
{
    return std::any_of(strangers.begin(), strangers.end(), [&](std::string const& marker) { return text.find(marker) != text.npos; });
}

Someone const& Ground::of(Role role) const
{
    return *std::find_if(everybody.begin(), everybody.end(), [&](Someone const& each) { return each.viewer.role == role; });
}

std::string Ground::proof_of(Someone const& who) const
{
    return unbase64url(std::string_view(who.cookie).substr(who.cookie.find('=') + 1)).value_or("");
}

Ground& ground()
{
    static Ground made;
    return made;
}

}  // namespace guildhall::attacks
