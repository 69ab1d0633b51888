// Ways around signing in and around rights: paths, methods, headers, fields that nobody may set, second factors.
#include "attacks/attack.h"

namespace guildhall::attacks {

namespace {

using access::Role;
using support::HeaderList;

std::vector<Role> const above{Role::owner, Role::owner_without, Role::moderator, Role::admin};

void add_entrances(std::vector<Case>& all)
{
    all.push_back({Group::bypass, "EveryRouteWithoutASession", "asks every route that is not open without a session", [](Trial& trial) {
                       auto const& nobody = trial.ground.of(Role::nobody);
                       for (auto const& route : trial.ground.server.router().routes()) {
                           if (route.entrance == Entrance::open)
                               continue;
                           auto path = route.path;
                           for (auto at = path.find('{'); at != path.npos; at = path.find('{', at + 1))
                               path.replace(at, path.find('}', at) - at + 1, Uuid::make().text());
                           auto const answer = trial.ask(nobody, name_of(route.method), path);
                           trial.expect(answer.status == 401, route.path + " was answered with " + std::to_string(answer.status));
                       }
                   }});
    auto nobody_at = [&](std::string name, std::string tries, std::vector<std::string> paths, HeaderList headers = {}) {
        all.push_back({Group::bypass, std::move(name), std::move(tries), [paths, headers](Trial& trial) {
                           for (auto const& who : trial.ground.everybody)
                               for (auto const& path : paths) {
                                   auto const answer = trial.ask(who, trial.ground.server.nobody(), "GET", path, "", headers);
                                   trial.expect(answer.status >= 400, path + " was answered with " + std::to_string(answer.status));
                               }
                       }});
    };
    nobody_at("PathVariants", "spells a path so that only the router understands it",
              {"/customers/", "//customers", "/customers//", "/./customers", "/x/../customers", "/customers/..", "/CUSTOMERS",
               "/customers;a=b", "/customers%2f", "/%63ustomers", "/customers%00", "/customers%20", "/customers.json",
               "/customers%3flimit=1", "/%2e%2e/customers"});
    nobody_at("RewrittenPath", "names another path in headers that some servers obey", {"/customers"},
              {{"X-Original-URL", "/api/v1/setup"}, {"X-Rewrite-URL", "/api/v1/setup"}, {"X-Forwarded-Path", "/"}});
    nobody_at("ForgedIdentity", "says who it is in headers that some servers believe", {"/customers", "/access-owners", "/me"},
              {{"X-Forwarded-User", "alma"},
               {"X-Remote-User", "alma@guildhall.example"},
               {"X-User-Id", "1"},
               {"X-Role", "admin"},
               {"From", "alma@guildhall.example"}});
    nobody_at(
        "ForgedAddress", "says that it comes from this machine", {"/customers", "/me"},
        {{"X-Forwarded-For", "127.0.0.1"}, {"X-Real-IP", "127.0.0.1"}, {"Forwarded", "for=127.0.0.1"}, {"True-Client-IP", "127.0.0.1"}});
    nobody_at("ForgedGuild", "names a guild in headers", {"/customers"},
              {{"X-Guild-Id", "1"}, {"X-Tenant", "first"}, {"X-Membership-Id", "1"}});
    all.push_back(shot(Group::bypass, "OtherMethods", "uses a method that has no route", {"TRACE", "/me"}, refused_with({405})));
    all.push_back(shot(Group::bypass, "UnknownMethod", "uses a method that nobody knows", {"ADMIN", "/customers"}, refused_with({405})));
    all.push_back(shot(Group::bypass, "PutOnAList", "replaces a whole list", {"PUT", "/customers", "{}"}, refused_with({405})));
    all.push_back(shot(Group::bypass, "DeleteOnAList", "deletes a whole list", {"DELETE", "/customers"}, refused_with({405})));
}

// Fields that say what only session and path may say.
void add_fields(std::vector<Case>& all)
{
    for (std::string const field :
         {"role", "guild_id", "spot_id", "owner_id", "created_by", "id", "version", "deleted_at", "access_owner", "permissions"}) {
        auto const value = R"("01920000-0000-7000-8000-000000000001")";
        all.push_back(shot(Group::bypass, "CustomerWith_" + field, "makes a customer with the field " + field,
                           {"POST", "/customers", R"({"name":"x",")" + field + R"(":)" + value + "}"}, refused()));
        all.push_back(shot(Group::bypass, "ProfileWith_" + field, "gives itself the field " + field,
                           {"PATCH", "/me/profile", R"({"name":"x",")" + field + R"(":)" + value + "}"}, refused()));
        all.push_back(
            shot(Group::bypass, "PersonWith_" + field, "adds a person with the field " + field,
                 {"POST", "/spots/{own.spot}/builders", R"({"email":"mallory@evil.example","name":"M",")" + field + R"(":)" + value + "}"},
                 refused()));
    }
    for (std::string const field : {"email", "password_hash", "totp_secret", "suspended_at", "can_create_customers", "second_factor"})
        all.push_back(shot(Group::bypass, "OwnAccountWith_" + field, "changes its own " + field + " by the profile",
                           {"PATCH", "/me/profile", R"({")" + field + R"(":"x"})"}, refused()));
}

void add_rights(std::vector<Case>& all)
{
    auto const person = R"({"email":"mallory@evil.example","name":"Mallory","password":"a bridge of reeds"})";
    auto forbidden = [&](std::string name, std::string tries, Shot what, std::vector<Role> may) {
        all.push_back(shot(Group::bypass, std::move(name), std::move(tries), std::move(what), refused(), std::move(may)));
    };
    forbidden("MakeAModerator", "makes a moderator", {"POST", "/moderators", person}, {Role::admin});
    forbidden("MakeAnAgency", "makes an agency", {"POST", "/access-owners", R"({"name":"Mine"})"}, {Role::admin, Role::moderator});
    forbidden("JoinAStrangersTeam", "joins the team of a strange agency", {"POST", "/access-owners/{foreign.access_owner}/team", person},
              {Role::admin});
    forbidden("MakeAGuildElsewhere", "makes a guild in a strange agency",
              {"POST", "/access-owners/{foreign.access_owner}/guilds", R"({"name":"Mine"})"}, {Role::admin});
    forbidden("MakeAnAdministratorElsewhere", "makes an administrator of a strange guild",
              {"POST", "/guilds/{foreign.guild}/administrators", person}, {Role::admin});
    forbidden("MakeAHeadElsewhere", "makes a head of a strange spot", {"POST", "/spots/{foreign.spot}/heads", person}, {Role::admin});
    forbidden("MakeABuilderElsewhere", "makes a builder in a strange spot", {"POST", "/spots/{foreign.spot}/builders", person},
              {Role::admin});
    forbidden("MakeAHead", "makes a head of its own spot", {"POST", "/spots/{own.spot}/heads", person},
              {Role::guild, Role::owner, Role::owner_without, Role::moderator, Role::admin});
    forbidden("MakeABuilder", "makes a colleague", {"POST", "/spots/{own.spot}/builders", person},
              {Role::head, Role::guild, Role::owner, Role::owner_without, Role::moderator, Role::admin});
    forbidden("SuspendAStranger", "suspends somebody of a strange guild", {"PUT", "/accounts/{foreign.account}/suspension"}, {Role::admin});
    forbidden("SuspendOneself", "suspends itself", {"PUT", "/accounts/{own.account}/suspension"}, {});
    forbidden("ReadThePlatform", "reads all agencies", {"GET", "/access-owners"}, above);
    forbidden("MoveAStranger", "moves somebody of a strange guild",
              {"PUT", "/memberships/{foreign.membership}/spot", R"({"spot_id":"{own.spot}"})"}, {Role::admin});
    forbidden("ActAsAnother", "acts as somebody else's membership",
              {"PUT", "/sessions/current/membership", R"({"membership_id":"{foreign.membership}"})"}, {});
    forbidden("ActAsAColleague", "acts as a colleague's membership",
              {"PUT", "/sessions/current/membership", R"({"membership_id":"{colleague.membership}"})"},
              {Role::nobody, Role::user, Role::owner, Role::owner_without, Role::moderator, Role::admin});
    forbidden("TakeAStrangersGuild", "takes over a strange guild",
              {"POST", "/guilds/{foreign.guild}/handovers", R"({"access_owner_id":"{own.access_owner}"})"}, {Role::admin});
    forbidden("GrantItselfAStrangersGuild", "gives itself the right to read a strange guild",
              {"PUT", "/guilds/{foreign.guild}/standing-grant"}, {});
    forbidden(
        "FirstRunAgain", "runs the first run again",
        {"POST", "/setup",
         R"({"token":"x","kind":"company","name":"M","email":"m@evil.example","password":"a bridge of reeds","company_name":"M","country":"DE","currency":"EUR"})"},
        {});
    forbidden("FirstRunCode", "confirms a first run that is none", {"POST", "/setup/confirmation", R"({"token":"x","code":"123456"})"}, {});
}

// The admin's password is known, the second factor is not.
Case code(std::string name, std::string tries, std::string code_member)
{
    auto run = [code_member](Trial& trial) {
        auto const& admin = trial.ground.server.world().admin;
        for (std::string const kind : {"token", "browser"}) {
            auto const body =
                R"({"email":")" + admin.email + R"(","password":")" + support::password + R"(","kind":")" + kind + "\"" + code_member + "}";
            auto const answer = trial.ask(trial.ground.of(Role::nobody), "POST", "/sessions", body, {{"Origin", support::origin}});
            trial.expect(answer.status >= 400 && answer.cookie().empty(), kind + ": it was answered with " + std::to_string(answer.status));
        }
    };
    return {Group::bypass, "Code" + name, std::move(tries), std::move(run)};
}

void add_codes(std::vector<Case>& all)
{
    all.push_back(code("Missing", "signs in with the password alone", ""));
    all.push_back(code("Null", "sends null for a code", R"(,"code":null)"));
    all.push_back(code("Empty", "sends an empty code", R"(,"code":"")"));
    all.push_back(code("Zeros", "guesses a code", R"(,"code":"000000")"));
    all.push_back(code("Number", "sends the code as a number", R"(,"code":0)"));
    all.push_back(code("Many", "sends all codes at once", R"(,"code":["000000","000001"])"));
    all.push_back(code("True", "sends true for a code", R"(,"code":true)"));
    all.push_back(code("Long", "sends a very long code", R"(,"code":")" + std::string(5'000, '1') + "\""));
    all.push_back(code("Twice", "sends two codes", R"(,"code":"000000","code":"000001")"));
    all.push_back(code("PassedAlready", "says that the factor was checked", R"(,"factor":"passed")"));
    all.push_back({Group::bypass, "CodeOfThePast", "uses a code of minutes ago", [](Trial& trial) {
                       auto const& admin = trial.ground.server.world().admin;
                       for (int step : {-10, -4, -3, 4, 10}) {
                           trial.count();
                           trial.expect(trial.ground.server.sign_in(admin, "token", support::code_of(admin, step)).status == 401,
                                        "a code of another time is taken");
                       }
                   }});
    for (std::string const value : {"[]", "{}", "true", "0", "null"})
        all.push_back(shot(Group::bypass,
                           "PasswordIs_" + std::string(value == "[]"   ? "List"
                                                       : value == "{}" ? "Object"
                                                       : value == "0"  ? "Number"
                                                                       : value),
                           "signs in with " + value + " for a password",
                           {"POST", "/sessions", R"({"email":"alma@guildhall.example","kind":"token","password":)" + value + "}"},
                           refused()));
}

}  // namespace

std::vector<Case> bypass_cases()
{
    std::vector<Case> all;
    add_entrances(all);
    add_fields(all);
    add_rights(all);
    add_codes(all);
    return all;
}

}  // namespace guildhall::attacks
