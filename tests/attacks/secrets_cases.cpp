// Secrets that an answer, a file or the log could give away.
#include <thread>

#include "attacks/attack.h"
#include "attacks/log_watch.h"
#include "base/secret.h"

namespace guildhall::attacks {

namespace {

using access::Role;
using support::Answer;

// Of everybody: hashes, sealed factors, digests of sessions, and the keys.
std::vector<std::string> const& secrets(Trial& trial)
{
    static std::vector<std::string> const all = [&] {
        std::vector<std::string> found{support::test_keys().pepper, support::test_keys().field, support::test_keys().jwt.front().secret};
        auto const rows = trial.ground.server.database().superuser().run(
            "select distinct password_hash from platform.accounts where password_hash is not null"
            " union select encode(totp_secret, 'hex') from platform.accounts where totp_secret is not null"
            " union select encode(digest, 'hex') from platform.sessions");
        for (int i = 0; i < rows.size(); ++i)
            found.push_back(rows[i].get<std::string>(0));
        return found;
    }();
    return all;
}

void expect_no_secret(Trial& trial, std::string const& where, std::string const& text)
{
    for (auto const& secret : secrets(trial))
        if (text.find(secret) != text.npos)
            return trial.complain(where + " gives a secret away");
}

void add_answers(std::vector<Case>& all)
{
    auto reads = [&](std::string name, std::string tries, std::string path) {
        all.push_back({Group::secrets, std::move(name), std::move(tries), [path](Trial& trial) {
                           for (auto const& who : trial.ground.everybody) {
                               auto const answer = trial.ask(who, "GET", trial.ground.fill(path, who));
                               expect_no_secret(trial, who.role() + ": " + path, answer.head + answer.body);
                               trial.expect(answer.header("Cache-Control").find("no-store") != std::string::npos,
                                            path + " may be kept by a cache");
                           }
                       }});
    };
    reads("Me", "looks for secrets in who it is", "/me");
    reads("Profile", "looks for secrets in its account", "/me/profile");
    reads("OwnExport", "looks for secrets in all that is kept of itself", "/me/export.json");
    reads("OwnSessions", "looks for secrets in its sessions", "/sessions?limit=200");
    reads("AnAccount", "looks for secrets in an account", "/accounts/{colleague.account}");
    reads("People", "looks for secrets in a guild's people", "/guilds/{own.guild}/people?limit=200");
    reads("Moderators", "looks for secrets in the moderators", "/moderators?limit=200");
    reads("Trail", "looks for secrets in the trail", "/audit-events?limit=200");
    reads("Colleagues", "looks for secrets in its colleagues", "/colleagues?limit=200");
    reads("Setup", "looks for secrets in the first run", "/setup");
    reads("FieldsToShow", "asks for more fields than are shown", "/accounts/{own.account}?fields=password_hash,totp_secret");
    reads("Expansion", "asks for what hangs on a record", "/customers/{own.customer}?include=owner.password_hash");
}

Case file(std::string name, std::string tries, std::vector<std::string> targets)
{
    auto run = [targets](Trial& trial) {
        for (auto const& who : trial.ground.everybody)
            for (auto const& target : targets) {
                auto const cookie = who.cookie.empty() ? "" : "Cookie: " + who.cookie + "\r\n";
                for (auto const& answer :
                     trial.raw("GET " + target + " HTTP/1.1\r\nHost: guildhall.test\r\nConnection: close\r\n" + cookie + "\r\n")) {
                    bool const ours = answer.status == 200 && answer.header("Content-Type").starts_with("text/html");
                    trial.expect(answer.status >= 400 || ours, target + " was answered with " + std::to_string(answer.status));
                    expect_no_secret(trial, target, answer.body);
                }
            }
    };
    return {Group::secrets, "File" + name, std::move(tries), std::move(run)};
}

void add_files(std::vector<Case>& all)
{
    all.push_back(file("Settings", "asks for files of settings",
                       {"/.env", "/.env.local", "/config.json", "/settings.py", "/guildhall.conf", "/web.config"}));
    all.push_back(
        file("Repository", "asks for the repository", {"/.git/config", "/.git/HEAD", "/.svn/entries", "/.gitignore", "/CMakeLists.txt"}));
    all.push_back(
        file("Keys", "asks for keys", {"/keys/jwt", "/var/keys/pepper", "/data/keys/field", "/id_rsa", "/server.key", "/.ssh/id_ed25519"}));
    all.push_back(
        file("Copies", "asks for copies that people leave lying about",
             {"/backup.sql", "/dump.sql.gz", "/db.sqlite", "/index.html.bak", "/index.html~", "/.index.html.swp", "/demo-accounts.json"}));
    all.push_back(file("Insides", "asks for what other servers tell of themselves",
                       {"/server-status.html", "/debug/pprof.go", "/debug/vars.json", "/trace.axd", "/api/v1", "/api/", "/api/v2/me"}));
    all.push_back(
        {Group::secrets, "FileFigures", "looks for secrets in the figures", [](Trial& trial) {
             for (auto const& answer : trial.raw("GET /metrics HTTP/1.1\r\nHost: guildhall.test\r\nConnection: close\r\n\r\n")) {
                 expect_no_secret(trial, "/metrics", answer.body);
                 for (auto const& person : trial.ground.server.world().all())
                     for (auto const& somebodys : {person.email, person.account.text(), person.guild.value_or(person.account).text()})
                         trial.expect(answer.body.find(somebodys) == std::string::npos, "/metrics names " + somebodys);
             }
         }});
    all.push_back(file("Folders", "asks for lists of files", {"/assets/", "/assets", "/.well-known/", "/api/openapi.json/"}));
    all.push_back(file("SourceMaps", "asks for the sources behind the scripts",
                       {"/assets/index.js.map", "/assets/login.js.map", "/src/app/main.tsx", "/node_modules/react/package.json"}));
}

// What the log says meanwhile has none of the words, and every line is one object.
void watch(Trial& trial, std::vector<std::string> const& words, std::function<void()> const& work)
{
    std::string log;
    {
        LogWatch const watched;
        work();
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        log = watched.text();
    }
    for (auto const& word : words)
        if (!word.empty() && log.find(word) != log.npos)
            trial.complain("the log says " + word.substr(0, 12) + "…");
    for (std::size_t at = 0, end = 0; at < log.size(); at = end + 1) {
        end = std::min(log.find('\n', at), log.size());
        auto const line = log.substr(at, end - at);
        trial.expect(line.empty() || (line.starts_with("{\"time\":") && line.ends_with("}")), "a line of the log is no object: " + line);
    }
}

std::string token_of(Trial& trial, Someone const& who)
{
    auto& superuser = trial.ground.server.database().superuser();
    auto const session = superuser.value<std::string>(
        "select id::text from platform.sessions where account_id = $1 and kind = 'token' limit 1", db::values(who.viewer.person.account));
    identity::AccessClaims claims{
        .account = who.viewer.person.account, .session = *Uuid::parse(session), .membership = who.viewer.person.membership};
    claims.issued_at = Time::now().microseconds / 1'000'000;
    claims.expires_at = claims.issued_at + 60;
    return trial.ground.server.services().tokens().sign(claims);
}

void add_logs(std::vector<Case>& all)
{
    all.push_back({Group::secrets, "LogOfTokens", "looks for its token and its cookie in the log", [](Trial& trial) {
                       for (auto const& who : trial.ground.everybody) {
                           auto const token = who.is_nobody() ? std::string("made.up.token") : token_of(trial, who);
                           auto const value = who.cookie.substr(std::min(who.cookie.size(), who.cookie.find('=') + 1));
                           watch(trial, {token, value, "Bearer"}, [&] {
                               for (std::string const path : {"/me", "/customers", "/nothing", "/customers/1"})
                                   trial.ask(who, trial.ground.server.nobody(), "GET", path, "",
                                             {{"Authorization", "Bearer " + token}, {"Cookie", who.cookie}});
                           });
                       }
                   }});
    all.push_back({Group::secrets, "LogOfPasswords", "looks for passwords in the log", [](Trial& trial) {
                       std::string const secret = "zq-a-password-that-is-wrong";
                       for (auto const& who : trial.ground.everybody)
                           watch(trial, {secret}, [&] {
                               trial.ask(who, "POST", "/sessions",
                                         R"({"email":"ada@first.example","kind":"token","password":")" + secret + "\"}");
                               trial.ask(who, "POST", "/sessions", R"({"email":")" + secret + R"(","kind":"token","password":5})");
                               trial.ask(who, "POST", "/tokens/refresh", R"({"refresh_token":")" + secret + "\"}");
                           });
                   }});
    all.push_back({Group::secrets, "LogOfBodies", "looks for what it wrote in the log", [](Trial& trial) {
                       std::string const word = "zq-a-word-of-a-body";
                       for (auto const& who : trial.ground.everybody)
                           watch(trial, {word}, [&] {
                               for (std::string const text : {R"({"name":5,"x":"WORD"})", R"({"name":"WORD)", R"(["WORD"])"}) {
                                   auto sent = text;
                                   sent.replace(sent.find("WORD"), 4, word);
                                   trial.ask(who, "POST", "/customers", sent);
                               }
                           });
                   }});
    all.push_back({Group::secrets, "LogThatIsForged", "writes lines of its own into the log", [](Trial& trial) {
                       for (auto const& who : trial.ground.everybody)
                           watch(trial, {}, [&] {
                               trial.ask(who, "GET", "/customers/%0a%7b%22level%22:%22info%22%7d");
                               trial.ask(who, "GET", "/me", "", {{"User-Agent", "x\x1b[2J\xe2\x80\xae{\"time\":"}});
                               trial.ask(who, "POST", "/sessions", R"({"email":"x\n{\"time\":\"now\"}","password":"x","kind":"token"})");
                           });
                   }});
}

