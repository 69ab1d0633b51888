#include "identity/keys.h"

#include "base/secret.h"
#include "identity/key_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>

using namespace guildhall;
using namespace guildhall::identity;
using testing::HasSubstr;
using testing::Not;

namespace {

class TheKeys : public testing::Test {
protected:
    TheKeys() { std::filesystem::create_directories(data); }
    ~TheKeys() override { std::filesystem::remove_all(data); }

    Keys read()
    {
        return read_keys([this](std::string const& name) { return given.contains(name) ? std::optional(given[name]) : std::nullopt; },
                         data);
    }
    std::string refusal()
    {
        try {
            read();
        } catch (std::runtime_error const& error) {
            return error.what();
        }
        ADD_FAILURE() << "was not refused";
        return {};
    }
    std::string file(std::string const& name) { return data + "/keys/" + name; }
    void write(std::string const& path, std::string const& text)
    {
        std::filesystem::remove(path);
        std::ofstream(path) << text;
        chmod(path.c_str(), 0600);
    }
    static std::string good() { return base64url(random_bytes(32)); }
    static unsigned mode(std::string const& path)
    {
        struct stat facts {};
        return stat(path.c_str(), &facts) == 0 ? facts.st_mode & 0777 : 0;
    }

    std::string data = (std::filesystem::temp_directory_path() / ("guildhall-keys-" + hex(random_bytes(8)))).string();
    std::map<std::string, std::string> given;
};

}  // namespace

TEST_F(TheKeys, AreMadeAtTheFirstStartAndKept)
{
    auto first = read();
    EXPECT_EQ(mode(data + "/keys"), 0700u);
    for (auto name : {"jwt", "pepper", "field", "audit", "session"})
        EXPECT_EQ(mode(file(name)), 0600u) << name;
    EXPECT_EQ(first.jwt.size(), 1u);
    EXPECT_EQ(first.jwt[0].secret.size(), 32u);
    EXPECT_EQ(first.pepper.size(), 32u);
    EXPECT_EQ(first.field.size(), 32u);
    EXPECT_EQ(first.audit.size(), 32u);
    EXPECT_NE(first.pepper, first.field);

    auto second = read();
    EXPECT_EQ(second.jwt[0].kid, first.jwt[0].kid);
    EXPECT_EQ(second.jwt[0].secret, first.jwt[0].secret);
    EXPECT_EQ(second.pepper, first.pepper);
    EXPECT_EQ(second.field, first.field);
    EXPECT_EQ(second.audit, first.audit);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(data), {}), 1) << "nothing else is left behind";
}

TEST_F(TheKeys, AreMadeInAnEmptyFolderAsWell)
{
    std::filesystem::create_directories(data + "/keys");
    read();
    EXPECT_TRUE(std::filesystem::exists(file("pepper")));
}

TEST_F(TheKeys, ThatAreGivenAreNotMade)
{
    given["GUILDHALL_PEPPER"] = good();
    write(data + "/field.txt", good() + "\n");
    given["GUILDHALL_FIELD_KEY_FILE"] = data + "/field.txt";
    auto keys = read();
    EXPECT_FALSE(std::filesystem::exists(file("pepper")));
    EXPECT_FALSE(std::filesystem::exists(file("field")));
    EXPECT_TRUE(std::filesystem::exists(file("jwt")));
    EXPECT_EQ(read().field, keys.field);
}

TEST_F(TheKeys, NeedNoFolderWhenAllAreGiven)
{
    for (auto name : {"GUILDHALL_JWT_KEY", "GUILDHALL_PEPPER", "GUILDHALL_FIELD_KEY", "GUILDHALL_AUDIT_KEY", "GUILDHALL_SESSION_KEY"})
        given[name] = good();
    read();
    EXPECT_FALSE(std::filesystem::exists(data + "/keys"));
}

TEST_F(TheKeys, AreRefusedAllAtOnceByNameAndNeverByValue)
{
    given["GUILDHALL_JWT_KEY"] = "tooshort-Zx81";
    given["GUILDHALL_PEPPER"] = "please-change-me-please-change-me-1234567890";
    given["GUILDHALL_FIELD_KEY"] = "";
    given["GUILDHALL_AUDIT_KEY_FILE"] = data + "/not-there";
    auto text = refusal();
    EXPECT_THAT(text, HasSubstr("GUILDHALL_JWT_KEY must have at least 32 characters"));
    EXPECT_THAT(text, HasSubstr("GUILDHALL_PEPPER is a placeholder"));
    EXPECT_THAT(text, HasSubstr("GUILDHALL_FIELD_KEY is empty"));
    EXPECT_THAT(text, HasSubstr("GUILDHALL_AUDIT_KEY_FILE names a file that is not there"));
    EXPECT_THAT(text, Not(HasSubstr("Zx81")));
    EXPECT_THAT(text, Not(HasSubstr("change-me")));
    EXPECT_EQ(std::ranges::count(text, '\n'), 3);
    EXPECT_FALSE(std::filesystem::exists(data + "/keys")) << "a start that is refused leaves nothing behind";
}

