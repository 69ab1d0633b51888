#include <chrono>
#include <gmock/gmock.h>

#include "api/hub.h"
#include "support/documents.h"
#include "support/server.h"

using namespace guildhall::support;
using guildhall::test::RawClient;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

namespace {

using Clock = std::chrono::steady_clock;

// A stream, as far as it has been read.
class Listening {
public:
    explicit Listening(std::unique_ptr<RawClient> connection) : connection_(std::move(connection)) {}

    // Reads on until the text has come, or nothing comes any more.
    bool hears(std::string const& text)
    {
        auto const until = Clock::now() + std::chrono::seconds(20);
        while (heard_.find(text) == heard_.npos && Clock::now() < until) {
            auto const more = connection_->read_some();
            if (more.empty())
                break;
            heard_ += more;
        }
        return heard_.find(text) != heard_.npos;
    }
    std::string const& heard() const { return heard_; }
    void forget() { heard_.clear(); }

private:
    std::unique_ptr<RawClient> connection_;
    std::string heard_;
};

struct Live : testing::Test {
    TestServer& server = shared_server();
    World const& world = server.world();
    GuildPeople const& home = world.first;

    std::string new_customer(Person const& by, std::string const& name) const
    {
        return server.as(by).post("/customers", R"({"name":")" + name + R"("})").text("id");
    }
    std::unique_ptr<RawClient> opened(std::string const& address, std::string const& cookie, std::string const& query,
                                      std::string const& more = {}) const
    {
        auto connection = std::make_unique<RawClient>(address);
        connection->send("GET /api/v1/events" + query +
                         " HTTP/1.1\r\nHost: guildhall.test\r\nAccept: text/event-stream\r\nCookie: " + cookie + "\r\n" + more + "\r\n");
        return connection;
    }
    std::string signed_in(Person const& person) const { return server.sign_in(person, "browser").cookie(); }
    Listening listening(Person const& person, std::string const& query = {}, std::string const& more = {}) const
    {
        return Listening(opened(server.address(), signed_in(person), query, more));
    }
    std::string since(Person const& person) const { return server.as(person).get("/events").text("seq"); }
    std::vector<std::string> objects(Person const& person, std::string const& since) const
    {
        std::vector<std::string> all;
        auto const answer = server.as(person).get("/events?since=" + since).json();
        for (auto const& item : answer.find("items")->items)
            all.push_back(item.find("object")->string);
        return all;
    }
};

}  // namespace

TEST_F(Live, TellsWhatHasChangedToThoseWhoSeeIt)
{
    auto const begun = since(home.administrator);
    auto const customer = "customers/" + new_customer(home.ada, "Live Ltd");
    EXPECT_THAT(objects(home.ada, begun), Contains(customer));
    EXPECT_THAT(objects(home.sales_head, begun), Contains(customer));
    EXPECT_THAT(objects(home.administrator, begun), Contains(customer));
    EXPECT_THAT(objects(home.sara, begun), Not(Contains(customer))) << "works in another spot";
    EXPECT_THAT(objects(world.foreign.administrator, "0"), Not(Contains(customer))) << "works in another guild";
    EXPECT_THAT(objects(home.ada, since(home.ada)), IsEmpty());
}

TEST_F(Live, TellsToReadAnewWhereTooMuchHasHappened)
{
    auto const answer = server.as(home.ada).get("/events?since=999999999");
    EXPECT_EQ(answer.text("reset"), "true");
    EXPECT_EQ(answer.text("seq"), since(home.ada));
}

TEST_F(Live, RefusesWhatIsNoNumber)
{
    EXPECT_EQ(server.as(home.ada).get("/events?since=-1").status, 422);
    EXPECT_EQ(server.as(home.ada).get("/events?since=soon").status, 400);
    EXPECT_EQ(server.nobody().get("/events").status, 401);
}

