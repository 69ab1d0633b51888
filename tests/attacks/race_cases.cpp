// What goes wrong only when it is done at once: everything here must happen once.
#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "attacks/attack.h"
#include "support/documents.h"

namespace guildhall::attacks {

namespace {

using access::Role;
using support::Answer;
using support::Client;

constexpr int at_once = 6;

// The same by many at once; each on a connection of its own.
std::vector<Answer> rush(Trial& trial, Someone const& who, Client const& client, std::function<Answer(Client const&, int)> const& ask)
{
    std::vector<Answer> answers(at_once);
    std::vector<std::thread> threads;
    for (int i = 0; i < at_once; ++i)
        threads.emplace_back([&answers, &ask, own = client.at(trial.address()), i] { answers[static_cast<std::size_t>(i)] = ask(own, i); });
    for (auto& thread : threads)
        thread.join();
    for (auto const& answer : answers) {
        trial.count();
        trial.expect(answer.status > 0 && answer.status < 500,
                     who.role() + ": left a " + std::to_string(answer.status) + " " + answer.body);
    }
    return answers;
}

int done(std::vector<Answer> const& answers)
{
    return static_cast<int>(
        std::count_if(answers.begin(), answers.end(), [](Answer const& answer) { return answer.status >= 200 && answer.status < 300; }));
}

// By everybody who may; at least one of them does it.
Case once(std::string name, std::string tries, std::function<std::vector<Answer>(Trial&, Someone const&)> race)
{
    auto run = [race](Trial& trial) {
        int could = 0;
        for (auto const& who : trial.ground.everybody) {
            int const times = done(race(trial, who));
            trial.expect(times <= 1, who.role() + ": it was done " + std::to_string(times) + " times");
            could += times;
        }
        trial.expect(could > 0, "nobody could do it");
    };
    return writing({Group::races, std::move(name), std::move(tries), std::move(run)});
}

// Something of one's own, made for this race; "" where one may not.
std::string new_customer(Trial& trial, Someone const& who)
{
    auto const made = trial.ask(who, "POST", "/customers", R"({"name":"Raced for"})");
    return made.status == 201 ? made.text("id") : trial.ground.fill("{own.customer}", who);
}

void add_records(std::vector<Case>& all)
{
    all.push_back(once("Delete", "deletes a customer many times at once", [](Trial& trial, Someone const& who) {
        auto const path = "/customers/" + new_customer(trial, who);
        return rush(trial, who, who.client, [&](Client const& client, int) { return client.del(path); });
    }));
    all.push_back(once("Edit", "changes the same version of a customer many times at once", [](Trial& trial, Someone const& who) {
        auto const path = "/customers/" + new_customer(trial, who);
        auto const version = who.client.at(trial.address()).get(path).header("ETag");
        return rush(trial, who, who.client, [&](Client const& client, int i) {
            return client.ask("PATCH", path, R"({"phone":"+49 )" + std::to_string(i) + "\"}",
                              {{"If-Match", version.empty() ? "\"1\"" : version}});
        });
    }));
    auto unique = [&](std::string name, std::string tries, std::string path, std::string body) {
        all.push_back(once(std::move(name), std::move(tries), [path, body](Trial& trial, Someone const& who) {
            auto own = body;
            own.replace(own.find("ROLE"), 4, who.role());
            return rush(trial, who, who.client, [&](Client const& client, int) { return client.post(path, own); });
        }));
    };
    unique("ExternalId", "gives many customers the same external id at once", "/customers", R"({"name":"x","external_id":"race-ROLE"})");
    unique("Sku", "gives many products the same number at once", "/products", R"({"name":"x","unit_price":"1","sku":"race-ROLE"})");
    unique("Tag", "makes the same tag many times at once", "/tags", R"({"name":"race ROLE"})");
    unique("Group", "makes the same group many times at once", "/groups", R"({"name":"race ROLE"})");
    unique("TaxCode", "makes the same tax code many times at once", "/tax-codes", R"({"name":"race ROLE","category":"S","rate":"3"})");
    all.push_back(once("Restore", "restores the same customer many times at once", [](Trial& trial, Someone const& who) {
        auto const id = new_customer(trial, who);
        trial.ask(who, "DELETE", "/customers/" + id);
        return rush(trial, who, who.client, [&](Client const& client, int) { return client.post("/trash/" + id + "/restoration", ""); });
    }));
    all.push_back(once("Merge", "merges the same customers many times at once", [](Trial& trial, Someone const& who) {
        auto const stays = new_customer(trial, who), goes = new_customer(trial, who);
        return rush(trial, who, who.client, [&](Client const& client, int) {
            return client.post("/customers/" + stays + "/merge", R"({"other_id":")" + goes + "\"}");
        });
    }));
    all.push_back(once("ImportStart", "starts the same import many times at once", [](Trial& trial, Someone const& who) {
        std::string const form = "--x\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\ncustomers\r\n--x\r\nContent-Disposition: "
                                 "form-data; name=\"file\"; "
                                 "filename=\"a.csv\"\r\n\r\nCompany name\nRaced for\n\r\n--x--\r\n";
        auto const made = trial.ask(who, "POST", "/imports", form, {{"Content-Type", "multipart/form-data; boundary=x"}});
        auto const path = "/imports/" + (made.status == 202 ? made.text("id") : Uuid::make().text());
        auto const answers = rush(trial, who, who.client, [&](Client const& client, int) { return client.post(path + "/start", ""); });
        auto now = trial.ask(who, "GET", path);
        for (int tries = 0; tries < 300 && now.text("state") == "running"; ++tries, now = trial.ask(who, "GET", path))
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        // Several may hear that it is running; what counts is that its one row was made once.
        return now.text("imported") == "1" ? std::vector{made} : answers;
    }));
}

