#include "mail/message.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <sstream>

#include "mail/texts.h"

namespace guildhall::mail {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

Letter invitation(std::string inviter)
{
    return {.what = Template::invitation,
            .language = "en",
            .facts = {{"name", "Ada"}, {"inviter", std::move(inviter)}, {"place", "Northwind"}, {"role", "builder"}},
            .public_url = "https://crm.example.com",
            .token = "t0ken"};
}

Envelope envelope()
{
    return {{"Guildhall", "crm@example.com"}, "ada@new.example", "one", Time{1'763'820'000'000'000}};
}

std::vector<std::string> header_lines(std::string const& message)
{
    std::vector<std::string> lines;
    std::istringstream head(message.substr(0, message.find("\r\n\r\n")));
    for (std::string line; std::getline(head, line);)
        lines.push_back(line.substr(0, line.find('\r')));
    return lines;
}

TEST(ALetter, SaysWhoInvitesToWhatAndWhereTheLinkIs)
{
    auto const content = written(invitation("Gita"));
    EXPECT_EQ(content.subject, "Gita invites you to Northwind");
    EXPECT_THAT(content.plain, HasSubstr("Hello Ada,\n\nGita invites you to join Northwind on Guildhall as member of a team.\n\n"));
    EXPECT_THAT(content.plain, HasSubstr("Accept the invitation:\nhttps://crm.example.com/join#t0ken\n"));
    EXPECT_THAT(content.html, HasSubstr("<a href=\"https://crm.example.com/join#t0ken\""));
    EXPECT_THAT(content.plain, HasSubstr("Sent by Guildhall at crm.example.com."));
}

TEST(ALetter, TakesWhatPeopleWroteForNoMoreThanText)
{
    auto const content = written(invitation("<img src=//evil.example/x> \"&' {host}\nYour account is locked"));
    EXPECT_THAT(content.html, HasSubstr("&lt;img src=//evil.example/x&gt; &quot;&amp;&#39; {host} Your account"));
    EXPECT_THAT(content.html, Not(HasSubstr("<img")));
    EXPECT_THAT(content.subject, Not(HasSubstr("\n")));
}

TEST(ALetter, LoadsNothingFromAnywhere)
{
    for (auto const language : languages)
        for (std::size_t i = 0; i < names_of(static_cast<Template*>(nullptr)).size(); ++i) {
            auto letter = invitation("Gita");
            letter.what = static_cast<Template>(i);
            letter.language = language;
            letter.facts["email"] = "ada@new.example";
            letter.facts["at"] = "2026-11-22 15:00 UTC";
            auto const content = written(letter);
            for (auto const* loading : {"src=", "url(", "<link", "<script", "<img", "@import", "background=\""})
                EXPECT_THAT(content.html, Not(HasSubstr(loading)));
            EXPECT_THAT(content.plain + content.html + content.subject, Not(HasSubstr("{"))) << "every word was filled in";
        }
}

TEST(ALetter, LeavesOutWhatItIsNotTold)
{
    Letter letter{
        .what = Template::new_device, .language = "de", .facts = {{"device", "Firefox"}}, .public_url = "http://x.example", .token = {}};
    auto const content = written(letter);
    EXPECT_THAT(content.plain, HasSubstr("Guten Tag,\n"));
    EXPECT_THAT(content.plain, HasSubstr("Gerät: Firefox\n"));
    EXPECT_THAT(content.plain, Not(HasSubstr("Land:")));
    EXPECT_THAT(content.plain, HasSubstr("http://x.example/account\n"));
}

TEST(ALetter, NamesACountryInItsLanguage)
{
    auto const said = [](std::string const& language, std::string const& country) {
        Letter const letter{.what = Template::alert, .language = language, .facts = {{"country", country}}, .public_url = {}, .token = {}};
        return written(letter).plain;
    };
    EXPECT_THAT(said("de", "CH"), HasSubstr("Land: Schweiz\n"));
    EXPECT_THAT(said("es-MX", "CH"), HasSubstr("País: Suiza\n"));
    EXPECT_THAT(said("xx", "CH"), HasSubstr("Country: Switzerland\n"));
    EXPECT_THAT(said("en", "of\nmilk"), HasSubstr("Country: of milk\n"));
}

TEST(AMessage, HasTheHeadersThatItShouldAndBothParts)
{
    auto const text = message(envelope(), written(invitation("Gita")));
    auto const lines = header_lines(text);
    EXPECT_THAT(lines, testing::IsSupersetOf({"Date: Sat, 22 Nov 2025 14:00:00 +0000", "From: Guildhall <crm@example.com>",
                                              "To: ada@new.example", "Subject: Gita invites you to Northwind",
                                              "Message-ID: <one@example.com>", "Auto-Submitted: auto-generated", "MIME-Version: 1.0"}));
    EXPECT_THAT(text,
                HasSubstr("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nHello Ada,\r\n"));
    EXPECT_THAT(text, HasSubstr("Content-Type: text/html; charset=utf-8\r\n"));
    EXPECT_THAT(text, EndsWith("--\r\n"));
}

TEST(AMessage, CannotBeGivenAHeader)
{
    std::vector<std::string> const all{"Gita\r\nBcc: all@evil.example", "Gita\nBcc: all@evil.example", "Gita\rBcc: x@evil.example",
                                       "Git\xc3\xa4\r\n\r\n<script>", std::string("Gita\0\r\nBcc: y@evil.example", 26)};
    for (auto const& evil : all)
        for (auto const& line : header_lines(message(envelope(), written(invitation(evil)))))
            EXPECT_TRUE(line.starts_with("Date: ") || line.starts_with("From: ") || line.starts_with("To: ") ||
                        line.starts_with("Subject: ") || line.starts_with(" =?UTF-8?B?") || line.starts_with("Message-ID: ") ||
                        line.starts_with("Auto-Submitted: ") || line.starts_with("MIME-Version: ") ||
                        line.starts_with("Content-Type: multipart/alternative; "))
                << line;
    for (auto const* to :
         {"ada@new.example\r\nBcc: all@evil.example", "ada@new.example, bob@new.example", "<ada@new.example>", "ada", ""}) {
        auto bad = envelope();
        bad.to = to;
        EXPECT_THROW(message(bad, written(invitation("Gita"))), std::invalid_argument) << to;
    }
}

TEST(AMessage, SpeaksEveryLanguageInItsHeadersWithoutLongLines)
{
    auto const text = message(envelope(), written(invitation("Łucja Żółć-Ångström 株式会社グリーンハウス, die Leiterin der Abteilung")));
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        EXPECT_LE(line.size(), 78u) << line;
        EXPECT_TRUE(line.ends_with('\r'));
        EXPECT_TRUE(std::all_of(line.begin(), line.end(), [](unsigned char c) { return c < 0x80; })) << line;
    }
    EXPECT_THAT(text, HasSubstr("Subject: =?UTF-8?B?"));
}

TEST(QuotedPrintable, KeepsWhatItIsGiven)
{
    EXPECT_EQ(quoted_printable("a=b\nGrüße \n.\n"), "a=3Db\r\nGr=C3=BC=C3=9Fe=20\r\n.\r\n");
    EXPECT_EQ(quoted_printable(std::string(80, 'x')), std::string(75, 'x') + "=\r\n" + std::string(5, 'x') + "\r\n");
    EXPECT_EQ(quoted_printable(std::string(76, 'x')), std::string(76, 'x') + "\r\n");
}

TEST(AMailbox, IsAnAddressWithOrWithoutAName)
{
    auto const named = Mailbox::parse("Guildhall of Zürich <crm@example.com>");
    ASSERT_TRUE(named);
    EXPECT_EQ(named->name, "Guildhall of Zürich");
    EXPECT_EQ(named->address, "crm@example.com");
    EXPECT_EQ(Mailbox::parse("crm@example.com")->name, "");
    for (auto const* wrong :
         {"", "Guildhall", "Guildhall <crm>", "A\r\nB <crm@example.com>", "crm@example.com, x@example.com", "<crm@example.com"})
        EXPECT_FALSE(Mailbox::parse(wrong)) << wrong;
}

}  // namespace
}  // namespace guildhall::mail
