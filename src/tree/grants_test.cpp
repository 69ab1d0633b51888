#include "support/newcomers.h"

// Who reads a guild from above, and handing it over. Each test has a guild of its own.
namespace guildhall::tree {

using support::Answer;
using support::Client;
using support::shared_server;

namespace {

struct Ground {
    std::string guild, email = fresh_email();
    Client olga, otto, gita;

    static Client made_by(Ground& ground)
    {
        auto& server = shared_server();
        auto const owner = server.as(server.world().olga);
        ground.guild =
            owner.post("/access-owners/" + server.world().olgas_access_owner.text() + "/guilds", R"({"name":"Given"})").text("id");
        owner.post("/guilds/" + ground.guild + "/administrators", new_account(ground.email, with_password));
        return owner;
    }
    Ground() : olga(made_by(*this)), otto(shared_server().as(shared_server().world().otto)), gita(signed_in(email)) {}

    std::string path() const { return "/guilds/" + guild; }
    std::string grant() const { return path() + "/standing-grant"; }
    Answer offer(Client const& who, Uuid to = shared_server().world().ottos_access_owner) const
    {
        return who.post(path() + "/handovers", R"({"access_owner_id":")" + to.text() + R"("})");
    }
    // The owner's membership in the guild, or "".
    std::string membership_in(Client const& who) const
    {
        auto const me = who.get("/me");
        for (int i = 0; !me.text("memberships." + std::to_string(i) + ".id").empty(); ++i)
            if (auto const each = "memberships." + std::to_string(i); me.text(each + ".guild.id") == guild)
                return me.text(each + ".id");
        return "";
    }
};

}  // namespace

TEST(AStandingGrant, EndsAndBeginsAsTheGuildSays)
{
    Ground const ground;
    EXPECT_EQ(ground.gita.get(ground.grant()).text("running"), "true");
    EXPECT_NE(ground.membership_in(ground.olga), "");
    EXPECT_EQ(ground.olga.del(ground.grant()).status, 403);
    EXPECT_EQ(ground.gita.del(ground.grant()).status, 204);
    EXPECT_EQ(ground.olga.get(ground.grant()).text("running"), "false");
    EXPECT_EQ(ground.membership_in(ground.olga), "") << "there is nothing to act as any more";
    EXPECT_EQ(ground.olga.get(ground.path()).status, 200) << "it administrates the guild all the same";
    EXPECT_EQ(ground.gita.put(ground.grant()).text("running"), "true");
    EXPECT_NE(ground.membership_in(ground.olga), "");
    EXPECT_EQ(ground.gita.get("/audit-events?action=standing_grants.ended").text("items.0.object").substr(0, 14), "access_owners/");
    auto const admin = shared_server().as(shared_server().world().admin);
    EXPECT_EQ(admin.get("/audit-events?action=standing_grants.ended&object=guilds/" + ground.guild).text("items.0.object"),
              "guilds/" + ground.guild);
    EXPECT_EQ(ground.otto.get(ground.grant()).status, 404);
}

TEST(AHandover, NeedsTheConsentOfBoth)
{
    Ground const ground;
    auto const offered = ground.offer(ground.olga);
    ASSERT_EQ(offered.status, 201) << offered.body;
    auto const handover = "/handovers/" + offered.text("id");
    EXPECT_EQ(ground.otto.get(ground.path()).status, 404) << "an offer gives nothing yet";
    EXPECT_EQ(ground.offer(ground.olga).status, 409) << "one at a time";
    EXPECT_EQ(ground.olga.post(handover + "/acceptance", "{}").status, 403);
    EXPECT_EQ(ground.otto.post(handover + "/cancellation", "{}").status, 403);
    EXPECT_EQ(ground.gita.get("/handovers").ids().size(), 1u) << "the guild sees what is going on";

    auto const taken = ground.otto.post(handover + "/acceptance", "{}");
    ASSERT_EQ(taken.status, 200) << taken.body;
    EXPECT_EQ(taken.text("state"), "accepted");
    EXPECT_EQ(ground.olga.get(ground.path()).status, 404);
    EXPECT_EQ(ground.membership_in(ground.olga), "");
    EXPECT_EQ(ground.otto.get(ground.path()).status, 200);
    EXPECT_NE(ground.membership_in(ground.otto), "");
    EXPECT_EQ(ground.gita.get(ground.path()).text("access_owner_id"), shared_server().world().ottos_access_owner.text());
    EXPECT_EQ(ground.gita.get("/audit-events?action=guilds.handed_over").text("items.0.object"), "guilds/" + ground.guild);
    auto const admin = shared_server().as(shared_server().world().admin);
    EXPECT_EQ(admin.get("/audit-events?action=guilds.handed_over&object=guilds/" + ground.guild).text("items.0.object"),
              "guilds/" + ground.guild);
    EXPECT_EQ(ground.otto.post(handover + "/acceptance", "{}").status, 409) << "once";
}

TEST(AHandover, StaysWhereTheGuildIsWhoeverIsLetInAgain)
{
    Ground const ground;
    auto const& world = shared_server().world();
    auto const handover = "/handovers/" + ground.offer(ground.olga).text("id");
    EXPECT_EQ(ground.otto.post(handover + "/acceptance", "{}").status, 200);
    auto const mona = shared_server().as(world.mona);
    auto const suspension = "/accounts/" + world.olga.account.text() + "/suspension";
    EXPECT_EQ(mona.put(suspension).status, 200);
    EXPECT_EQ(mona.del(suspension).status, 204);
    auto const olga = shared_server().as(world.olga);
    EXPECT_EQ(olga.get(ground.path()).status, 404);
    EXPECT_EQ(ground.membership_in(olga), "");
    EXPECT_EQ(mona.get(ground.path()).status, 404) << "nor does the moderator of who gave it away see it";

    auto const back = ground.offer(ground.otto, world.olgas_access_owner);
    EXPECT_EQ(olga.post("/handovers/" + back.text("id") + "/acceptance", "{}").status, 200) << "and back";
    EXPECT_EQ(olga.get(ground.path()).status, 200);
    EXPECT_NE(ground.membership_in(olga), "");
    EXPECT_EQ(ground.membership_in(ground.otto), "");
}

TEST(AHandover, GivesNoReadingThatTheGuildHadEnded)
{
    Ground const ground;
    EXPECT_EQ(ground.gita.del(ground.grant()).status, 204);
    auto const handover = "/handovers/" + ground.offer(ground.olga).text("id");
    EXPECT_EQ(ground.otto.post(handover + "/acceptance", "{}").status, 200);
    EXPECT_EQ(ground.otto.get(ground.path()).status, 200);
    EXPECT_EQ(ground.otto.get(ground.grant()).text("running"), "false");
    EXPECT_EQ(ground.membership_in(ground.otto), "");
}

TEST(AHandover, IsWithdrawnDeclinedOrRefused)
{
    Ground const ground;
    auto const& world = shared_server().world();
    for (auto const to : {world.olgas_access_owner, Uuid::make()}) {
        auto const answer = ground.offer(ground.olga, to);
        EXPECT_EQ(answer.status, 422) << answer.body;
        EXPECT_EQ(answer.text("fields.0.field"), "access_owner_id");
    }
    EXPECT_EQ(ground.offer(ground.gita).status, 403);
    EXPECT_EQ(ground.offer(ground.otto).status, 404);
    auto const first = ground.offer(ground.olga).text("id");
    EXPECT_EQ(ground.olga.post("/handovers/" + first + "/cancellation", "{}").text("state"), "withdrawn");
    auto const second = ground.offer(ground.olga).text("id");
    EXPECT_EQ(ground.otto.post("/handovers/" + second + "/decline", "{}").text("state"), "declined");
    EXPECT_EQ(ground.otto.post("/handovers/" + second + "/acceptance", "{}").status, 409);
    EXPECT_EQ(shared_server().as(world.mona).post("/handovers/" + second + "/acceptance", "{}").status, 403);
}

TEST(ThePortfolio, TellsHowGuildsAreAndNotWhatIsInThem)
{
    Ground const ground;
    auto& server = shared_server();
    auto const find = [&](Client const& who) {
        auto const page = who.get("/portfolio?limit=200");
        for (std::size_t i = 0; i < page.ids().size(); ++i)
            if (page.ids()[i] == ground.guild)
                return std::pair(page, "items." + std::to_string(i) + ".");
        return std::pair(page, std::string("none."));
    };
    ground.gita.post("/customers", R"({"name":"One"})");
    auto const second = ground.gita.post("/customers", R"({"name":"Two"})").text("id");
    auto figures = [&](Client const& who, std::string const& field) {
        auto const [page, at] = find(who);
        return page.text(at + field);
    };
    EXPECT_EQ(figures(ground.olga, "people"), "1");
    EXPECT_EQ(figures(ground.olga, "customers"), "2");
    EXPECT_EQ(figures(ground.olga, "grants"), "1");
    EXPECT_EQ(figures(ground.olga, "size"), "small");
    EXPECT_NE(figures(ground.olga, "last_seen_at"), "");
    ground.gita.del("/customers/" + second);
    EXPECT_EQ(figures(ground.olga, "customers"), "1");
    EXPECT_EQ(figures(server.as(server.world().mona), "people"), "1");
    EXPECT_EQ(figures(server.as(server.world().mona), "customers"), "") << "no business of hers";
    EXPECT_EQ(figures(server.as(server.world().admin), "estimates"), "");
    EXPECT_EQ(figures(ground.otto, "people"), "") << "not his guild";
    ground.gita.del(ground.grant());
    EXPECT_EQ(figures(ground.olga, "customers"), "") << "without the guild's grant";
    EXPECT_EQ(figures(ground.olga, "grants"), "0");
    EXPECT_EQ(ground.gita.get("/portfolio").status, 403);
}

}  // namespace guildhall::tree
