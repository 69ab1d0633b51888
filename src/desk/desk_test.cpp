// A report on its way: from anybody, by its link, at the desk, to the end.
#include <gmock/gmock.h>

#include "desk/advisory.h"
#include "desk/watch.h"
#include "support/documents.h"
#include "support/mails.h"
#include "support/newcomers.h"
#include "support/server.h"

namespace guildhall::desk {

using db::values;
using support::Answer;
using support::Client;
using support::json_of;
using support::Mails;
using support::TestServer;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::Not;

namespace {

constexpr std::int64_t second = 1'000'000, hour = 3600 * second, day = 24 * hour;

class AReport : public testing::Test {
protected:
    static TestServer& server()
    {
        static TestServer sending([](app::Config& config) { config.sends_mail = true; });
        return sending;
    }
    void SetUp() override { superuser.run("delete from platform.desk_requests"); }

    struct Made {
        std::string number, token, id;
    };
    Made reported(std::string const& more = "") const
    {
        auto const answer = nobody.post("/security-reports", json_of("{'description':'Names are shown'" + more + "}"));
        EXPECT_EQ(answer.status, 201) << answer.body;
        auto const url = answer.text("follow_up_url"), number = answer.text("number");
        return {number, url.substr(url.find('#') + 1),
                superuser.value<std::string>("select id::text from platform.desk_cases where number = $1", values(number))};
    }
    Answer opened(std::string const& token) const { return nobody.post("/security-cases/opening", json_of("{'token':'" + token + "'}")); }
    Answer moved(Made const& made, std::string const& state) const
    {
        return alma.put("/desk-cases/" + made.id + "/state", json_of("{'state':'" + state + "'}"));
    }
    Answer changed(Made const& made, std::string const& body) const
    {
        return alma.patch("/desk-cases/" + made.id, json_of(body), alma.get("/desk-cases/" + made.id).text("version"));
    }
    Answer written(Made const& made, std::string const& body, bool internal = false) const
    {
        return alma.post("/desk-cases/" + made.id + "/messages",
                         json_of("{'body':'" + body + "','internal':" + (internal ? "true" : "false") + "}"));
    }
    Time received(Made const& made) const
    {
        return superuser.value<Time>("select received_at from platform.desk_cases where id = $1::uuid", values(made.id));
    }
    // How often the desk is told of this case, at that moment.
    std::int64_t breaches(Made const& made) const
    {
        return superuser.value<std::int64_t>("select count(*) from platform.desk_breaches where case_id = $1::uuid", values(made.id));
    }
    std::int64_t told_of(Made const& made, std::string const& what) const
    {
        return superuser.value<std::int64_t>("select count(*) from platform.outbox where key like $1 || '/' || $2 || '%'",
                                             values(what, made.id));
    }

