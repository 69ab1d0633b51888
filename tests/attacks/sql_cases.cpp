// SQL that is sent as text: in searches, orders, filters, ids, bodies, headers and files.
#include <chrono>

#include "attacks/attack.h"
#include "base/secret.h"
#include "support/guild_of_its_own.h"

namespace guildhall::attacks {

namespace {

using access::Role;
using support::Answer;
using support::in_json;
using support::in_query;

struct Payload {
    char const* name;
    char const* tries;
    std::string text;
};

std::vector<Payload> const& payloads()
{
    static std::vector<Payload> const all{
        {"Quote", "ends a string with a quote", "'"},
        {"QuoteComment", "ends a string and comments out the rest", "' --"},
        {"OrTrue", "makes a condition true", "' or '1'='1"},
        {"OrTrueInParentheses", "makes a condition in parentheses true", "') or ('1'='1"},
        {"Union", "adds the rows of another table", "' union select json_agg(a.password_hash)::text from platform.accounts a --"},
        {"UnionOfRecords", "adds the records of other guilds", "' union select json_agg(c.name)::text from guild.customers c --"},
        {"SecondStatement", "adds a statement that drops a table", "'; drop table guild.customers; --"},
        {"SecondStatementThatWrites", "adds a statement that makes an admin", "'; update platform.memberships set role = 'admin'; --"},
        {"Sleep", "lets the database sleep", "' || (select pg_sleep(3)::text) || '"},
        {"ErrorThatTells", "reads a secret by an error", "' and 1 = cast((select password_hash from platform.accounts limit 1) as int) --"},
        {"DollarQuotes", "ends a dollar-quoted string", "$$; select pg_sleep(3); $$"},
        {"DollarTag", "ends a dollar-quoted string with a tag", "$sql$; select pg_sleep(3); $sql$"},
        {"BackslashQuote", "escapes a quote with a backslash", "\\'; select 1; --"},
        {"QuoteOfAnotherKind", "hopes that a letter becomes a quote", "\xca\xbc or 1=1 --"},
        {"WideQuote", "hopes that a wide quote becomes a quote", "\xef\xbc\x87 or 1=1 --"},
        {"Comments", "hides words in comments", "'/**/or/**/1=1/**/--"},
        {"Hexadecimal", "spells a condition in hexadecimal", "0x27206f72202731273d2731"},
        {"Program", "copies into a program", "'; copy (select 1) to program 'touch /tmp/pwned'; --"},
        {"AnotherGuild", "chooses another guild", "'; select set_config('app.guild_id', '0', false); --"},
        {"AnotherRole", "becomes another role of the database", "'; set role postgres; --"},
        {"WordSearchOperators", "writes operators of a text search", "a & !b | (c:*"},
        {"LongPattern", "writes a pattern that takes for ever", "(((((a*)*)*)*)*)*$"},
        {"Wildcards", "writes wildcards", "%%__%%"},
        {"ArrayBraces", "ends an array", "{a,\"b}', '{"},
        {"Parameter", "names a parameter", "$1::text; --"},
    };
    return all;
}

bool is_quick(std::function<void()> const& work)
{
    auto const began = std::chrono::steady_clock::now();
    work();
    return std::chrono::steady_clock::now() - began < std::chrono::milliseconds(2'500);
}

// Nobody finds more by it than by a word that stands nowhere.
void search(Trial& trial, std::string const& path, std::string const& text)
{
    for (auto const& who : trial.ground.everybody) {
        Answer answer;
        bool const quick = is_quick([&] { answer = trial.ask(who, "GET", path + in_query(text)); });
        trial.expect(quick, who.role() + ": " + path + " took long");
        bool const expected = answer.status == 200 || (answer.status >= 400 && answer.status < 500);
        trial.expect(expected, who.role() + ": " + path + " was answered with " + std::to_string(answer.status));
        if (answer.status == 200 && path.find("search=") != path.npos && text.find("'1'='1") != text.npos)
            trial.expect(answer.body.find("\"id\"") == answer.body.npos, who.role() + ": " + path + " finds what a condition makes true");
    }
}

void add_searches(std::vector<Case>& all)
{
    for (auto const& payload : payloads()) {
        all.push_back(
            {Group::sql, "SearchFor" + std::string(payload.name), std::string(payload.tries) + ", in searches", [payload](Trial& trial) {
                 for (std::string const path : {"/customers?search=", "/search?search=", "/audit-events?search="})
                     search(trial, path, payload.text);
             }});
        all.push_back(
            {Group::sql, "FilterBy" + std::string(payload.name), std::string(payload.tries) + ", in filters", [payload](Trial& trial) {
                 for (std::string const path : {"/customers?external_id=", "/products?sku=", "/customer-hints?company_name=",
                                                "/customers?status=", "/customers?owner_id=", "/customers?sort="})
                     search(trial, path, payload.text);
             }});
    }
}

// Every list there is, by the route table.
void add_lists(std::vector<Case>& all)
{
    all.push_back({Group::sql, "EveryListThatSearches", "makes a condition true in the search of every list", [](Trial& trial) {
                       for (auto const& route : trial.ground.server.router().routes())
                           if (route.list && route.has_field("search") && route.path.find('{') == route.path.npos)
                               search(trial, route.path + "?search=", "' or '1'='1");
                   }});
    all.push_back({Group::sql, "EveryListThatSorts", "orders every list by a subselect", [](Trial& trial) {
                       for (auto const& route : trial.ground.server.router().routes())
                           for (auto const& who : trial.ground.everybody)
                               if (route.list && route.has_field("sort") && route.path.find('{') == route.path.npos) {
                                   auto const answer = trial.ask(who, "GET", route.path + "?sort=" + in_query("(select pg_sleep(3))"));
                                   trial.expect(answer.status >= 400, route.path + " is ordered by it");
                               }
                   }});
}

// What is kept comes back as it was sent.
Case kept(std::string name, std::string tries, std::string text)
{
    auto run = [text](Trial& trial) {
        for (auto const& who : trial.ground.everybody) {
            auto const answer = trial.ask(who, "POST", "/customers", "{\"name\":" + in_json(text) + "}");
            if (answer.status == 201)
                trial.expect(answer.text("name") == text, who.role() + ": the name became " + answer.text("name"));
            else
                trial.expect(answer.status >= 400, who.role() + " got " + std::to_string(answer.status));
        }
    };
    return writing({Group::sql, std::move(name), std::move(tries), std::move(run)});
}

void add_bodies(std::vector<Case>& all)
{
    for (auto const& payload : payloads())
        all.push_back(kept("NameIs" + std::string(payload.name), std::string(payload.tries) + ", in a name", payload.text));
    all.push_back(shot(Group::sql, "MemberName", "puts SQL into the name of a member",
                       {"POST", "/customers", R"({"name":"x","name' or 1=1":1})"}, refused()));
    all.push_back(shot(Group::sql, "BulkFilter", "puts SQL into the filter of many changes",
                       {"POST", "/bulk-changes", R"({"kind":"customers","filter":{"status":"' or 1=1"},"change":{"status":"lead"}})"},
                       refused()));
    all.push_back(shot(
        Group::sql, "ExportColumns", "puts SQL into the columns of an export",
        {"POST", "/exports", R"x({"kind":"customers","format":"csv","columns":["name, (select password_hash from platform.accounts)"]})x"},
        refused()));
    all.push_back(shot(Group::sql, "SignInAddress", "signs in with SQL for an address",
                       {"POST", "/sessions", R"({"email":"' or '1'='1' --","password":"x","kind":"token"})"}, refused()));
    all.push_back(shot(Group::sql, "SignInPassword", "signs in with SQL for a password",
                       {"POST", "/sessions", R"({"email":"alma@guildhall.example","password":"' or '1'='1","kind":"token"})"}, refused()));
    all.push_back(shot(Group::sql, "RefreshToken", "refreshes with SQL for a token",
                       {"POST", "/tokens/refresh", R"({"refresh_token":"' or '1'='1"})"}, refused()));
}

void add_places(std::vector<Case>& all)
{
    std::string const truth = in_query("' or '1'='1");
    auto ask = [&](std::string name, std::string tries, std::string path) {
        all.push_back(shot(Group::sql, std::move(name), std::move(tries), {"GET", std::move(path)}, refused()));
    };
    ask("Limit", "puts SQL into the length of a page", "/customers?limit=" + in_query("1 union select 1"));
    ask("Cursor", "puts SQL into a cursor", "/customers?after=" + base64url(R"(["-created_at","2026-01-01T00:00:00Z","' or '1'='1"])"));
    ask("CursorTime", "puts SQL into the time of a cursor", "/customers?after=" + base64url(R"(["-created_at","now()) or (1=1","x"])"));
    ask("PathId", "puts SQL into the id of a path", "/customers/" + truth);
    ask("PathIdBehindAGoodOne", "puts SQL behind a good id", "/customers/{own.customer}" + truth);
    ask("Name", "puts SQL into the name of a parameter", "/customers?" + truth + "=1");
    ask("AuditFrom", "puts SQL into a date", "/audit-events?from=" + truth);
    ask("AuditSeq", "puts SQL into a number", "/audit-events?seq=" + in_query("1 or 1=1"));
    ask("Since", "puts SQL into a number of the stream", "/events?since=" + in_query("0; select 1"));
    auto header = [&](std::string name, std::string value) {
        all.push_back(shot(Group::sql, "Header" + name, "puts SQL into the header " + name,
                           {"GET", "/customers", "", {{name, std::move(value)}}}, harmless()));
    };
    for (std::string const name : {"User-Agent", "Accept-Language", "Last-Event-ID", "X-Forwarded-For", "If-None-Match", "Referer"})
        header(name, "'; drop table platform.sessions; --");
    for (auto& each : all)
        std::erase(each.name, '-');
}

}  // namespace

std::vector<Case> sql_cases()
{
    std::vector<Case> all;
    add_searches(all);
    add_lists(all);
    add_bodies(all);
    add_places(all);
    all.push_back(shot(Group::sql, "IfMatch", "puts SQL into If-Match",
                       {"PATCH", "/customers/{own.customer}", R"({"name":"x"})", {{"If-Match", "\"1' or '1'='1\""}}}, refused()));
    all.push_back(shot(Group::sql, "IdempotencyKey", "puts SQL into Idempotency-Key",
                       {"POST", "/tags", R"({"name":5})", {{"Idempotency-Key", "';select/**/1--"}}}, refused()));
    return all;
}

}  // namespace guildhall::attacks
