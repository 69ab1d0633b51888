// What nobody expected: the operator reads it in the log, the client reads nothing of it.
#include <gmock/gmock.h>

#include "support/server.h"

using namespace guildhall;
using testing::HasSubstr;
using testing::Not;

TEST(AnUnexpectedError, IsLoggedWithItsRequestAndKeptFromTheClient)
{
    support::TestServer server;
    auto const ada = server.as(server.world().first.ada);
    server.database().superuser().script("alter table guild.customers rename to mislaid");
    testing::internal::CaptureStderr();
    auto const answer = ada.get("/customers");
    auto const log = testing::internal::GetCapturedStderr();
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(answer.text("type"), "https://guildhall.example/problems/internal");
    for (std::string const detail : {"mislaid", "relation", "42P01", "select", "customers"})
        EXPECT_THAT(answer.body, Not(HasSubstr(detail)));
    EXPECT_THAT(log, HasSubstr(R"("level":"error","what":"the database refused","request_id":")" + answer.header("X-Request-Id")));
    EXPECT_THAT(log, HasSubstr(R"("route":"/customers")"));
    EXPECT_THAT(log, HasSubstr(R"("sqlstate":"42P01")"));
    server.database().superuser().script("alter table guild.mislaid rename to customers");
    EXPECT_EQ(ada.get("/customers").status, 200);
}