TEST_F(Live, ComesAsItHappens)
{
    auto stream = listening(home.sales_head);
    ASSERT_TRUE(stream.hears("\"others\":[]")) << stream.heard();
    EXPECT_THAT(stream.heard(), HasSubstr("Content-Type: text/event-stream"));
    auto const begun = Clock::now();
    auto const customer = new_customer(home.ada, "Prompt Ltd");
    EXPECT_TRUE(stream.hears(customer)) << stream.heard();
    EXPECT_LT(Clock::now() - begun, std::chrono::seconds(4)) << "it was woken, and did not just look again";
    EXPECT_THAT(stream.heard(), HasSubstr("\"actor_name\":\"" + home.ada.name + "\""));
}

TEST_F(Live, GoesOnWhereItWasBrokenOff)
{
    auto const seq = since(home.ada);
    auto const customer = new_customer(home.ada, "Meanwhile Ltd");
    auto stream = listening(home.ada, "?since=0", "Last-Event-ID: " + seq + "\r\n");
    EXPECT_TRUE(stream.hears(customer)) << stream.heard();
    EXPECT_THAT(stream.heard(), HasSubstr("\"reset\":false"));
}

TEST_F(Live, ShowsWhoLooksAtTheSame)
{
    auto const customer = new_customer(home.ada, "Shared Ltd");
    auto head = listening(home.sales_head, "?at=customers/" + customer);
    ASSERT_TRUE(head.hears("\"others\":[]"));
    {
        auto ada = listening(home.ada, "?at=customers/" + customer + "&editing=true");
        EXPECT_TRUE(ada.hears("\"name\":\"" + home.sales_head.name + "\",\"editing\":false")) << ada.heard();
        EXPECT_TRUE(head.hears("\"name\":\"" + home.ada.name + "\",\"editing\":true")) << head.heard();
        head.forget();
    }
    EXPECT_TRUE(head.hears("\"others\":[]")) << "Ada has gone: " << head.heard();
}

TEST_F(Live, ShowsNobodyToThoseWhoDoNotSeeTheRecord)
{
    auto const customer = new_customer(home.ada, "Secret Ltd");
    auto ada = listening(home.ada, "?at=customers/" + customer);
    ASSERT_TRUE(ada.hears("\"others\":[]"));
    auto stranger = listening(home.sara, "?at=customers/" + customer);
    ASSERT_TRUE(stranger.hears("\"others\":"));
    EXPECT_THAT(stranger.heard(), HasSubstr("\"others\":[]"));
    new_customer(home.ada, "Something to hear of");
    ASSERT_TRUE(ada.hears("customers.created"));
    EXPECT_THAT(ada.heard(), Not(HasSubstr(home.sara.name)));
}

TEST_F(Live, EndsWithItsSession)
{
    auto const cookie = signed_in(home.bob);
    Listening stream(opened(server.address(), cookie, {}));
    ASSERT_TRUE(stream.hears("\"others\":[]"));
    server.database().superuser().run("update platform.sessions set ended_at = now() where account_id = $1",
                                      guildhall::db::values(home.bob.account));
    EXPECT_TRUE(stream.hears("event: end")) << stream.heard();
}

TEST_F(Live, HasRoomForAFewWindowsOfEach)
{
    auto const cookie = signed_in(home.felix);
    std::vector<Listening> windows;
    for (std::size_t i = 0; i < guildhall::Hub::most_of_one; ++i) {
        windows.emplace_back(opened(server.address(), cookie, {}));
        ASSERT_TRUE(windows.back().hears("\"others\":[]"));
    }
    EXPECT_EQ(opened(server.address(), cookie, {})->answer().status, 429);
    EXPECT_TRUE(listening(home.felix).hears("\"others\":[]")) << "another session of the same person has room of its own";
}

TEST_F(Live, DoesNotKeepAServerFromStopping)
{
    auto begun = Clock::now();
    {
        TestServer own;
        Listening stream(opened(own.address(), own.sign_in(own.world().first.ada, "browser").cookie(), {}));
        ASSERT_TRUE(stream.hears("\"others\":[]"));
        begun = Clock::now();
    }
    EXPECT_LT(Clock::now() - begun, std::chrono::seconds(5));
}
