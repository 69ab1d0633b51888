#include "mail/sender.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <sstream>
#include <sys/stat.h>

#include "base/secret.h"
#include "support/database.h"
#include "support/smtp_sink.h"

namespace guildhall::mail {
namespace {

using db::values;
using support::SmtpSink;
using testing::HasSubstr;
namespace fs = std::filesystem;

class Sending : public testing::Test {
protected:
    Sending()
    {
        database.superuser().run("select wall.let_send($1)", values(db::Bytes{sha256(proof)}));
        settings.public_url = "https://crm.example.com";
        settings.from = {"Guildhall", "crm@example.com"};
        settings.spool = support::scratch_folder() + "/" + database.name();
        settings.look = std::chrono::milliseconds(20);
    }
    void send_through(SmtpSink const& sink)
    {
        settings.url = sink.url();
        settings.tls = false;
        open();
    }
    void open() { sender.open(database.url(), settings, proof); }
    void put(std::string const& key, std::string const& facts = "{}", std::string const& to = "ada@new.example")
    {
        database.superuser().run("select wall.send_mail_to($1, 'alert', $2, 'es', $3::jsonb)", values(key, to, facts));
    }
    void make_due() { database.superuser().run("update platform.outbox set due_at = now() where outcome is null"); }
    std::string state(std::string const& key)
    {
        return database.superuser().value<std::string>(
            "select coalesce(outcome, 'waiting') || ' ' || attempts || ' ' || facts::text from platform.outbox where key = $1",
            values(key));
    }
    std::string wait_until(std::string const& key, std::string const& wanted)
    {
        std::string now;
        for (int i = 0; i < 500 && (now = state(key)) != wanted; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        return now;
    }
    std::int64_t failures_told()
    {
        return database.superuser().value<std::int64_t>("select count(*) from platform.audit_events where action = 'mails.failed'");
    }
    // Minutes until the next try.
    std::int32_t pause(std::string const& key)
    {
        return database.superuser().value<std::int32_t>(
            "select round(extract(epoch from due_at - now()) / 60)::integer from platform.outbox where key = $1", values(key));
    }

    std::string const proof = std::string(32, 'p');
    support::TestDatabase database;
    Settings settings;
    Sender sender;
};

TEST_F(Sending, IsAConversationWithTheServer)
{
    SmtpSink sink;
    put("a", R"({"rule": "many_failures", "detail": ".\r\n.\r\nQUIT"})");
    send_through(sink);
    EXPECT_EQ(wait_until("a", "sent 1 {}"), "sent 1 {}");
    auto const mails = sink.mails();
    ASSERT_EQ(mails.size(), 1u);
    EXPECT_EQ(mails[0].from, "<crm@example.com>");
    EXPECT_EQ(mails[0].to, "<ada@new.example>");
    EXPECT_THAT(mails[0].data, HasSubstr("To: ada@new.example\r\n"));
    EXPECT_THAT(mails[0].data, HasSubstr("Muchos intentos fallidos de entrar"));
}

TEST_F(Sending, DoesNotSendOneKeyTwice)
{
    SmtpSink sink;
    put("a");
    put("a");
    send_through(sink);
    EXPECT_EQ(wait_until("a", "sent 1 {}"), "sent 1 {}");
    put("a");
    put("b");
    EXPECT_EQ(wait_until("b", "sent 1 {}"), "sent 1 {}");
    EXPECT_EQ(sink.mails().size(), 2u);
}

TEST_F(Sending, TriesAgainWhenItIsAskedToComeBackLater)
{
    SmtpSink sink({.to_recipients = {"451 4.7.1 Greylisted, come back later", "450 4.2.0 Still greylisted"}});
    put("a");
    send_through(sink);
    EXPECT_EQ(wait_until("a", "waiting 1 {}"), "waiting 1 {}");
    sink.wait_for(0);
    for (int i = 0; i < 100 && pause("a") != 1; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    EXPECT_EQ(pause("a"), 1);
    make_due();
    EXPECT_EQ(wait_until("a", "waiting 2 {}"), "waiting 2 {}");
    for (int i = 0; i < 100 && pause("a") != 2; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    EXPECT_EQ(pause("a"), 2);
    make_due();
    EXPECT_EQ(wait_until("a", "sent 3 {}"), "sent 3 {}");
    EXPECT_EQ(sink.mails().size(), 1u);
    EXPECT_EQ(failures_told(), 0);
}

TEST_F(Sending, GivesUpWhatIsRefusedForGoodAndSaysSo)
{
    SmtpSink sink({.to_recipients = {"550 5.1.1 No such user"}});
    put("a", R"({"detail": "secret"})");
    put("b");
    send_through(sink);
    EXPECT_EQ(wait_until("a", "failed 1 {}"), "failed 1 {}");
    EXPECT_EQ(wait_until("b", "sent 1 {}"), "sent 1 {}") << "the next one goes on";
    EXPECT_EQ(sink.recipients(), 2);
    EXPECT_EQ(failures_told(), 1);
    auto const told =
        database.superuser().value<std::string>("select payload::text from platform.audit_events where action = 'mails.failed'");
    EXPECT_THAT(told, HasSubstr("550 5.1.1 No such user"));
    EXPECT_THAT(told, testing::Not(HasSubstr("secret")));
}

TEST_F(Sending, GivesUpAfterTwoDays)
{
    SmtpSink sink({.to_recipients = {"451 later", "451 later"}});
    put("a");
    database.superuser().run("update platform.outbox set created_at = now() - interval '47 hours', attempts = 20");
    send_through(sink);
    EXPECT_EQ(wait_until("a", "failed 21 {}"), "failed 21 {}");
    EXPECT_EQ(failures_told(), 1);
}

TEST_F(Sending, IsTakenUpWhereAKilledServerLeftIt)
{
    put("a");
    auto const taken = [&] {
        db::Session app(database.url());
        return app.run("select id from wall.claim_mail($1, $2)", values(db::Bytes{proof}, db::Bytes{"digest"})).size();
    };
    EXPECT_EQ(taken(), 1);
    EXPECT_EQ(taken(), 0) << "nobody else has it for five minutes";
    EXPECT_EQ(pause("a"), 5);
    make_due();
    SmtpSink sink;
    send_through(sink);
    EXPECT_EQ(wait_until("a", "sent 2 {}"), "sent 2 {}");
    EXPECT_EQ(sink.mails().size(), 1u);
}

TEST_F(Sending, MayDoubleWhatTheServerTookWithoutSayingSoAndTheMessageIdTells)
{
    auto const id_of = [](std::string const& data) {
        auto const at = data.find("Message-ID: ");
        return data.substr(at, data.find('\r', at) - at);
    };
    std::string first;
    {
        SmtpSink silent({.drops_after_data = true});
        put("a");
        send_through(silent);
        EXPECT_EQ(silent.wait_for(1).size(), 1u);
        first = id_of(silent.mails().at(0).data);
        for (int i = 0; i < 200 && pause("a") != 1; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        sender.close();
    }
    make_due();
    SmtpSink sink;
    settings.url = sink.url();
    open();
    EXPECT_EQ(wait_until("a", "sent 2 {}"), "sent 2 {}");
    EXPECT_EQ(id_of(sink.mails().at(0).data), first);
}

TEST_F(Sending, KeepsMailInFilesWhereThereIsNoServer)
{
    put("a", R"({"detail": "something"})");
    open();
    EXPECT_EQ(wait_until("a", "sent 1 {}"), "sent 1 {}");
    std::vector<fs::path> const files{fs::directory_iterator(settings.spool), {}};
    ASSERT_EQ(files.size(), 1u);
    EXPECT_EQ(files[0].extension(), ".eml");
    struct stat status {};
    ASSERT_EQ(::stat(files[0].c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600u);
    ASSERT_EQ(::stat(settings.spool.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0700u);
    std::ostringstream text;
    text << std::ifstream(files[0]).rdbuf();
    EXPECT_THAT(text.str(), HasSubstr("To: ada@new.example\r\n"));
}

TEST_F(Sending, IsForTheServerAlone)
{
    put("a");
    db::Session app(database.url());
    auto refused = [&](std::string const& call) {
        try {
            app.run(call);
            return std::string();
        } catch (db::Error const& error) {
            return error.sqlstate;
        }
    };
    EXPECT_EQ(refused("select id from wall.claim_mail('a guess', 'digest')"), "GH401");
    EXPECT_EQ(refused("select wall.mail_sent('a guess', gen_random_uuid())"), "GH401");
    EXPECT_EQ(refused("select wall.mail_refused('a guess', gen_random_uuid(), true, '')"), "GH401");
    EXPECT_EQ(refused("select wall.tidy_mail('a guess')"), "GH401");
    EXPECT_EQ(refused("select wall.let_send('digest')"), "42501");
    EXPECT_EQ(refused("select wall.send_mail_to('k', 'alert', 'x@x.example', 'en', '{}')"), "42501");
    EXPECT_EQ(refused("select wall.send_mail('k', 'alert', null, '{}')"), "42501");
    EXPECT_EQ(refused("select key from platform.outbox"), "42501");
}

TEST_F(Sending, PutsALinksSecretNowhereButInTheMail)
{
    auto& superuser = database.superuser();
    auto const link = superuser.value<Uuid>("select wall.make_link('invitation', gen_random_uuid(), 'ada@new.example', 60)");
    superuser.run(
        "select wall.send_mail_to('a', 'invitation', 'ada@new.example', 'en', jsonb_build_object('link_id', $1::uuid, 'inviter', 'G', "
        "'place', 'N', 'role', 'builder'))",
        values(link));
    EXPECT_EQ(superuser.value<bool>("select digest is null from platform.links"), true);
    SmtpSink sink;
    send_through(sink);
    ASSERT_EQ(sink.wait_for(1).size(), 1u);
    auto data = sink.mails()[0].data;
    for (auto at = data.find("=\r\n"); at != data.npos; at = data.find("=\r\n"))
        data.erase(at, 3);
    auto const at = data.find("/join#") + 6;
    auto const token = unbase64url(data.substr(at, 43));
    ASSERT_TRUE(token) << data;
    EXPECT_EQ(superuser.value<Uuid>("select (wall.link_of('invitation', $1)).id", values(db::Bytes{*token})), link);
}

TEST_F(Sending, DropsAMailWhoseLinkIsOver)
{
    auto& superuser = database.superuser();
    auto const link = superuser.value<Uuid>("select wall.make_link('invitation', gen_random_uuid(), 'ada@new.example', 60)");
    superuser.run("select wall.send_mail_to('a', 'invitation', 'ada@new.example', 'en', jsonb_build_object('link_id', $1::uuid))",
                  values(link));
    superuser.run("update platform.links set ended_at = now()");
    open();
    EXPECT_EQ(wait_until("a", "needless 0 {}"), "needless 0 {}");
}

}  // namespace
}  // namespace guildhall::mail