// One key, one record: the others hear of the first.
void repeat(Trial& trial)
{
    int made = 0;
    for (auto const& who : trial.ground.everybody) {
        auto const key = Uuid::make().text();
        auto const answers = rush(trial, who, who.client, [&](Client const& client, int) {
            return client.post("/customers", R"({"name":"Once"})", {{"Idempotency-Key", key}});
        });
        made += done(answers) > 0;
        for (auto const& answer : answers)
            if (answer.status == 201)
                trial.expect(answer.text("id") == answers.front().text("id"), who.role() + ": a key made two customers");
    }
    trial.expect(made > 0, "nobody could make one");
}

void make_primary(Trial& trial)
{
    for (auto const& who : trial.ground.everybody) {
        auto const customer = new_customer(trial, who), path = "/customers/" + customer + "/contacts";
        rush(trial, who, who.client, [&](Client const& client, int i) {
            return client.post(path, R"({"first_name":"P","last_name":")" + std::to_string(i) + R"(","primary":true})");
        });
        auto const primaries = trial.ground.server.database().superuser().value<std::int64_t>(
            "select count(*) from guild.contacts where customer_id = $1::text::uuid and \"primary\" and deleted_at is null",
            db::values(customer));
        trial.expect(primaries <= 1, who.role() + ": there are " + std::to_string(primaries) + " first contacts");
    }
}

// The same code of an authenticator, many times at once.
void use_a_code(Trial& trial)
{
    for (auto const* person : {&trial.ground.server.world().mona, &trial.ground.server.world().milo}) {
        trial.ground.server.database().superuser().run("delete from platform.sign_in_attempts");
        trial.ground.server.database().superuser().run("update platform.accounts set totp_step = 0 where id = $1",
                                                       db::values(person->account));
        auto const body = R"({"email":")" + person->email + R"(","password":")" + support::password + R"(","kind":"token","code":")" +
                          support::code_of(*person) + "\"}";
        auto const answers = rush(trial, trial.ground.everybody.front(), trial.ground.server.nobody(),
                                  [&](Client const& client, int) { return client.post("/sessions", body); });
        trial.expect(done(answers) == 1, "a code was taken " + std::to_string(done(answers)) + " times");
    }
}

