#include "attacks/attack.h"

#include <algorithm>
#include <set>

namespace guildhall::attacks {

using support::Answer;

namespace {

// What only the inside of the server says.
constexpr std::array<std::string_view, 17> inside{
    "syntax error at", "relation \"",   "violates ", "pg_catalog",    "SQLSTATE",   "platform.",  "/src/", ".cpp",     "terminate",
    "what():",         "guildhall_app", "$2b$",      "password_hash", "root:x:0:0", "-----BEGIN", "libpq", "Traceback"};

std::string shortened(std::string const& text)
{
    return text.size() <= 300 ? text : text.substr(0, 300) + "…";
}

// Of an answer that was asked for by name and is long in coming.
std::vector<Answer> answers_in(test::RawClient& client)
{
    std::vector<Answer> all;
    while (all.size() < 300) {
        auto answer = client.answer();
        if (answer.status == 0)
            break;
        bool const last = answer.has("Connection: close");
        all.push_back({answer.status, std::move(answer.head), std::move(answer.body)});
        if (last)
            break;
    }
    return all;
}

}  // namespace

void Trial::complain(std::string why)
{
    complaints_.push_back(shortened(why));
}

void Trial::look_over(std::string const& what, Someone const& who, Answer const& answer)
{
    auto const said = [&](std::string const& why) { complain(who.role() + ", " + what + ": " + why + " " + answer.body); };
    if (answer.status == 0)
        return said("no answer");
    if (answer.status >= 500 && answer.status != 505)
        return said(std::to_string(answer.status));
    for (auto const word : inside)
        if (answer.body.find(word) != answer.body.npos && what.find(word) == what.npos)
            said("tells of the inside (" + std::string(word) + ")");
    if (ground.tells_of_strangers(answer.body) || ground.tells_of_strangers(answer.head))
        said("tells of a stranger's record");
    if (answer.header("X-Content-Type-Options") != "nosniff" || answer.header("Content-Security-Policy").empty())
        said("lacks its headers");
    if (!answer.header("Server").empty() || !answer.header("X-Powered-By").empty() || !answer.header("Access-Control-Allow-Origin").empty())
        said("has a header that it must not have");
}

Answer Trial::ask(Someone const& who, support::Client const& client, std::string_view method, std::string_view path, std::string_view body,
                  support::HeaderList headers)
{
    ++tries_;
    auto const has = [&](std::string_view name) {
        return std::any_of(headers.begin(), headers.end(), [&](auto const& header) { return header.first == name; });
    };
    if (method == "PATCH" && !has("If-Match"))
        headers.emplace_back("If-Match", "*");
    auto answer = client.at(target_.address).ask(method, path, body, headers);
    look_over(std::string(method) + " " + std::string(path) + " " + std::string(body), who, answer);
    return answer;
}

Answer Trial::ask(Someone const& who, std::string_view method, std::string_view path, std::string_view body, support::HeaderList headers)
{
    return ask(who, who.client, method, path, body, std::move(headers));
}

std::vector<Answer> Trial::raw(std::string_view bytes)
{
    ++tries_;
    test::RawClient client(target_.address);
    client.send(bytes);
    client.end_output();
    auto answers = answers_in(client);
    for (auto const& answer : answers)
        if (answer.status >= 500 && answer.status != 505)
            complain("left a " + std::to_string(answer.status) + ": " + answer.body);
    return answers;
}

Verdict refused()
{
    return [](Someone const&, Answer const& answer) {
        return answer.status >= 400 && answer.status < 500 ? "" : "was answered with " + std::to_string(answer.status) + " " + answer.body;
    };
}

Verdict refused_with(std::vector<int> with)
{
    return [with](Someone const&, Answer const& answer) -> std::string {
        if (std::find(with.begin(), with.end(), answer.status) != with.end())
            return "";
        return "was answered with " + std::to_string(answer.status) + " " + answer.body;
    };
}

Verdict harmless()
{
    return [](Someone const&, Answer const&) { return ""; };
}

Verdict without(std::string text)
{
    return [text](Someone const&, Answer const& answer) {
        bool const there = answer.body.find(text) != answer.body.npos || answer.head.find(text) != answer.head.npos;
        return there ? "the answer has " + text + ": " + answer.head + answer.body : "";
    };
}

Verdict and_also(Verdict first, Verdict second)
{
    return [first, second](Someone const& who, Answer const& answer) {
        auto said = first(who, answer);
        return said.empty() ? second(who, answer) : said;
    };
}

Case shot(Group group, std::string name, std::string tries, Shot shot, Verdict verdict, std::vector<access::Role> but)
{
    auto run = [shot, verdict, but](Trial& trial) {
        for (auto const& who : trial.ground.everybody) {
            if (std::find(but.begin(), but.end(), who.viewer.role) != but.end())
                continue;
            auto headers = shot.headers;
            for (auto& header : headers)
                header.second = trial.ground.fill(header.second, who);
            auto const answer = trial.ask(who, shot.method, trial.ground.fill(shot.path, who), trial.ground.fill(shot.body, who), headers);
            if (auto const said = verdict(who, answer); !said.empty())
                trial.complain(who.role() + ", " + shot.method + " " + shot.path + ": " + said);
        }
    };
    return {group, std::move(name), std::move(tries), std::move(run)};
}

Case writing(Case which)
{
    which.writes = Writes::own;
    return which;
}

std::vector<Case> const& all_cases()
{
    static std::vector<Case> const all = [] {
        std::vector<Case> made;
        for (auto group : {rce_cases, bypass_cases, token_cases, xss_cases, sql_cases, csrf_cases, tenant_cases, idor_cases, secrets_cases,
                           supply_cases, protocol_cases, body_cases, race_cases})
            for (auto& each : group())
                made.push_back(std::move(each));
        return made;
    }();
    return all;
}

namespace {

// Accounts, rights, and what the foreign guild has: nothing of these is anybody's to change who tries here.
std::string not_theirs(Ground& ground)
{
    auto& superuser = ground.server.database().superuser();
    auto const strangers = ground.server.world().foreign.guild.id;
    return superuser.value<std::string>(
        "select md5(coalesce((select string_agg(row(a.id, a.email, a.password_hash, a.totp_secret, a.suspended_at)::text, '' order by a.id)"
        "                       from platform.accounts a where a.created_at <= (select max(created_at) from kept.started)), '')"
        "        || coalesce((select string_agg(row(m.id, m.role, m.guild_id, m.spot_id, m.suspended_at, m.live)::text, '' order by m.id)"
        "                       from platform.memberships m where m.created_at <= (select max(created_at) from kept.started)), '')"
        "        || coalesce((select string_agg(c::text, '' order by c.id) from guild.customers c where c.guild_id = $1), '')"
        "        || coalesce((select string_agg(c::text, '' order by c.id) from guild.contacts c where c.guild_id = $1), '')"
        "        || coalesce((select string_agg(p::text, '' order by p.id) from guild.products p where p.guild_id = $1), ''))",
        db::values(strangers));
}

void look_at_rows(Case const& which, Ground& ground, std::string const& before, Outcome& outcome)
{
    if (which.writes != Writes::nothing) {
        if (which.writes == Writes::own && not_theirs(ground) != before)
            outcome.complaints.push_back("it has changed what is not theirs");
        ground.rows.restore();
        return;
    }
    auto const changed = ground.rows.changed();
    if (changed.empty())
        return;
    std::string names;
    for (auto const& name : changed)
        names += " " + name;
    outcome.complaints.push_back("it has changed" + names);
    ground.rows.restore();
}

}  // namespace

Outcome outcome_of(Case const& which, Ground& ground, Target const& target)
{
    auto& superuser = ground.server.database().superuser();
    superuser.run("create table if not exists kept.started as select now() as created_at");
    superuser.run("delete from platform.sign_in_attempts");
    auto const before = not_theirs(ground);
    Trial trial(ground, target);
    which.run(trial);
    Outcome outcome{trial.tries(), trial.complaints()};
    look_at_rows(which, ground, before, outcome);
    auto const alive = support::Client(target.address, {}).get("/me");
    if (alive.status != 401)
        outcome.complaints.push_back("the server does not answer as before: " + std::to_string(alive.status));
    return outcome;
}

Target shipped(Ground& ground)
{
    return {ground.server.address(), TEST_DATA "../../"};
}

}  // namespace guildhall::attacks
