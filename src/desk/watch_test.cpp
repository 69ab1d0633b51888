// The clocks of cases as the database has them, the mails about them, and cases that come by mail.
#include "desk/watch.h"

#include <gmock/gmock.h>

#include "support/desk.h"
#include "support/newcomers.h"

namespace guildhall::desk {

using db::values;
using support::a_day;
using support::a_second;
using support::an_hour;
using support::json_of;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

namespace {

struct AReportOnTheClock : support::ReportsToTheDesk {};

}  // namespace

TEST_F(AReportOnTheClock, EscalatesEachDeadlineOnceAndToTheSecond)
{
    auto const made = reported(",'severity':'critical'");
    auto const begun = received(made);
    db::Session migrate(server().database().url("guildhall_migrate"));
    auto const at = [&](std::int64_t after) {
        escalate(migrate, {begun.microseconds + after});
        return breaches(made);
    };
    EXPECT_EQ(at(48 * an_hour), 0);
    EXPECT_EQ(at(48 * an_hour + a_second), 2) << "the first answer and the fix";
    EXPECT_EQ(at(48 * an_hour + 2 * a_second), 2) << "once";
    EXPECT_EQ(at(7 * a_day), 2);
    EXPECT_EQ(at(7 * a_day + a_second), 3) << "the status";
    EXPECT_EQ(at(90 * a_day), 3);
    EXPECT_EQ(at(90 * a_day + a_second), 4) << "the embargo";
    EXPECT_EQ(at(90 * a_day + a_second), 4);
    EXPECT_EQ(told_of(made, "desk_breach"), 4) << "one admin, one mail each";
    auto const trail = superuser.value<std::int64_t>(
        "select count(*) from platform.audit_events where action = 'desk_cases.overdue' and object = 'desk_cases/' || $1", values(made.id));
    EXPECT_EQ(trail, 4);
    EXPECT_EQ(alma.get("/desk-cases/" + made.id).text("breaches.3.clock"), "embargo");
}

TEST_F(AReportOnTheClock, HasItsClocksStoppedByWhatTheyWaitFor)
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

TEST_F(AReportOnTheClock, IsOverdueInTheListWhenItIs)
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

TEST_F(AReportOnTheClock, IsToldByMailWithItsNumberAndALinkAndNothingElse)
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

TEST_F(AReportOnTheClock, ByMailOpensOneCaseWhoseClocksRunFromItsReceipt)
{
    db::Session migrate(server().database().url("guildhall_migrate"));
    auto const email = tree::fresh_email();
    auto const now = Time::now();
    Time const receipt{(now.microseconds - 47 * an_hour) / a_second * a_second};
    auto const report = MailReport{receipt, email, "By mail", std::string(32, 'm')};
    auto const number = import(migrate, report);
    EXPECT_EQ(import(migrate, report), number) << "the same message";
    auto const list = alma.get("/desk-cases?search=" + number);
    EXPECT_EQ(list.ids().size(), 1u);
    EXPECT_EQ(list.text("items.0.source"), "mail");
    EXPECT_EQ(list.text("items.0.due_at"), Time{receipt.microseconds + 48 * an_hour}.text());
    EXPECT_EQ(opened(mails.token(email, "/security/case#")).text("description"), "By mail");
    auto const listed = listed_as_json(open_cases(migrate), now);
    EXPECT_THAT(listed, HasSubstr(number));
    EXPECT_THAT(listed, Not(HasSubstr("By mail")));
}

}  // namespace guildhall::desk
