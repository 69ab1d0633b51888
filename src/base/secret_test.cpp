#include "base/secret.h"

#include <gtest/gtest.h>

#include <thread>

using namespace guildhall;

TEST(Sha256, GivesTheDigestsOfFips180)
{
    EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hex(sha256("abc")), hex(sha256("abc")));
}

TEST(Hmac, GivesTheCodesOfRfc4231)
{
    std::string key(20, '\x0b');
    EXPECT_EQ(hex(hmac_sha256(key, "Hi There")), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(hex(hmac_sha384(key, "Hi There")),
              "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59cfaea9ea9076ede7f4af152e8b2fa9cb6");
    EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(hex(hmac_sha1(key, "Hi There")), "b617318655057264e28bc0b6fb378c8ef146be00");  // RFC 2202
}

TEST(Hmac, DoesNotKeepTheKeyOfTheCallBefore)
{
    auto one = hmac_sha256("some key", "text"), other = hmac_sha256("other key", "text");
    EXPECT_NE(one, other);
    EXPECT_EQ(hmac_sha256("other key", "text"), other);
    EXPECT_EQ(hmac_sha256("some key", "text"), one);
    EXPECT_EQ(hmac_sha256("some key", "text"), one);
    EXPECT_EQ(hex(hmac_sha256("", "")), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(Hmac, IsTheSameOnEveryThread)
{
    auto here = hmac_sha256("key", "text");
    std::string there;
    std::thread([&] { there = hmac_sha256("key", "text"); }).join();
    EXPECT_EQ(here, there);
}

TEST(RandomBytes, AreAsManyAsAskedAndNotTheSameTwice)
{
    EXPECT_EQ(random_bytes(0).size(), 0u);
    EXPECT_EQ(random_bytes(33).size(), 33u);
    EXPECT_NE(random_bytes(16), random_bytes(16));
}

TEST(ComparingInConstantTime, IsRightAboutLengthToo)
{
    EXPECT_TRUE(equal_in_constant_time("", ""));
    EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
    EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
    EXPECT_FALSE(equal_in_constant_time("abc", "abcd"));
    EXPECT_FALSE(equal_in_constant_time("abc", ""));
}

TEST(Base64, GivesTheTextsOfRfc4648)
{
    EXPECT_EQ(base64(""), "");
    EXPECT_EQ(base64("f"), "Zg==");
    EXPECT_EQ(base64("fo"), "Zm8=");
    EXPECT_EQ(base64("foo"), "Zm9v");
    EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
    EXPECT_EQ(base64("\xfb\xff\xfe"), "+//+");
    EXPECT_EQ(base64url("\xfb\xff\xfe"), "-__-");
    EXPECT_EQ(base64url("fo"), "Zm8");
}

TEST(Base64Url, ComesBackForEveryLength)
{
    for (std::size_t length = 0; length < 100; ++length) {
        auto bytes = random_bytes(length);
        ASSERT_EQ(unbase64url(base64url(bytes)), bytes);
    }
}

TEST(Base64Url, TakesOneSpellingOnly)
{
    for (auto text : {"Z", "Zg==", "Zh", "Zm9", "Z m8", "Zm8\n", "+//+", "Zm9vZ"})
        EXPECT_FALSE(unbase64url(text)) << text;
}

TEST(Hex, IsReadInEitherCase)
{
    EXPECT_EQ(hex(std::string_view("\x00\xff\x1a", 3)), "00ff1a");
    EXPECT_EQ(unhex("00FF1a"), std::string("\x00\xff\x1a", 3));
    EXPECT_FALSE(unhex("0"));
    EXPECT_FALSE(unhex("0g"));
}

TEST(Sealing, GivesThePlainTextBackOnlyForTheSameKeyAndSubject)
{
    auto key = random_bytes(32);
    for (std::string plain : {"", "x", "JBSWY3DPEHPK3PXP"}) {
        auto sealed = seal(key, plain, "account 1");
        EXPECT_EQ(sealed.size(), plain.size() + 28);
        EXPECT_EQ(unseal(key, sealed, "account 1"), plain);
        EXPECT_FALSE(unseal(key, sealed, "account 2"));
        EXPECT_FALSE(unseal(random_bytes(32), sealed, "account 1"));
    }
    EXPECT_NE(seal(key, "x", ""), seal(key, "x", ""));
}

TEST(Sealing, NoticesEveryChangedBit)
{
    auto key = random_bytes(32);
    auto sealed = seal(key, "secret", "about");
    for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
        auto changed = sealed;
        changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
        EXPECT_FALSE(unseal(key, changed, "about")) << bit;
    }
    for (std::size_t length = 0; length < sealed.size(); ++length)
        EXPECT_FALSE(unseal(key, sealed.substr(0, length), "about"));
}

TEST(Sealing, RefusesAKeyOfAnotherLength)
{
    EXPECT_THROW(seal("short", "x", ""), std::invalid_argument);
    EXPECT_THROW(unseal(std::string(31, 'k'), std::string(40, 'x'), ""), std::invalid_argument);
}