// Nothing tells an address that is known from one that is not. (How long it takes is measured elsewhere.)
void ask_for_addresses(Trial& trial)
{
    auto sign_in = [&](Someone const& who, std::string const& email) {
        trial.ground.server.database().superuser().run("delete from platform.sign_in_attempts");
        return trial.ask(who, "POST", "/sessions", R"({"email":")" + email + R"(","password":"a wrong password","kind":"token"})");
    };
    for (auto const& who : trial.ground.everybody) {
        auto const known = sign_in(who, trial.ground.server.world().first.ada.email), unknown = sign_in(who, "nobody@first.example");
        trial.expect(known.status == unknown.status && known.body == unknown.body,
                     "a known address is told: " + known.body + " / " + unknown.body);
        auto const admin = sign_in(who, trial.ground.server.world().admin.email);
        trial.expect(admin.body == unknown.body, "an admin's address is told: " + admin.body);
    }
}

void look_at_the_cookie(Trial& trial)
{
    for (auto const& who : trial.ground.everybody) {
        trial.count();
        if (who.is_nobody() || !who.viewer.person.totp_secret.empty())
            continue;
        auto const set = trial.ground.server.sign_in(who.viewer.person, "browser").header("Set-Cookie");
        for (std::string const part : {"__Host-", "; Secure", "; HttpOnly", "; Path=/", "; SameSite="})
            trial.expect(set.find(part) != set.npos, "the cookie has no " + part + ": " + set.substr(0, 20));
        trial.expect(set.find("SameSite=None") == set.npos && set.find("Domain=") == set.npos, "the cookie goes further than it should");
    }
}

}  // namespace

std::vector<Case> secrets_cases()
{
    std::vector<Case> all;
    add_answers(all);
    add_files(all);
    add_logs(all);
    all.push_back({Group::secrets, "Addresses", "finds out whose addresses are known", ask_for_addresses, Writes::own});
    all.push_back({Group::secrets, "Cookie", "looks for a cookie that scripts or other sites get", look_at_the_cookie, Writes::own});
    all.push_back(shot(
        Group::secrets, "BrokenUnit", "breaks an operation to hear of the inside",
        {"POST", "/estimates",
         R"({"customer_id":"{own.customer}","lines":[{"description":"x","quantity":"99999999999999.999999","unit_price":"99999999999999.999999","tax_code_id":"{own.tax_code}"}]})"},
        refused()));
    all.push_back(shot(Group::secrets, "Versions", "looks for versions of what runs", {"GET", "/nothing"},
                       and_also(without("PostgreSQL"), without("Beast"))));
    all.push_back(shot(Group::secrets, "Trace", "lets the server repeat what was sent",
                       {"TRACE", "/me", "", {{"X-Secret", "zq-repeat-me"}}}, without("zq-repeat-me")));
    return all;
}

}  // namespace guildhall::attacks
