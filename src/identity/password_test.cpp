#include "identity/password.h"

#include "base/secret.h"

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