    db::Session& superuser = server().database().superuser();
    Client nobody = server().nobody(), alma = server().as(server().world().admin);
    Mails mails{server().mail_folder()};
};

constexpr char complete[] = "{'severity':'high','summary':'Names were shown','details':'In lists.','introduced_version':'0',"
                            "'fixed_version':'0.1.1','changelog_line':'Names are no longer shown.','credit':true}";

}  // namespace

TEST_F(AReport, GetsANumberAndALinkOnWhichBothSidesWrite)
{
    auto const made = reported(",'severity':'high','credit_name':'Zoë'");
    EXPECT_THAT(made.number, MatchesRegex("GH-20[0-9][0-9]-[0-9][0-9][0-9][0-9]"));
    auto const first = opened(made.token);
    EXPECT_EQ(first.text("description"), "Names are shown");
    EXPECT_EQ(first.text("state"), "received");
    EXPECT_EQ(written(made, "We are looking").status, 201);
    EXPECT_EQ(written(made, "Between us", true).status, 201);
    EXPECT_EQ(nobody.post("/security-cases/messages", json_of("{'token':'" + made.token + "','body':'Thanks'}")).status, 201);
    auto const then = opened(made.token);
    EXPECT_EQ(then.text("messages.0.body"), "We are looking");
    EXPECT_EQ(then.text("messages.0.from_desk"), "true");
    EXPECT_EQ(then.text("messages.1.body"), "Thanks");
    EXPECT_THAT(then.body, Not(HasSubstr("Between us")));
    auto const seen = alma.get("/desk-cases/" + made.id);
    EXPECT_EQ(seen.text("messages.1.body"), "Between us");
    EXPECT_EQ(seen.text("messages.1.account_name"), server().world().admin.name);
}

TEST_F(AReport, IsFollowedByItsOwnLinkAlone)
{
    auto const made = reported(), other = reported();
    EXPECT_NE(made.token, other.token);
    EXPECT_EQ(opened(made.token).text("number"), made.number);
    for (auto const& token : {made.token.substr(1), std::string("none"), made.id, made.number})
        EXPECT_EQ(opened(token).text("fields.0.field"), "token") << token;
    EXPECT_EQ(superuser.value<std::int64_t>("select count(*) from platform.desk_cases c where strpos(c::text, $1) > 0", values(made.token)),
              0)
        << "it is kept as a digest";
}

TEST_F(AReport, IsSeenByTheDeskAlone)
{
    auto const made = reported();
    auto const& world = server().world();
    for (auto const* person : {&world.mona, &world.olga, &world.first.administrator, &world.first.ada, &world.user}) {
        auto const client = server().as(*person);
        EXPECT_EQ(client.get("/desk-cases").status, 403) << person->name;
        EXPECT_EQ(client.get("/desk-cases/" + made.id).status, 403) << person->name;
        EXPECT_EQ(client.get("/desk-members").status, 403) << person->name;
        EXPECT_THAT(client.get("/me").body, Not(HasSubstr("desk.read"))) << person->name;
    }
    EXPECT_THAT(alma.get("/me").body, HasSubstr("desk.read"));
}

TEST_F(AReport, IsSeenByWhomAnAdminNamesAsLongAsNamed)
{
    auto const made = reported();
    auto const& ada = server().world().first.ada;
    auto const client = server().as(ada);
    EXPECT_EQ(alma.post("/desk-members", json_of("{'email':'nobody@unknown.example'}")).text("fields.0.field"), "email");
    auto const member = alma.post("/desk-members", json_of("{'email':'" + ada.email + "'}"));
    EXPECT_EQ(member.text("id"), ada.account.text()) << member.body;
    EXPECT_EQ(member.text("named"), "true");
    EXPECT_EQ(client.get("/desk-cases/" + made.id).text("number"), made.number);
    EXPECT_THAT(client.get("/me").body, HasSubstr("desk.read"));
    EXPECT_EQ(client.post("/desk-members", json_of("{'email':'" + ada.email + "'}")).status, 403) << "admins say who";
    EXPECT_EQ(alma.del("/desk-members/" + ada.account.text()).status, 204);
    EXPECT_EQ(client.get("/desk-cases/" + made.id).status, 403);
    EXPECT_EQ(alma.del("/desk-members/" + ada.account.text()).status, 404);
}

TEST_F(AReport, IsRefusedWhereItSaysNothingAndWhereThereAreTooMany)
{
    EXPECT_EQ(nobody.post("/security-reports", "{}").status, 422);
    EXPECT_EQ(nobody.post("/security-reports", json_of("{'description':' '}")).text("fields.0.field"), "description");
    EXPECT_EQ(nobody.post("/security-reports", json_of("{'description':'x','state':'credited'}")).status, 400);
    for (int i = 0; i < 5; ++i)
        reported();
    auto const refused = nobody.post("/security-reports", json_of("{'description':'x'}"));
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.header("Retry-After"), "3600");
    superuser.run("update platform.desk_requests set at = at - interval '1 hour'");
    reported();
}

TEST_F(AReport, GoesThroughItsStatesInOrder)
{
    auto const made = reported();
    EXPECT_EQ(moved(made, "fixing").status, 409);
    EXPECT_EQ(moved(made, "not_reproduced").status, 200);
    EXPECT_EQ(moved(made, "reproduced").text("next_states.0"), "fixing");
    EXPECT_EQ(moved(made, "fixing").status, 200);
    EXPECT_EQ(moved(made, "credited").status, 409);
    EXPECT_THAT(moved(made, "released").text("released_at"), Not(IsEmpty()));
    EXPECT_EQ(opened(made.token).text("state"), "released");
}