// Many wrong passwords at once are no more tries than one after the other.
void guess(Trial& trial)
{
    auto& superuser = trial.ground.server.database().superuser();
    superuser.run("delete from platform.sign_in_attempts");
    int tried = 0;
    for (int round = 0; round < 5; ++round) {
        auto const answers = rush(trial, trial.ground.everybody.front(), trial.ground.server.nobody(), [&](Client const& client, int) {
            return client.post("/sessions", R"({"email":"nobody@race.example","password":"a wrong password","kind":"token"})");
        });
        tried += static_cast<int>(std::count_if(answers.begin(), answers.end(), [](Answer const& answer) { return answer.status == 401; }));
    }
    trial.expect(tried <= 10 + at_once, std::to_string(tried) + " guesses were looked at");
    superuser.run("delete from platform.sign_in_attempts");
}

// From the moment that signing out was answered, nothing more is done.
void sign_out(Trial& trial)
{
    for (auto const& who : trial.ground.everybody) {
        if (who.is_nobody())
            continue;
        auto const own = trial.ground.server.as(who.viewer.person);
        std::atomic<bool> out = false;
        auto const answers = rush(trial, who, own, [&](Client const& client, int i) {
            if (i == 0) {
                auto const answer = client.del("/sessions/current");
                out = true;
                return answer;
            }
            Answer last;
            for (int tries = 0; tries < 10; ++tries) {
                bool const was_out = out;
                last = client.patch("/me/profile", R"({"name":"Still here"})", "0");
                if (was_out)
                    break;
            }
            return last;
        });
        auto const later = own.at(trial.address()).get("/me");
        trial.expect(answers.front().status == 204 && later.status == 401, who.role() + ": it goes on after signing out");
    }
}

void refresh(Trial& trial)
{
    for (auto const* person : {&trial.ground.server.world().user, &trial.ground.server.world().first.ada}) {
        auto const session = trial.ground.server.sign_in(*person, "token");
        auto const old = session.text("refresh_token");
        auto const answers = rush(trial, trial.ground.everybody.front(), trial.ground.server.nobody(), [&](Client const& client, int) {
            return client.post("/tokens/refresh", R"({"refresh_token":")" + old + "\"}");
        });
        std::set<std::string> fresh;  // within the seconds that a race may take, each gets one of its own, and all are of one session
        for (auto const& answer : answers)
            fresh.insert(answer.text("refresh_token"));
        trial.expect(fresh.size() == answers.size(), "two were given the same token");
        trial.ground.server.database().superuser().run("update platform.refresh_tokens set used_at = used_at - interval '1 minute'");
        auto const late = trial.ask(trial.ground.everybody.front(), "POST", "/tokens/refresh", R"({"refresh_token":")" + old + "\"}");
        trial.expect(late.status == 401, "an old token was taken again later");
        auto const after = trial.ask(trial.ground.everybody.front(), "POST", "/tokens/refresh",
                                     R"({"refresh_token":")" + answers.front().text("refresh_token") + "\"}");
        trial.expect(after.status == 401, "the session goes on after an old token came again");
    }
}

}  // namespace

std::vector<Case> race_cases()
{
    std::vector<Case> all;
    add_records(all);
    all.push_back(writing({Group::races, "Repeat", "sends the same request with the same key many times at once", repeat}));
    all.push_back(writing({Group::races, "FirstContact", "makes many contacts the first one at once", make_primary}));
    all.push_back({Group::races, "Code", "uses a code of an authenticator many times at once", use_a_code, Writes::own});
    all.push_back({Group::races, "Guesses", "guesses a password many times at once", guess, Writes::own});
    all.push_back({Group::races, "SignOut", "goes on writing while it signs out", sign_out, Writes::own});
    all.push_back({Group::races, "Refresh", "refreshes with the same token many times at once", refresh, Writes::own});
    return all;
}

}  // namespace guildhall::attacks
