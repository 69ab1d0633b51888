#include "mail/smtp.h"

#include <gmock/gmock.h>

#include "support/smtp_sink.h"

namespace guildhall::mail {
namespace {

using support::SmtpSink;
using testing::HasSubstr;

TEST(AConversation, AsksForTlsAndForTheRightCertificate)
{
    auto const certificate = support::Certificate::make();
    SmtpSink sink({.tls = certificate});
    std::atomic<bool> const stopping = false;
    Settings settings;
    settings.from = {"Guildhall", "crm@example.com"};
    settings.url = sink.url();
    settings.tls = true;
    EXPECT_EQ(deliver(settings, "ada@new.example", "Subject: x\r\n\r\nx\r\n", stopping).outcome, Delivery::Outcome::refused)
        << "nobody vouches for this certificate";
    EXPECT_EQ(sink.mails().size(), 0u);
    settings.authority = certificate.certificate;
    EXPECT_EQ(deliver(settings, "ada@new.example", "Subject: x\r\n\r\nx\r\n", stopping).reason, "");
    ASSERT_EQ(sink.mails().size(), 1u);
    EXPECT_TRUE(sink.mails()[0].encrypted);
}

TEST(AConversation, DoesNotSendPlainlyWhereTlsIsWanted)
{
    SmtpSink plain;
    std::atomic<bool> const stopping = false;
    Settings settings;
    settings.from = {"Guildhall", "crm@example.com"};
    settings.url = plain.url();
    settings.tls = true;
    auto const delivery = deliver(settings, "ada@new.example", "Subject: x\r\n\r\nx\r\n", stopping);
    EXPECT_EQ(delivery.outcome, Delivery::Outcome::refused);
    EXPECT_EQ(plain.mails().size(), 0u);
    EXPECT_EQ(plain.recipients(), 0) << "not even who gets mail";
}

TEST(AMailServersAddress, IsReadStrictly)
{
    for (auto const* good : {"smtp://mail.example.com:587", "smtps://mail.example.com", "smtp://127.0.0.1:25", "smtp://[::1]:25/"})
        EXPECT_EQ(problem_of(good), std::nullopt) << good;
    for (auto const* bad : {"", "mail.example.com", "http://mail.example.com", "smtp://", "smtp://a b", "smtp://x.example/path",
                            "smtp://x.example?a=b", "smtp://user:secret@x.example"})
        EXPECT_NE(problem_of(bad), std::nullopt) << bad;
    EXPECT_THAT(*problem_of("smtp://user:secret@x.example"), testing::Not(HasSubstr("secret")));
    EXPECT_TRUE(is_on_this_machine("smtp://localhost:25"));
    EXPECT_FALSE(is_on_this_machine("smtp://localhost.example.com:25"));
}

}  // namespace
}  // namespace guildhall::mail