TEST_F(AReport, IsClosedWithFixChangelogAdvisoryAndAWordOnCredit)
{
    auto const made = reported(",'credit_name':'Zoë'");
    for (auto const* state : {"reproduced", "fixing", "released"})
        EXPECT_EQ(moved(made, state).status, 200);
    auto const refused = moved(made, "credited");
    EXPECT_EQ(refused.status, 422);
    for (auto const* field : {"severity", "summary", "details", "introduced_version", "fixed_version", "changelog_line", "credit"})
        EXPECT_THAT(refused.body, HasSubstr("{\"field\":\"" + std::string(field) + "\",\"message\":\"is needed to close a case\"}"));
    EXPECT_EQ(alma.get("/desk-cases/" + made.id + "/advisory.json").status, 409);
    EXPECT_EQ(changed(made, "{'fixed_version':'soon'}").text("fields.0.field"), "fixed_version");
    EXPECT_EQ(changed(made, complete).status, 200);
    EXPECT_THAT(nobody.get("/hall-of-fame").body, Not(HasSubstr(made.number)));
    auto const closed = moved(made, "credited");
    EXPECT_EQ(closed.status, 200) << closed.body;
    EXPECT_EQ(closed.text("clocks.0.clock"), "");
    EXPECT_EQ(changed(made, "{'summary':'other'}").status, 409);
    auto const advisory = alma.get("/desk-cases/" + made.id + "/advisory.json");
    EXPECT_THAT(problems_of_osv(advisory.json()), IsEmpty()) << advisory.body;
    EXPECT_EQ(advisory.text("credits.0.name"), "Zoë");
    EXPECT_EQ(advisory.text("affected.0.ranges.0.events.1.fixed"), "0.1.1");
    EXPECT_THAT(nobody.get("/hall-of-fame").body, HasSubstr("\"name\":\"Zoë\",\"number\":\"" + made.number + "\""));
}

TEST_F(AReport, NamesNobodyWhoDidNotAskForIt)
{
    auto const quiet = reported();
    EXPECT_EQ(changed(quiet, "{'credit':true}").text("fields.0.field"), "credit");
    auto const unnamed = reported(",'credit_name':'Yann'");
    for (auto const* state : {"reproduced", "fixing", "released"})
        moved(unnamed, state);
    std::string without = complete;
    without.replace(without.find("true"), 4, "false");
    EXPECT_EQ(changed(unnamed, without).status, 200);
    EXPECT_EQ(moved(unnamed, "credited").status, 200);
    EXPECT_THAT(nobody.get("/hall-of-fame").body, Not(HasSubstr("Yann")));
    EXPECT_THAT(alma.get("/desk-cases/" + unnamed.id + "/advisory.json").body, Not(HasSubstr("Yann")));
}

TEST_F(AReport, IsNotClosedByTheDatabaseWithoutWhatClosingNeeds)
{
    auto const made = reported();
    EXPECT_THROW(superuser.run("update platform.desk_cases set state = 'credited', closed_at = now() where id = $1::uuid", values(made.id)),
                 db::Error);
}

TEST_F(AReport, EscalatesEachDeadlineOnceAndToTheSecond)
{
    auto const made = reported(",'severity':'critical'");
    auto const begun = received(made);
    db::Session migrate(server().database().url("guildhall_migrate"));
    auto const at = [&](std::int64_t after) {
        escalate(migrate, {begun.microseconds + after});
        return breaches(made);
    };
    EXPECT_EQ(at(48 * hour), 0);
    EXPECT_EQ(at(48 * hour + second), 2) << "the first answer and the fix";
    EXPECT_EQ(at(48 * hour + 2 * second), 2) << "once";
    EXPECT_EQ(at(7 * day), 2);
    EXPECT_EQ(at(7 * day + second), 3) << "the status";
    EXPECT_EQ(at(90 * day), 3);
    EXPECT_EQ(at(90 * day + second), 4) << "the embargo";
    EXPECT_EQ(at(90 * day + second), 4);
    EXPECT_EQ(told_of(made, "desk_breach"), 4) << "one admin, one mail each";
    auto const trail = superuser.value<std::int64_t>(
        "select count(*) from platform.audit_events where action = 'desk_cases.overdue' and object = 'desk_cases/' || $1", values(made.id));
    EXPECT_EQ(trail, 4);
    EXPECT_EQ(alma.get("/desk-cases/" + made.id).text("breaches.3.clock"), "embargo");
}

