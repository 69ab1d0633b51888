#pragma once
#include <gtest/gtest.h>

#include "support/documents.h"
#include "support/mails.h"
#include "support/server.h"

namespace guildhall::support {

inline constexpr std::int64_t a_second = 1'000'000, an_hour = 3600 * a_second, a_day = 24 * an_hour;

// Reports to the security desk of a server that sends mail, and what its one admin does with them.
class ReportsToTheDesk : public testing::Test {
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
                superuser.value<std::string>("select id::text from platform.desk_cases where number = $1", db::values(number))};
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
        return superuser.value<Time>("select received_at from platform.desk_cases where id = $1::uuid", db::values(made.id));
    }
    // Of how many deadlines of it the desk was told.
    std::int64_t breaches(Made const& made) const
    {
        return superuser.value<std::int64_t>("select count(*) from platform.desk_breaches where case_id = $1::uuid", db::values(made.id));
    }
    std::int64_t told_of(Made const& made, std::string const& what) const
    {
        return superuser.value<std::int64_t>("select count(*) from platform.outbox where key like $1 || '/' || $2 || '%'",
                                             db::values(what, made.id));
    }

    db::Session& superuser = server().database().superuser();
    Client nobody = server().nobody(), alma = server().as(server().world().admin);
    Mails mails{server().mail_folder()};
};

}  // namespace guildhall::support
