// A report on its way: from anybody, by its link, at the desk, to the end.
#include <gmock/gmock.h>

#include "desk/advisory.h"
#include "support/desk.h"

namespace guildhall::desk {

using db::values;
using support::json_of;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::Not;

namespace {

struct AReport : support::ReportsToTheDesk {};

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

}  // namespace guildhall::desk