TEST_F(AReport, HasItsClocksStoppedByWhatTheyWaitFor)
{
    auto const made = reported(",'severity':'low'");
    auto const clocks = [&] {
        std::vector<std::string> names;
        auto const now = alma.get("/desk-cases/" + made.id).json();
        for (auto const& each : now.find("clocks")->items)
            names.push_back(each.find("clock")->string);
        return names;
    };
    EXPECT_THAT(clocks(), ElementsAre("first_answer", "status", "embargo"));
    written(made, "A note", true);
    EXPECT_THAT(clocks(), ElementsAre("first_answer", "status", "embargo")) << "a note is no answer";
    written(made, "An answer");
    EXPECT_THAT(clocks(), ElementsAre("status", "embargo"));
    changed(made, "{'severity':'critical'}");
    EXPECT_THAT(clocks(), ElementsAre("fix", "status", "embargo"));
    moved(made, "not_reproduced");
    EXPECT_THAT(clocks(), ElementsAre("embargo"));
}

TEST_F(AReport, IsOverdueInTheListWhenItIs)
{
    auto const made = reported();
    auto const entry = [&] {
        auto const list = alma.get("/desk-cases?search=" + made.number);
        EXPECT_EQ(list.text("items.0.id"), made.id) << list.body;
        return list.text("items.0.clock") + " " + list.text("items.0.overdue");
    };
    EXPECT_EQ(entry(), "first_answer false");
    superuser.run("update platform.desk_cases set received_at = received_at - interval '48 hours' where id = $1::uuid", values(made.id));
    EXPECT_EQ(entry(), "first_answer true");
}

TEST_F(AReport, IsToldByMailWithItsNumberAndALinkAndNothingElse)
{
    auto const email = tree::fresh_email();
    auto const made = reported(",'email':'" + email + "','language':'de'");
    EXPECT_THAT(mails.to(email), HasSubstr("Ihre Meldung " + made.number + " ist eingegangen"));
    auto const token = mails.token(email, "/security/case#");
    EXPECT_EQ(opened(token).text("number"), made.number);
    written(made, "The secret answer");
    auto const second_mail = mails.to(email, 1);
    EXPECT_THAT(second_mail, Not(HasSubstr("secret answer")));
    EXPECT_EQ(opened(mails.token(email, "/security/case#", 1)).text("messages.0.body"), "The secret answer");
    EXPECT_EQ(opened(token).status, 200) << "the first link goes on";
    moved(made, "reproduced");
    EXPECT_THAT(mails.to(email, 2), HasSubstr("Nachgestellt"));
    EXPECT_THAT(mails.to(server().world().admin.email), Not(HasSubstr("Names are shown")));
    EXPECT_EQ(told_of(made, "desk_new_case"), 1);
}

TEST_F(AReport, ByMailOpensOneCaseWhoseClocksRunFromItsReceipt)
{
    db::Session migrate(server().database().url("guildhall_migrate"));
    auto const email = tree::fresh_email();
    auto const now = Time::now();
    Time const receipt{(now.microseconds - 47 * hour) / second * second};
    auto const report = MailReport{receipt, email, "By mail", std::string(32, 'm')};
    auto const number = import(migrate, report);
    EXPECT_EQ(import(migrate, report), number) << "the same message";
    auto const list = alma.get("/desk-cases?search=" + number);
    EXPECT_EQ(list.ids().size(), 1u);
    EXPECT_EQ(list.text("items.0.source"), "mail");
    EXPECT_EQ(list.text("items.0.due_at"), Time{receipt.microseconds + 48 * hour}.text());
    EXPECT_EQ(opened(mails.token(email, "/security/case#")).text("description"), "By mail");
    auto const listed = listed_as_json(open_cases(migrate), now);
    EXPECT_THAT(listed, HasSubstr(number));
    EXPECT_THAT(listed, Not(HasSubstr("By mail")));
}

}  // namespace guildhall::desk
