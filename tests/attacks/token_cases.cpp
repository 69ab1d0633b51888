// Credentials that were made up, taken from elsewhere, or are over.
#include "attacks/attack.h"
#include "base/secret.h"

namespace guildhall::attacks {

namespace {

using identity::hs256;
using support::Answer;
using support::HeaderList;

// What a token of ours says, for somebody's session.
struct Said {
    std::string header = R"({"alg":"HS256","kid":"test","typ":"at+jwt"})";
    std::string issuer = support::origin, audience = std::string(support::origin) + "/api", account, session, membership, more;
    std::int64_t issued_at = 0, lives = 600;

    std::string payload() const
    {
        auto const issued = std::to_string(issued_at);
        return R"({"iss":")" + issuer + R"(","aud":")" + audience + R"(","sub":")" + account + R"(","sid":")" + session +
               R"(","membership":")" + membership + R"(","iat":)" + issued + R"(,"nbf":)" + issued + R"(,"exp":)" +
               std::to_string(issued_at + lives) + more + "}";
    }
    std::string input() const { return base64url(header) + "." + base64url(payload()); }
};

// Of the admin, whose session somebody has got to know the id of.
Said admins(Trial& trial)
{
    auto const& admin = trial.ground.server.world().admin;
    Said said;
    said.account = admin.account.text();
    said.membership = admin.membership.text();
    said.session = trial.ground.server.database().superuser().value<std::string>(
        "select id::text from platform.sessions where account_id = $1 and kind = 'token' and second_factor order by created_at limit 1",
        db::values(admin.account));
    said.issued_at = Time::now().microseconds / 1'000'000;
    return said;
}

using Forging = std::function<std::string(Said)>;

std::string signed_by(std::string const& key, Said const& said)
{
    return said.input() + "." + hs256(key, said.input());
}

// No such token opens anything, whoever sends it.
Case token(std::string name, std::string tries, Forging forging)
{
    auto run = [forging](Trial& trial) {
        auto const token = forging(admins(trial));
        for (auto const& who : trial.ground.everybody)
            for (std::string const path : {"/me", "/access-owners"}) {
                auto const answer = trial.ask(who, trial.ground.server.nobody(), "GET", path, "", {{"Authorization", "Bearer " + token}});
                trial.expect(answer.status == 401, path + " was answered with " + std::to_string(answer.status));
            }
    };
    return {Group::bypass, "Token" + name, "sends a token that " + tries, std::move(run)};
}

Case header(std::string name, std::string tries, std::string header)
{
    return token("Header" + name, std::move(tries), [header](Said said) {
        said.header = header;
        return signed_by(std::string(32, 'j'), said);  // even rightly signed
    });
}

std::string unsigned_(std::string const& algorithm, Said said, std::string const& signature)
{
    said.header = R"({"alg":")" + algorithm + R"(","kid":"test","typ":"at+jwt"})";
    return said.input() + "." + signature;
}

