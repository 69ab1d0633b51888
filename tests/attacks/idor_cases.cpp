// Ids that somebody else gave away: every route that takes one is asked for a stranger's, and must answer as for one that nobody has.
#include <algorithm>

#include "app/routes.h"
#include "attacks/attack.h"
#include "isolation/bodies.h"

namespace guildhall::attacks {

namespace {

using access::Class;
using access::Role;
using support::Answer;

// All but what differs from request to request.
std::string comparable(Answer const& answer)
{
    std::string all;
    std::string_view head = answer.head;
    while (!head.empty()) {
        auto const end = std::min(head.find("\r\n"), head.size());
        auto const line = head.substr(0, end);
        if (!line.starts_with("Date:") && !line.starts_with("X-Request-Id:"))
            all.append(line) += '\n';
        head.remove_prefix(std::min(end + 2, head.size()));
    }
    return all + answer.body;
}

std::string kind_of(std::string const& parameter)
{
    return parameter.substr(0, parameter.size() - 3);  // without "_id"
}

std::vector<std::string> parameters_of(std::string const& path)
{
    std::vector<std::string> names;
    for (auto at = path.find('{'); at != path.npos; at = path.find('{', at + 1))
        names.push_back(path.substr(at + 1, path.find('}', at) - at - 1));
    return names;
}

std::string with_ids(std::string path, std::map<std::string, std::string> const& ids)
{
    for (auto const& [name, id] : ids)
        if (auto const at = path.find("{" + name + "}"); at != path.npos)
            path.replace(at, name.size() + 2, id);
    return path;
}

// Somebody above the guilds may see a good deal of what is foreign to a builder.
bool is_above(Role role)
{
    return role == Role::moderator || role == Role::admin;
}

bool is_owner(Role role)
{
    return role == Role::owner || role == Role::owner_without;
}

// A body that the route would take, by the OpenAPI document.
std::string body_for(Trial& trial, isolation::Bodies const& bodies, Route const& route, Someone const& who)
{
    if (!bodies.takes_body(route) || route.upload)
        return {};
    isolation::Wish wish;
    for (auto const& reference : bodies.references(route)) {
        auto const kind = reference.substr(reference.rfind('.') + 1);
        if (reference != "lines.id" && kind.ends_with("_id"))
            try {
                wish.usual[reference] = trial.ground.planted
                                            .nearest(kind_of(kind == "assignee_id" ? "account_id"
                                                             : kind == "parent_id" ? "spot_id"
                                                                                   : kind),
                                                     who.viewer)
                                            .id;
            } catch (std::logic_error const&) {
                wish.usual[reference] = Uuid::make().text();
            }
    }
    return isolation::written(bodies.body(route, wish));
}

// Of a foreign guild. Of hand-overs none is planted that owners could not see; passkeys have people above all guilds alone; the security desk
// is above them.
std::vector<access::Object const*> strangers(Trial& trial, std::string const& kind, access::Viewer const& viewer)
{
    auto const& planted = trial.ground.planted;
    auto found = planted.of(kind, viewer, kind == "handover" ? Class::sister : Class::foreign);
    bool const of_the_desk = kind == "desk_case" || kind == "desk_member";
    if (kind == "passkey" || of_the_desk)
        for (auto const& object : planted.objects())
            if (object.kind == kind && (of_the_desk || object.owner->account != viewer.person.account))
                found.push_back(&object);
    return found;
}

void ask_for_a_strangers(Trial& trial, Route const& route)
{
    static isolation::Bodies const bodies(trial.ground.server.router());
    auto const names = parameters_of(route.path);
    bool const sisters = kind_of(names.back()) == "handover";  // of which none is planted that owners could not see
    for (auto const& who : trial.ground.everybody) {
        if (is_above(who.viewer.role) || (sisters && is_owner(who.viewer.role)))
            continue;
        auto const strange = strangers(trial, kind_of(names.back()), who.viewer);
        if (strange.empty())
            return trial.complain("there is no " + kind_of(names.back()) + " of a foreign guild: let tests/access/planting.cpp plant one");
        std::map<std::string, std::string> theirs, nobodys;
        for (auto const& name : names) {
            auto const parent = strange.front()->parents.find(name);
            theirs[name] = name == names.back()                       ? strange.front()->id
                           : parent != strange.front()->parents.end() ? parent->second
                                                                      : Uuid::make().text();
            nobodys[name] = Uuid::make().text();
        }
        auto const body = body_for(trial, bodies, route, who);
        auto const method = name_of(route.method);
        auto const seen = trial.ask(who, method, with_ids(route.path, theirs), body);
        auto const unknown = trial.ask(who, method, with_ids(route.path, nobodys), body);
        trial.expect(seen.status >= 400 && seen.status < 500,
                     who.role() + ": a stranger's was answered with " + std::to_string(seen.status) + " " + seen.body);
        trial.expect(comparable(seen) == comparable(unknown),
                     who.role() + ": a stranger's is told from an unknown one: " + seen.body + " / " + unknown.body);
    }
}

std::string word_of(Route const& route)
{
    std::string word(name_of(route.method));
    for (char c : route.path)
        word += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
    return word;
}

Router const& routes_that_are_shipped()
{
    static identity::Services services(support::test_keys(), {.public_url = support::origin, .password_cost = identity::least_cost});
    static jobs::Jobs jobs;
    static Hub hub;
    static Router const router(app::routes(services, jobs, hub));
    return router;
}

void add_routes(std::vector<Case>& all)
{
    constexpr std::string_view of_the_installation = "/isolation-receipts/";  // nobody's: who may read one reads all of them
    for (auto const& route : routes_that_are_shipped().routes())
        if (route.entrance != Entrance::open && route.path.find('{') != route.path.npos && !route.path.starts_with(of_the_installation))
            all.push_back({Group::idor, word_of(route), std::string(name_of(route.method)) + " " + route.path + " with a stranger's id",
                           [&route](Trial& trial) { ask_for_a_strangers(trial, route); }});
}

// Other spellings of an id open nothing that the id itself does not.
void add_spellings(std::vector<Case>& all)
{
    auto spelled = [&](std::string name, std::string tries, std::string before, std::string behind) {
        all.push_back(shot(Group::idor, "Spelled" + name, std::move(tries), {"GET", "/customers/" + before + "{foreign.customer}" + behind},
                           refused()));
    };
    spelled("WithBraces", "writes a stranger's id in braces", "%7b", "%7d");
    spelled("AsUrn", "writes a stranger's id as a URN", "urn:uuid:", "");
    spelled("WithSpaces", "writes spaces around a stranger's id", "%20", "%20");
    spelled("WithFormat", "writes a format behind a stranger's id", "", ".json");
    spelled("BehindOnesOwn", "writes a stranger's id behind its own", "{own.customer},", "");
    spelled("UpThePath", "climbs from its own customer to a stranger's", "{own.customer}/../", "");
    spelled("WithMatrixParameters", "writes parameters behind a stranger's id", "", ";a=b");
    for (std::string const id : {"0", "1", "-1", "null", "undefined", "*", "%25", "me", "%2e", "00000000-0000-0000-0000-000000000000"}) {
        std::string name;
        for (char c : id)
            name += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
        all.push_back(shot(Group::idor, "Id_" + name, "asks for the customer " + id, {"GET", "/customers/" + id}, refused()));
    }
    all.push_back(shot(Group::idor, "OtherKind", "asks for a stranger's contact as if it were a customer",
                       {"GET", "/customers/{foreign.contact}"}, refused()));
    all.push_back(shot(Group::idor, "StrangersNoteAsOnesOwn", "reads notes of a stranger's customer",
                       {"GET", "/customers/{foreign.customer}/notes"}, refused()));
    all.push_back(shot(Group::idor, "CustomerOfAView", "names a stranger's customer in the query of its own page",
                       {"GET", "/events?at=customers/{foreign.customer}"}, harmless()));
}

}  // namespace

std::vector<Case> idor_cases()
{
    std::vector<Case> all;
    add_routes(all);
    add_spellings(all);
    return all;
}

}  // namespace guildhall::attacks
