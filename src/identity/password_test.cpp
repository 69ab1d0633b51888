#include "identity/password.h"

#include "base/secret.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

using namespace guildhall;
using namespace guildhall::identity;

TEST(APassword, MayBeAnythingOf8To256Characters)
{
    for (auto text :
         {"vK8#qqLm", "ganz viele Wörter, mit Leerzeichen", "пароль-мой-2026", "東京タワー東京タワー", "🏛🏛🏛🏛🏛🏛🏛🏛"})
        EXPECT_EQ(password_problem(text, "ada@example.com"), std::nullopt) << text;
    std::string longest;
    for (int i = 0; i < 256; ++i)
        longest += "é";
    EXPECT_EQ(password_problem(longest, ""), std::nullopt);
}

TEST(APassword, IsRefusedWhenItIsShortOrLong)
{
    EXPECT_TRUE(password_problem("", ""));
    EXPECT_TRUE(password_problem("vK8#qqL", ""));
    EXPECT_TRUE(password_problem("éééé", "")) << "eight bytes are four characters";
    EXPECT_TRUE(password_problem(std::string(257, 'x'), ""));
}

TEST(APassword, IsRefusedWhenItIsACommonOne)
{
    for (auto text : {"password", "12345678", "qwertyuiop", "Password123", "ILOVEYOU", "p@ssw0rd", "!qaz2wsx", "zxcvbnm123", "trustno1"})
        EXPECT_TRUE(password_problem(text, "")) << text;
    for (auto text : {"passwore", "12345678-", "!qaz2wsy"})
        EXPECT_FALSE(password_problem(text, "")) << text;
}

TEST(APassword, IsRefusedWhenItIsTheEmailAddress)
{
    EXPECT_TRUE(password_problem("Ada@Example.com", "ada@example.com"));
    EXPECT_FALSE(password_problem("ada@example.com-more", "ada@example.com"));
}

TEST(APrehash, TellsLongPasswordsAndNulsApart)
{
    std::string same(72, 'a');
    EXPECT_EQ(prehash(same, "pepper").size(), 64u);
    EXPECT_NE(prehash(same + "1", "pepper"), prehash(same + "2", "pepper"));
    EXPECT_NE(prehash(std::string("ab\0c", 4), "pepper"), prehash(std::string("ab\0d", 4), "pepper"));
    EXPECT_NE(prehash(same, "pepper"), prehash(same, "paprika"));
    EXPECT_EQ(prehash("x", "p"), base64(hmac_sha384("p", "x")));
}

TEST(ASetting, HasItsCostAndAFreshSalt)
{
    auto setting = new_setting();
    EXPECT_EQ(setting.size(), 29u);
    EXPECT_EQ(setting.substr(0, 7), "$2b$12$");
    EXPECT_NE(setting, new_setting());
    EXPECT_EQ(new_setting(10).substr(0, 7), "$2b$10$");
    EXPECT_THROW(new_setting(9), std::invalid_argument);
    EXPECT_THROW(new_setting(17), std::invalid_argument);
}

TEST(AHash, IsFoundAgainWithItselfAsSetting)
{
    auto setting = new_setting(10);
    auto hash = hash_with_setting(setting, "vK8#qqLm", "pepper");
    EXPECT_EQ(hash.size(), 60u);
    EXPECT_TRUE(hash.starts_with(setting));
    EXPECT_EQ(hash_with_setting(hash, "vK8#qqLm", "pepper"), hash);
    EXPECT_NE(hash_with_setting(hash, "vK8#qqLn", "pepper"), hash);
    EXPECT_NE(hash_with_setting(hash, "vK8#qqLm", "other"), hash);
}

TEST(AHash, IsThatOfBcrypt)
{
    // Made with Python: crypt.crypt() of base64(HMAC-SHA-384("pepper", "correct horse battery staple")).
    EXPECT_EQ(hash_with_setting("$2b$10$abcdefghijklmnopqrstuu", "correct horse battery staple", "pepper"),
              "$2b$10$abcdefghijklmnopqrstuu8SFMuERMQMcKv5GQincBS3PWxaieUWO");
}

TEST(AHash, IsNotMadeWithAWeakerOrStrangerSetting)
{
    for (auto setting : {"", "$2b$09$abcdefghijklmnopqrstuu", "$2a$12$abcdefghijklmnopqrstuu", "$2y$12$abcdefghijklmnopqrstuu",
                         "$6$rounds=5000$abcdefghijklmnop", "$2b$12$short", "$2b$99$abcdefghijklmnopqrstuu",
                         "$2b$12$abc!efghijklmnopqrstuu", "$2b$1x$abcdefghijklmnopqrstuu"})
        EXPECT_THROW(hash_with_setting(setting, "x", "p"), std::invalid_argument) << setting;
}

TEST(APepper, IsFoundByTheMarkBehindAHash)
{
    auto const hash = new_hash("vK8#qqLm", "salt", 10);
    EXPECT_EQ(hash.substr(60), "~" + pepper_mark("salt"));
    Peppers const after{"new", {"salt", "first"}};
    EXPECT_EQ(after.of(hash), "salt");
    EXPECT_EQ(hash_with_setting(hash.substr(0, 29) + hash.substr(60), "vK8#qqLm", after.of(hash)), hash);
    EXPECT_EQ(after.of(hash_with_setting(new_setting(10), "vK8#qqLm", "first")), "first") << "without a mark it is the first one";
    EXPECT_THROW(Peppers{"new"}.of(hash), std::runtime_error);
}

TEST(APepper, OrACostThatIsNotThePresentOneOutdatesAHash)
{
    auto const hash = new_hash("vK8#qqLm", "salt", 10);
    EXPECT_FALSE(Peppers{"salt"}.outdated(hash, 10));
    EXPECT_TRUE(Peppers{"salt"}.outdated(hash, 11));
    EXPECT_TRUE((Peppers{"new", {"salt"}}.outdated(hash, 10)));
    EXPECT_FALSE(Peppers{"salt"}.outdated(hash.substr(0, 60), 10));
    EXPECT_TRUE((Peppers{"new", {"salt"}}.outdated(hash.substr(0, 60), 10)));
}

TEST(AHashFromACrmms, IsOfThePasswordItselfAndTakesAsLongAsOurs)
{
    // Made with Python: crypt.crypt("old password 1", "$2b$05$abcdefghijklmnopqrstuu").
    std::string const hash = "$2b$05$abcdefghijklmnopqrstuup02isjgpQ1HeYVRRT5rnTgAI5BrY/0i~crmms";
    Peppers const peppers{"salt"};
    EXPECT_EQ(hash_with_setting(hash.substr(0, 29) + "~crmms", "old password 1", peppers.of(hash)), hash);
    EXPECT_NE(hash_with_setting(hash, "old password 2", peppers.of(hash)), hash);
    EXPECT_TRUE(peppers.outdated(hash, 5));
    auto const rest = rest_of_work(hash, 8);
    ASSERT_EQ(rest.size(), 3u);
    EXPECT_EQ(rest.front().substr(0, 7), "$2b$05$");
    EXPECT_EQ(rest.back().substr(0, 7), "$2b$07$");
    for (auto const& more : rest)
        EXPECT_EQ(hash_with_setting(more, "x", "p").size(), hash.size());
    EXPECT_THAT(rest_of_work(new_hash("vK8#qqLm", "salt", 10), 12), testing::IsEmpty());
    EXPECT_THROW(hash_with_setting("$2b$17$abcdefghijklmnopqrstuu~crmms", "x", "p"), std::invalid_argument);
}
