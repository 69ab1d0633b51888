// Requests that another site lets a signed-in browser make.
#include <algorithm>

#include "attacks/attack.h"

namespace guildhall::attacks {

namespace {

using support::HeaderList;

struct Forged {
    char const* name;
    char const* tries;
    HeaderList headers;  // beside the cookie
    bool token = false;  // with the right X-CSRF-Token
    bool own_origin = false;
};

std::string right_token(Trial& trial, Someone const& who)
{
    return trial.ground.server.services().csrf_token(trial.ground.proof_of(who));
}

HeaderList as_forged(Trial& trial, Someone const& who, Forged const& forged)
{
    HeaderList headers{{"Cookie", who.cookie}};
    if (forged.token)
        headers.emplace_back("X-CSRF-Token", right_token(trial, who));
    if (forged.own_origin)
        headers.emplace_back("Origin", support::origin);
    headers.insert(headers.end(), forged.headers.begin(), forged.headers.end());
    return headers;
}

// By every signed-in browser, on what it may write; and by nobody.
void forge(Trial& trial, Forged const& forged)
{
    struct Write {
        char const *method, *path, *body;
    };
    for (auto const& who : trial.ground.everybody)
        for (auto const& write :
             {Write{"POST", "/customers", R"({"name":"Forged"})"}, Write{"PATCH", "/me/profile", R"({"name":"Forged"})"},
              Write{"DELETE", "/customers/{own.customer}", ""}, Write{"DELETE", "/sessions/current", ""},
              Write{"PUT", "/me/password", R"({"password":"a forged one"})"}}) {
            auto const answer = trial.ask(who, trial.ground.server.nobody(), write.method, trial.ground.fill(write.path, who), write.body,
                                          who.is_nobody() ? forged.headers : as_forged(trial, who, forged));
            if (answer.status < 400)
                trial.complain(who.role() + ": " + write.method + " " + write.path + " went through: " + std::to_string(answer.status));
        }
}

std::vector<Forged> const& forged_requests()
{
    static std::vector<Forged> const all{
        {"NoToken", "writes with the cookie alone", {}},
        {"NoTokenFromOwnOrigin", "writes without a token, seemingly from our own page", {}, false, true},
        {"EmptyToken", "writes with an empty token", {{"X-CSRF-Token", ""}}, false, true},
        {"WrongToken", "writes with a token that was made up", {{"X-CSRF-Token", std::string(43, 'A')}}, false, true},
        {"TokenInTheCookie", "writes with the token as a second cookie", {{"X-XSRF-TOKEN", std::string(43, 'A')}}, false, true},
        {"NoOrigin", "writes with the right token and no origin", {}, true},
        {"ForeignOrigin", "writes with the right token from another site", {{"Origin", "https://evil.example"}}, true},
        {"NullOrigin", "writes with the right token from a sandboxed frame", {{"Origin", "null"}}, true},
        {"OriginBelowOurs", "writes from a site below ours", {{"Origin", "http://evil.guildhall.test"}}, true},
        {"OriginThatBeginsLikeOurs",
         "writes from a site whose name begins like ours",
         {{"Origin", "http://guildhall.test.evil.example"}},
         true},
        {"OriginThatEndsLikeOurs", "writes from a site whose name ends like ours", {{"Origin", "http://evilguildhall.test"}}, true},
        {"OriginAtAnotherPort", "writes from another port of our name", {{"Origin", "http://guildhall.test:8081"}}, true},
        {"OriginOfAnotherScheme", "writes from another scheme of our name", {{"Origin", "https://guildhall.test"}}, true},
        {"OriginWithPerson", "writes from an origin with a person in it", {{"Origin", "http://guildhall.test@evil.example"}}, true},
        {"OriginWithPath", "writes from an origin with a path", {{"Origin", "http://guildhall.test/evil"}}, true},
        {"TwoOrigins", "writes with our origin and another", {{"Origin", "https://evil.example"}}, true, true},
        {"OriginsInOneLine", "writes with both origins in one line", {{"Origin", "http://guildhall.test https://evil.example"}}, true},
        {"CrossSite", "writes while the browser says that it comes from elsewhere", {{"Sec-Fetch-Site", "cross-site"}}, true, true},
        {"SameSite", "writes while the browser says that it comes from a neighbour", {{"Sec-Fetch-Site", "same-site"}}, true, true},
        {"TypedAddress", "writes while the browser says that somebody typed the address", {{"Sec-Fetch-Site", "none"}}, true, true},
        {"RefererOnly", "writes with our page as the referer and no origin", {{"Referer", "http://guildhall.test/customers"}}, true},
    };
    return all;
}

// Forms need no permission of ours to be sent: they must not be understood.
Case simple(std::string name, std::string tries, std::string type, std::string body)
{
    auto run = [type, body](Trial& trial) {
        for (auto const& who : trial.ground.everybody) {
            auto const answer = trial.ask(who, who.browser, "POST", "/customers", body, {{"Content-Type", type}});
            trial.expect(answer.status >= 400, who.role() + " got " + std::to_string(answer.status));
        }
    };
    return {Group::csrf, std::move(name), std::move(tries), std::move(run)};
}

// With the token of another session, each with the next one's.
void use_anothers_token(Trial& trial)
{
    auto const& all = trial.ground.everybody;
    for (std::size_t i = 1; i < all.size(); ++i) {
        auto const& other = all[i + 1 < all.size() ? i + 1 : 1];
        HeaderList const headers{{"Cookie", all[i].cookie}, {"X-CSRF-Token", right_token(trial, other)}, {"Origin", support::origin}};
        auto const answer = trial.ask(all[i], trial.ground.server.nobody(), "PATCH", "/me/profile", R"({"name":"Forged"})", headers);
        trial.expect(answer.status == 403, all[i].role() + " got " + std::to_string(answer.status));
    }
}

void sign_in_from_elsewhere(Trial& trial)
{
    auto const& ada = trial.ground.server.world().first.ada;
    std::string const body = R"({"email":")" + ada.email + R"(","password":")" + support::password + R"(","kind":"browser"})";
    for (auto const& who : trial.ground.everybody)
        for (HeaderList const& headers : {HeaderList{}, HeaderList{{"Origin", "https://evil.example"}}, HeaderList{{"Origin", "null"}},
                                          HeaderList{{"Origin", support::origin}, {"Sec-Fetch-Site", "cross-site"}}}) {
            auto const answer = trial.ask(who, trial.ground.server.nobody(), "POST", "/sessions", body, headers);
            trial.expect(answer.status == 403 && answer.cookie().empty(), "a browser was signed in: " + std::to_string(answer.status));
        }
}

}  // namespace

std::vector<Case> csrf_cases()
{
    std::vector<Case> all;
    for (auto const& forged : forged_requests())
        all.push_back({Group::csrf, forged.name, forged.tries, [forged](Trial& trial) { forge(trial, forged); }});
    all.push_back(simple("TextPlain", "sends JSON as plain text, as a form may", "text/plain", R"({"name":"Forged"})"));
    all.push_back(simple("Form", "sends a form", "application/x-www-form-urlencoded", "name=Forged"));
    all.push_back(simple("FormThatIsJson", "sends JSON as a form", "application/x-www-form-urlencoded", R"({"name":"Forged"})"));
    all.push_back(simple("Multipart", "sends a form with parts", "multipart/form-data; boundary=x",
                         "--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nForged\r\n--x--\r\n"));
    all.push_back(simple("TwoTypes", "sends JSON of two types", "text/plain, application/json", R"({"name":"Forged"})"));
    all.push_back({Group::csrf, "AnothersToken", "writes with the token of another session", use_anothers_token});
    all.push_back({Group::csrf, "SigningIn", "signs a browser in from another site", sign_in_from_elsewhere});
    all.push_back(shot(Group::csrf, "MethodInTheQuery", "deletes by a GET that says so in its query",
                       {"GET", "/customers/{own.customer}?_method=DELETE"}, refused()));
    all.push_back(shot(Group::csrf, "MethodInAHeader", "deletes by a GET that says so in a header",
                       {"GET", "/customers/{own.customer}", "", {{"X-HTTP-Method-Override", "DELETE"}, {"X-Method-Override", "DELETE"}}},
                       harmless()));
    all.push_back(shot(Group::csrf, "Preflight", "asks whether another site may",
                       {"OPTIONS", "/customers", "", {{"Origin", "https://evil.example"}, {"Access-Control-Request-Method", "POST"}}},
                       and_also(refused_with({405}), without("Access-Control-Allow"))));
    all.push_back(shot(Group::csrf, "ReadingFromElsewhere", "lets another site's script read the answer",
                       {"GET", "/me", "", {{"Origin", "https://evil.example"}}}, without("Access-Control-Allow")));
    return all;
}

}  // namespace guildhall::attacks