void add_forged(std::vector<Case>& all)
{
    for (std::string const none : {"none", "None", "NONE", "nOnE"})
        all.push_back(
            token("Alg" + none, "says that it is not signed (" + none + ")", [none](Said said) { return unsigned_(none, said, ""); }));
    all.push_back(token("NoSignature", "leaves the signature out", [](Said said) { return said.input() + "."; }));
    all.push_back(token("NoLastPart", "leaves the last part out", [](Said said) { return said.input(); }));
    all.push_back(token("OtherKey", "is signed with another key", [](Said said) { return signed_by(std::string(32, 'x'), said); }));
    all.push_back(token("EmptyKey", "is signed with an empty key", [](Said said) { return signed_by("", said); }));
    all.push_back(token("KidAsKey", "is signed with its key's name", [](Said said) { return signed_by("test", said); }));
    all.push_back(token("SignatureOfAnother", "has the signature of another token",
                        [](Said said) { return said.input() + "." + hs256(std::string(32, 'j'), "another." + said.input()); }));
    all.push_back(token("FourParts", "has a part too many", [](Said said) { return signed_by(std::string(32, 'j'), said) + ".e30"; }));
    all.push_back(token("Padded", "is padded", [](Said said) { return signed_by(std::string(32, 'j'), said) + "="; }));
    all.push_back(token("Huge", "is very long", [](Said said) { return said.input() + "." + std::string(9'000, 'A'); }));
    all.push_back(token("Sid", "is no more than the id of a session", [](Said said) { return said.session; }));
    all.push_back(header("Hs384", "names another algorithm", R"({"alg":"HS384","kid":"test","typ":"at+jwt"})"));
    all.push_back(header("Rs256", "names an algorithm of public keys", R"({"alg":"RS256","kid":"test","typ":"at+jwt"})"));
    all.push_back(header("NoKid", "names no key", R"({"alg":"HS256","typ":"at+jwt"})"));
    all.push_back(header("KidPath", "names a file as its key", R"({"alg":"HS256","kid":"../../dev/null","typ":"at+jwt"})"));
    all.push_back(header("KidSql", "names its key in SQL", R"({"alg":"HS256","kid":"' union select 'x","typ":"at+jwt"})"));
    all.push_back(
        header("Jku", "says where to fetch the key", R"({"alg":"HS256","kid":"test","typ":"at+jwt","jku":"http://127.0.0.1:1/"})"));
    all.push_back(header("Jwk", "brings its own key", R"({"alg":"HS256","kid":"test","typ":"at+jwt","jwk":{"kty":"oct","k":"eHg"}})"));
    all.push_back(
        header("X5u", "says where to fetch a certificate", R"({"alg":"HS256","kid":"test","typ":"at+jwt","x5u":"http://127.0.0.1:1/"})"));
    all.push_back(header("Typ", "is of another type", R"({"alg":"HS256","kid":"test","typ":"JWT"})"));
    all.push_back(header("Critical", "asks for what is not known", R"({"alg":"HS256","kid":"test","typ":"at+jwt","crit":["x"]})"));
}

// Rightly signed, and yet not ours.
Case said(std::string name, std::string tries, std::function<void(Said&)> change)
{
    auto refused = token(std::move(name), std::move(tries), [change](Said said) {
        change(said);
        return signed_by(std::string(32, 'j'), said);
    });
    refused.run = [run = refused.run](Trial& trial) {
        auto const good = "Bearer " + signed_by(std::string(32, 'j'), admins(trial));  // without the change it is taken
        trial.expect(trial.ask(trial.ground.everybody.front(), "GET", "/me", "", {{"Authorization", good}}).status == 200,
                     "the forge is broken");
        run(trial);
    };
    return refused;
}

void add_claims(std::vector<Case>& all)
{
    all.push_back(said("Expired", "is over", [](Said& said) { said.issued_at -= 601; }));
    all.push_back(said("NotYet", "begins later", [](Said& said) { said.issued_at += 60; }));
    all.push_back(said("LongLived", "lives for a day", [](Said& said) { said.lives = 86'400; }));
    all.push_back(said("OtherIssuer", "is of another issuer", [](Said& said) { said.issuer = "https://evil.example"; }));
    all.push_back(said("OtherAudience", "is for somebody else", [](Said& said) { said.audience = "another-api"; }));
    all.push_back(said("MoreClaims", "claims a role beside", [](Said& said) { said.more = R"(,"role":"admin")"; }));
    all.push_back(said("UnknownSession", "is of a session that never was", [](Said& said) { said.session = Uuid::make().text(); }));
}

void add_authorizations(std::vector<Case>& all)
{
    auto with = [&](std::string name, std::string tries, std::string value) {
        all.push_back({Group::bypass, "Authorization" + name, std::move(tries), [value](Trial& trial) {
                           for (auto const& who : trial.ground.everybody)
                               trial.expect(
                                   trial.ask(who, trial.ground.server.nobody(), "GET", "/me", "", {{"Authorization", value}}).status == 401,
                                   value + " is taken");
                       }});
    };
    with("Basic", "signs in with name and password at once", "Basic " + base64("alma@guildhall.example:a bridge of reeds"));
    with("Nothing", "says Bearer and nothing", "Bearer ");
    with("Digest", "names another scheme", "Digest username=\"alma\"");
    with("Null", "sends what a broken script sends", "Bearer null");
    with("Traversal", "names a file as a token", "Bearer ../../../etc/passwd");
    all.push_back({Group::bypass, "AuthorizationTwice", "sends two tokens, of which one is good", [](Trial& trial) {
                       for (auto const& who : trial.ground.everybody) {
                           auto const answer = trial.ask(who, who.client.with({{"Authorization", "Bearer x"}}), "GET", "/me");
                           trial.expect(answer.status == 401, "it was answered with " + std::to_string(answer.status));
                       }
                   }});
    all.push_back({Group::bypass, "TokenInTheQuery", "sends a token in the address", [](Trial& trial) {
                       for (auto const& who : trial.ground.everybody)
                           for (std::string const name : {"access_token", "token", "api_key", "jwt"}) {
                               auto const token = signed_by(std::string(32, 'j'), admins(trial));
                               auto const answer = trial.ask(who, trial.ground.server.nobody(), "GET", "/me?" + name + "=" + token);
                               trial.expect(answer.status == 401, name + " is taken");
                           }
                   }});
}

// What is no secret opens nothing, as a cookie or as a token.
void add_cookies(std::vector<Case>& all)
{
    auto cookie = [&](std::string name, std::string tries, std::function<std::string(Trial&)> value) {
        all.push_back({Group::bypass, "Cookie" + name, std::move(tries), [value](Trial& trial) {
                           auto const sent = "__Host-guildhall=" + value(trial);
                           for (auto const& who : trial.ground.everybody) {
                               auto const answer = trial.ask(who, trial.ground.server.nobody(), "GET", "/me", "", {{"Cookie", sent}});
                               trial.expect(answer.status == 401, sent + " is taken");
                           }
                       }});
    };
    cookie("Id", "sends the id of a session as its secret", [](Trial& trial) { return admins(trial).session; });
    cookie("Digest", "sends the digest that the database keeps", [](Trial& trial) {
        return base64url(
            trial.ground.server.database()
                .superuser()
                .value<db::Bytes>("select digest from platform.sessions where id = $1::text::uuid", db::values(admins(trial).session))
                .bytes);
    });
    cookie("Token", "sends an access token as a cookie", [](Trial& trial) { return signed_by(std::string(32, 'j'), admins(trial)); });
    cookie("Zeros", "sends a secret of zeros", [](Trial&) { return base64url(std::string(32, '\0')); });
    cookie("Short", "sends a secret that is too short", [](Trial&) { return base64url(std::string(16, 'a')); });
    cookie("Empty", "sends an empty secret", [](Trial&) { return std::string(); });
    all.push_back({Group::bypass, "CookieTwice", "plants a second cookie of the same name", [](Trial& trial) {
                       for (auto const& who : trial.ground.everybody) {
                           HeaderList const both{{"Cookie", who.cookie + "; __Host-guildhall=" + base64url(std::string(32, 'a'))}};
                           trial.expect(trial.ask(who, trial.ground.server.nobody(), "GET", "/me", "", both).status == 401,
                                        "one of two is taken");
                       }
                   }});
    all.push_back(
        {Group::bypass, "CookieOfAnotherName", "sends the secret under other names", [](Trial& trial) {
             for (auto const& who : trial.ground.everybody)
                 for (std::string const name : {"guildhall=", "__Secure-guildhall=", "session=", "__host-guildhall="}) {
                     auto const value = who.cookie.substr(std::min(who.cookie.size(), who.cookie.find('=') + 1));
                     auto const answer = trial.ask(who, trial.ground.server.nobody(), "GET", "/me", "", {{"Cookie", name + value}});
                     trial.expect(answer.status == 401, name + " is taken");
                 }
         }});
}

}  // namespace

std::vector<Case> token_cases()
{
    std::vector<Case> all;
    add_forged(all);
    add_claims(all);
    add_authorizations(all);
    add_cookies(all);
    return all;
}

}  // namespace guildhall::attacks
