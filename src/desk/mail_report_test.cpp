// What a mail becomes: whatever stands in it, a text, an address and a moment.
#include "desk/mail_report.h"

#include <gmock/gmock.h>

#include "base/utf8.h"

namespace guildhall::desk {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

namespace {

Time const now = *Time::parse("2026-11-23T12:00:00Z");

std::string mail(std::string const& headers, std::string const& body = "It leaks.\r\n")
{
    return "From: Zoe <zoe@example.org>\r\nSubject: A hole\r\n" + headers + "\r\n" + body;
}

std::string received(std::string const& at)
{
    return "Received: from far (far [192.0.2.1])\r\n\tby here (Postfix) with ESMTP id 1\r\n\tfor <security@here>; " + at + "\r\n";
}

std::string received_at(std::string const& headers)
{
    return read_mail(mail(headers), now).received_at.text();
}

}  // namespace

TEST(AReportByMail, IsSubjectAndTextOfWhoWroteIt)
{
    auto const report = read_mail(mail("Message-ID: <1@example.org>\r\n"), now);
    EXPECT_EQ(report.description, "A hole\n\nIt leaks.\n");
    EXPECT_EQ(report.email, "zoe@example.org");
    EXPECT_EQ(report.digest.size(), 32u);
    EXPECT_NE(report.digest, read_mail(mail(""), now).digest);
}

TEST(AReportByMail, IsReceivedWhenTheNearestServerSays)
{
    auto const lines = received("Mon, 23 Nov 2026 10:30:00 +0100") + received("Sun, 22 Nov 2026 08:00:00 +0000") +
                       "Date: Sat, 21 Nov 2026 08:00:00 +0000\r\n";
    EXPECT_EQ(received_at(lines), "2026-11-23T09:30:00.000000Z");
}

TEST(AReportByMail, IsReceivedNowWhereNoServerSaysOrWhatItSaysCannotBe)
{
    for (auto const& headers : {std::string("Date: Sat, 21 Nov 2026 08:00:00 +0000\r\n"), received("Mon, 23 Nov 2026 12:00:01 +0000"),
                                received("Tue, 25 Aug 2026 11:59:59 +0000"), received("yesterday"), received("")})
        EXPECT_EQ(received_at(headers), now.text()) << headers;
    EXPECT_EQ(received_at(received("Mon, 23 Nov 2026 12:00:00 +0000")), now.text());
    EXPECT_EQ(received_at(received("Tue, 25 Aug 2026 12:00:00 +0000")), "2026-08-25T12:00:00.000000Z");
}

TEST(AReportByMail, IsReadThroughItsEncodings)
{
    auto const report =
        read_mail(mail("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n",
                       "--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n"
                       "--c\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
                       "Gr=FC=DFe\r\n--c\r\nContent-Type: text/html\r\n\r\n<b>Hello</b>\r\n--c--\r\n"
                       "--b\r\nContent-Type: application/zip\r\nContent-Disposition: attachment; filename=\"poc.zip\"\r\n"
                       "Content-Transfer-Encoding: base64\r\n\r\nUEsDBA==\r\n--b--\r\n"),
                  now);
    EXPECT_THAT(report.description, HasSubstr("Grüße"));
    EXPECT_THAT(report.description, Not(HasSubstr("<b>")));
    EXPECT_THAT(report.description, EndsWith("were not kept:\n- poc.zip"));
    auto const encoded = read_mail("From: =?utf-8?q?Zo=C3=AB?= <zoe@example.org>\r\nSubject: =?utf-8?b?TMO8Y2tl?=\r\n\r\nx", now);
    EXPECT_THAT(encoded.description, StartsWith("Lücke"));
}

TEST(AReportByMail, IsNotAnsweredWhereAProgramWroteOrNobodySaysWho)
{
    for (auto const* headers : {"Auto-Submitted: auto-replied\r\n", "Precedence: bulk\r\n", "Return-Path: <>\r\n"})
        EXPECT_FALSE(read_mail(mail(headers), now).email) << headers;
    EXPECT_TRUE(read_mail(mail("Auto-Submitted: no\r\n"), now).email);
    EXPECT_FALSE(read_mail("Subject: x\r\n\r\ny", now).email);
    EXPECT_FALSE(read_mail("From: a@example.org, b@example.org\r\n\r\ny", now).email);
    EXPECT_FALSE(read_mail("From: undisclosed\r\n\r\ny", now).email);
}

TEST(AReportByMail, IsTextWhateverBytesItHas)
{
    std::string body = "a";
    body += '\0';
    body += "\x01\x1b[31m\xff\xfe b\r\n";
    auto const report = read_mail(mail("Content-Type: text/plain; charset=utf-8\r\n", body), now);
    EXPECT_TRUE(valid_utf8(report.description)) << report.description;
    EXPECT_THAT(report.description, Not(HasSubstr("\x1b")));
    EXPECT_EQ(read_mail("From: a@example.org\r\n\r\n", now).description, "(The mail is empty.)");
}

TEST(AReportByMail, IsCutWhereItIsTooLong)
{
    std::string body;
    for (std::size_t i = 0; i < longest_description + 5; ++i)
        body += "ü";
    auto const report = read_mail(mail("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n", body), now);
    EXPECT_LE(characters(report.description), longest_description);
    EXPECT_TRUE(valid_utf8(report.description));
    EXPECT_THAT(report.description, EndsWith("[…]"));
}

TEST(AReportByMail, ThatIsNestedTooDeepEndsSomewhere)
{
    std::string body;
    for (int i = 0; i < 5'000; ++i)
        body += "--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
    EXPECT_NO_THROW(read_mail(mail("Content-Type: multipart/mixed; boundary=b\r\n", body), now));
}

TEST(AReportByMail, IsRefusedWhereItIsNone)
{
    for (std::string const text : {"", "\r\n", "just words"})
        EXPECT_THROW(read_mail(text, now), std::runtime_error) << text;
}

}  // namespace guildhall::desk
