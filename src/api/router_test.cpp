#include "api/router.h"

#include <gtest/gtest.h>

#include "api/idempotency.h"
#include "api/openapi.h"
#include "api/page.h"

namespace guildhall {
namespace {

struct Guest {
    Uuid guest_id;
    std::string name;
    std::int32_t version = 1;
};
constexpr auto shape_of(Guest*)
{
    return shape("Guest", field("guest_id", &Guest::guest_id), field("name", &Guest::name, length(1, 9)),
                 field("version", &Guest::version));
}
struct GuestById {
    Uuid guest_id;
};
constexpr auto shape_of(GuestById*)
{
    return shape("GuestById", field("guest_id", &GuestById::guest_id));
}
struct GuestChange {
    Uuid guest_id;
    std::optional<std::string> if_match;
    Change<std::string> name;
};
constexpr auto shape_of(GuestChange*)
{
    return shape("GuestChange", field("guest_id", &GuestChange::guest_id), field("if_match", &GuestChange::if_match),
                 field("name", &GuestChange::name, length(1, 9)), constraint("guests_name_key", "name", "is taken"));
}

constexpr Permission may_read{"guests.read"};
constexpr Permission may_update{"guests.update"};

Task<Guest> by_id(Tx&, GuestById)
{
    co_return Guest{};
}
Task<Guest> change(Tx&, GuestChange)
{
    co_return Guest{};
}
Task<Page<Guest>> list(Tx&)
{
    co_return Page<Guest>{};
}
Task<void> hello(PublicTx&)
{
    co_return;
}

std::vector<Route> all()
{
    return {get("/guests", "All guests", needs(may_read), list), get("/guests/{guest_id}", "A guest", needs(may_read), by_id),
            patch("/guests/{guest_id}", "Change a guest", needs(may_update), change),
            post("/guests/special", "Hello", open_to_all("a greeting"), hello)};
}

TEST(Routing, FindsByMethodAndPath)
{
    Router const router(all());
    auto const match = router.find(Method::get, "/guests/0192aaaa-0000-7000-8000-000000000001");
    ASSERT_TRUE(match.route);
    EXPECT_EQ(match.route->summary, "A guest");
    EXPECT_EQ(match.values, (PathValues{{"guest_id", "0192aaaa-0000-7000-8000-000000000001"}}));
    EXPECT_EQ(router.find(Method::post, "/guests/special").route->summary, "Hello");
}

TEST(Routing, FindsNothingElsewhere)
{
    Router const router(all());
    for (auto path : {"/guest", "/guests/", "/guests/a/b", "/", "", "guests", "/guests/%zz", "/guests/%00"})
        EXPECT_FALSE(router.find(Method::get, path).route) << path;
    EXPECT_FALSE(router.find(Method::del, "/guests").route);
}

TEST(Routing, StopsTheStartWhereRoutesAreWrong)
{
    auto twice = all();
    twice.push_back(get("/guests", "Again", needs(may_read), list));
    EXPECT_THROW(Router{twice}, std::logic_error);
    EXPECT_THROW(Router({get("/guests/{id}", "No such field", needs(may_read), by_id)}), std::logic_error);
}

TEST(Routes, TakeTheirStatusFromTheVerbAndTheirConstraintsFromTheShape)
{
    auto const routes = all();
    EXPECT_EQ(routes[0].status, 200);
    EXPECT_EQ(routes[3].status, 204);
    EXPECT_EQ(routes[2].constraints.at(0).field, "name");
    EXPECT_TRUE(routes[2].takes_if_match);
    EXPECT_TRUE(routes[0].list);
    EXPECT_TRUE(routes[1].versioned);
    EXPECT_EQ(routes[2].permissions, "{guests.update}");
}

TEST(OpenApi, SaysWhoMayAndWhatGoesIn)
{
    Router const router(all());
    auto const document = json::parse(openapi(router, "1.0"));
    auto const* paths = document.find("paths");
    auto const* changing = paths->find("/guests/{guest_id}")->find("patch");
    EXPECT_EQ(changing->find("x-permission")->string, "guests.update");
    EXPECT_EQ(changing->find("parameters")->items.at(1).find("name")->string, "If-Match");
    auto const& properties = *changing->find("requestBody")->find("content")->find("application/json")->find("schema")->find("properties");
    ASSERT_EQ(properties.members.size(), 1u);
    EXPECT_EQ(properties.members.front().first, "name");
    EXPECT_EQ(paths->find("/guests/special")->find("post")->find("x-permission")->string, "open");
    EXPECT_TRUE(document.find("components")->find("schemas")->find("Guest"));
}

TEST(Cursors, ComeBackAndAreRefusedElsewhere)
{
    std::vector const parts{KeyPart::text, KeyPart::id};
    auto const id = Uuid::make().text();
    auto const cursor = Cursor::make("-name", {"Ångström", id});
    EXPECT_EQ(Cursor::read(cursor, "-name", parts), (std::vector<std::string>{"Ångström", id}));
    EXPECT_EQ(Cursor::read(std::nullopt, "-name", parts), std::nullopt);
    for (auto bad : {std::string("x"), std::string(), cursor + "A", Cursor::make("name", {"a", id}), Cursor::make("-name", {"a"})})
        EXPECT_THROW(Cursor::read(bad, "-name", parts), Failure) << bad;
}

TEST(Cursors, ThatSomebodyMadeUpAreRefusedBeforeTheDatabaseReadsThem)
{
    auto const id = Uuid::make().text();
    auto const now = Time::now().text();
    auto read = [](std::vector<std::string> key) {
        return Cursor::read(Cursor::make("x", key), "x", {KeyPart::flag, KeyPart::time, KeyPart::id});
    };
    EXPECT_TRUE(read({"true", now, id}));
    for (auto const& key :
         std::vector<std::vector<std::string>>{{"yes", now, id}, {"true", "yesterday", id}, {"true", now, "1"}, {"true", now, id, id}})
        EXPECT_THROW(read(key), Failure) << testing::PrintToString(key);
}

TEST(Pages, EndWhereNothingFollows)
{
    auto const key = [](int each) { return std::vector<std::string>{std::to_string(each)}; };
    EXPECT_EQ(page_of(std::vector<int>{1, 2, 3}, 2, "s", key).items, (std::vector<int>{1, 2}));
    EXPECT_TRUE(page_of(std::vector<int>{1, 2, 3}, 2, "s", key).next);
    EXPECT_FALSE(page_of(std::vector<int>{1, 2}, 2, "s", key).next);
}

TEST(StoredAnswers, ComeBackWhole)
{
    Answer const answer{.status = 201, .body = R"({"a":"é"})", .type = "text/x", .headers = {{"ETag", "\"1\""}}};
    auto const back = restored(stored(answer));
    EXPECT_EQ(back.status, 201);
    EXPECT_EQ(back.body, answer.body);
    EXPECT_EQ(back.type, answer.type);
    EXPECT_EQ(back.headers, answer.headers);
}

}  // namespace
}  // namespace guildhall