TEST_F(TheKeys, AreNoPlaceholders)
{
    for (auto text : {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "0123456789012345678901234567890123456789",
                      "YOUR-KEY-HERE-AND-SOMETHING-TO-FILL-IT-UP", "this-is-an-EXAMPLE-of-a-long-key-zqxj"}) {
        given["GUILDHALL_PEPPER"] = text;
        EXPECT_THAT(refusal(), HasSubstr("GUILDHALL_PEPPER is a placeholder")) << text;
    }
    for (int i = 0; i < 2000; ++i) {
        given["GUILDHALL_PEPPER"] = good();
        given["GUILDHALL_FIELD_KEY"] = base64(random_bytes(32));
        given["GUILDHALL_AUDIT_KEY"] = hex(random_bytes(32));
        ASSERT_NO_THROW(read());
    }
}

TEST_F(TheKeys, AreNotTheSameTwice)
{
    given["GUILDHALL_PEPPER"] = given["GUILDHALL_FIELD_KEY"] = good();
    EXPECT_THAT(refusal(), HasSubstr("GUILDHALL_FIELD_KEY must not be the same as GUILDHALL_PEPPER"));
}

TEST_F(TheKeys, AreGivenInOneWayOnly)
{
    given["GUILDHALL_PEPPER"] = good();
    given["GUILDHALL_PEPPER_FILE"] = "/dev/null";
    EXPECT_THAT(refusal(), HasSubstr("GUILDHALL_PEPPER and GUILDHALL_PEPPER_FILE are both set"));
}

TEST_F(TheKeys, AreNotMadeAgainWhenOneIsLost)
{
    read();
    std::filesystem::remove(file("pepper"));
    EXPECT_THAT(refusal(), HasSubstr("GUILDHALL_PEPPER is not set"));
    EXPECT_FALSE(std::filesystem::exists(file("pepper")));
}

TEST_F(TheKeys, InTheFolderAreCheckedToo)
{
    read();
    write(file("pepper"), "");
    write(file("field"), "short");
    chmod(file("audit").c_str(), 0644);
    auto text = refusal();
    EXPECT_THAT(text, HasSubstr("GUILDHALL_PEPPER is empty"));
    EXPECT_THAT(text, HasSubstr("GUILDHALL_FIELD_KEY must have at least 32 characters"));
    EXPECT_THAT(text, HasSubstr("GUILDHALL_AUDIT_KEY (" + file("audit") + ") is open to every user"));
}

TEST_F(TheKeys, OfTokensCanBeRotated)
{
    given["GUILDHALL_JWT_KEY"] = good();
    auto before = read();
    given["GUILDHALL_JWT_KEY_PREVIOUS"] = given["GUILDHALL_JWT_KEY"];
    given["GUILDHALL_JWT_KEY"] = good();
    auto after = read();
    ASSERT_EQ(after.jwt.size(), 2u);
    EXPECT_EQ(after.jwt[1].kid, before.jwt[0].kid);
    EXPECT_EQ(after.jwt[1].secret, before.jwt[0].secret);
    EXPECT_NE(after.jwt[0].kid, after.jwt[1].kid);
}

TEST_F(TheKeys, AreChangedAndTheFormerOnesStay)
{
    auto const first = read();
    for (int turn = 0; turn < 2; ++turn)
        for (auto const* name : {"jwt", "pepper", "field", "audit"})
            replace_secret_file(file(name), good());
    auto const third = read();
    EXPECT_EQ(third.jwt.size(), 3u);
    EXPECT_EQ(third.jwt.back().kid, first.jwt.front().kid);
    EXPECT_EQ(third.former_peppers.size(), 2u);
    EXPECT_EQ(third.former_peppers.back(), first.pepper);
    EXPECT_EQ(third.former_fields.back(), first.field);
    EXPECT_EQ(third.former_audits.back(), first.audit);
    EXPECT_NE(third.pepper, first.pepper);
    EXPECT_EQ(third.session, first.session) << "or everybody would be signed out";
    EXPECT_EQ(mode(file("pepper")), 0600u);
    EXPECT_EQ(mode(file("pepper_previous")), 0600u);
}

TEST_F(TheKeys, MayBeFoundTwiceWhereAChangeWasCutShort)
{
    auto const first = read();
    std::filesystem::copy(file("pepper"), file("pepper_previous"));
    auto const same = read();
    EXPECT_EQ(same.pepper, first.pepper);
    EXPECT_TRUE(same.former_peppers.empty());
}

TEST_F(TheKeys, OfTheFirstVersionsGetOneForSessions)
{
    read();
    std::filesystem::remove(file("session"));
    auto const made = read();
    EXPECT_EQ(read().session, made.session);
    EXPECT_EQ(mode(file("session")), 0600u);
}
