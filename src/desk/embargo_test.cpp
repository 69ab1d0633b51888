// What is reported stands in the desk's own tables, and nowhere else: a word is planted in every field, and looked for everywhere.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "desk/watch.h"
#include "support/documents.h"
#include "support/mails.h"
#include "support/newcomers.h"
#include "support/server.h"

namespace guildhall::desk {

using db::values;
using support::Client;
using support::json_of;
using support::TestServer;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

constexpr char canary[] = "zqembargozq";

// Every table that has the word in a row.
std::vector<std::string> tables_with(db::Session& superuser, std::string const& word)
{
    auto const tables = superuser.run("select c.oid::regclass::text, (xpath('/table/row/n/text()', query_to_xml(format("
                                      "'select count(*) as n from %s r where strpos(lower(r::text), lower(%L)) > 0', c.oid::regclass, "
                                      "$1::text), false, false, '')))[1]::text"
                                      "  from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                                      " where n.nspname in ('guild', 'platform') and c.relkind in ('r', 'p') order by 1",
                                      values(word));
    std::vector<std::string> found;
    for (int i = 0; i < tables.size(); ++i)
        if (tables[i].get<std::string>(1) != "0")
            found.push_back(tables[i].get<std::string>(0));
    return found;
}

std::vector<std::string> files_with(std::string const& folder, std::string const& word)
{
    std::vector<std::string> found;
    for (auto const& file : std::filesystem::recursive_directory_iterator(folder)) {
        std::ifstream in(file.path(), std::ios::binary);
        std::string const text{std::istreambuf_iterator<char>(in), {}};
        if (text.find(word) != text.npos)
            found.push_back(file.path().filename());
    }
    return found;
}

// A case with the word wherever somebody can write one, and everything done to it that mail or trail tell of.
struct Embargoed : testing::Test {
    TestServer server{[](app::Config& config) { config.sends_mail = true; }};
    db::Session& superuser = server.database().superuser();
    Client alma = server.as(server.world().admin), gita = server.as(server.world().first.administrator);
    support::Mails mails{server.mail_folder()};
    std::string const email = tree::fresh_email(), word = canary;
    std::string number, id;

    void SetUp() override
    {
        auto const answer = server.nobody().post(
            "/security-reports", json_of("{'description':'" + word + "','impact':'" + word + "','steps':'" + word + "','versions':'" +
                                         word + "','suggested_fix':'" + word + "','credit_name':'" + word + "','email':'" + email + "'}"));
        auto const url = answer.text("follow_up_url");
        auto const token = url.substr(url.find('#') + 1);
        number = answer.text("number");
        id = alma.get("/desk-cases").ids().at(0);
        server.nobody().post("/security-cases/messages", json_of("{'token':'" + token + "','body':'" + word + "'}"));
        for (auto const* internal : {"true", "false"})
            EXPECT_EQ(alma.post("/desk-cases/" + id + "/messages", json_of("{'body':'" + word + "','internal':" + internal + "}"),
                                {{"Idempotency-Key", Uuid::make().text()}})
                          .status,
                      201);
        for (std::string const field : {"summary", "details", "changelog_line"})
            EXPECT_EQ(alma.patch("/desk-cases/" + id, json_of("{'" + field + "':'" + word + "'}"), version()).status, 200);
        EXPECT_EQ(alma.put("/desk-cases/" + id + "/state", json_of("{'state':'reproduced'}")).status, 200);
        db::Session migrate(server.database().url("guildhall_migrate"));
        escalate(migrate, {Time::now().microseconds + 100LL * 24 * 3600 * 1'000'000});
        mails.wait_for(email, 3);
        superuser.value<std::int32_t>("select wall.raise_alerts()");
    }
    std::string version() const { return alma.get("/desk-cases/" + id).text("version"); }
};

}  // namespace

TEST_F(Embargoed, TextStandsInTheDesksTablesAlone)
{
    EXPECT_THAT(tables_with(superuser, word), ElementsAre("platform.desk_cases", "platform.desk_messages"));
    EXPECT_THAT(tables_with(superuser, id),
                ElementsAre("platform.audit_events", "platform.desk_breaches", "platform.desk_cases", "platform.desk_messages",
                            "platform.idempotency_keys", "platform.links", "platform.outbox"))
        << "the search itself finds what is there";
}

TEST_F(Embargoed, TextIsInNoAnswerButTheDesks)
{
    for (auto const& client : {alma, gita})
        for (std::string const path :
             {"/me/export.json", "/me", "/audit-events?limit=200", "/platform-alerts", "/alerts",
              "/search?search=", "/customers?search=", "/audit-events?search=", "/hall-of-fame", "/sessions", "/portfolio"}) {
            auto const whole = path.ends_with('=') ? path + word : path;
            EXPECT_THAT(client.get(whole).body, testing::Not(HasSubstr(word))) << whole;
        }
    EXPECT_THAT(alma.get("/desk-cases?search=" + word).body, HasSubstr("\"items\":[]")) << "not even the desk finds it by its words";
    EXPECT_THAT(alma.get("/desk-cases").body, testing::Not(HasSubstr(word)));
    EXPECT_THAT(alma.get("/desk-cases/" + id).body, HasSubstr(word));
}

TEST_F(Embargoed, TextIsInNoMail)
{
    EXPECT_GE(mails.all_to(email).size(), 3u);
    EXPECT_THAT(mails.to(email), HasSubstr(number));
    EXPECT_THAT(files_with(server.mail_folder(), word), IsEmpty());
}

}  // namespace guildhall::desk
