#include "identity/totp.h"

#include <gtest/gtest.h>

using namespace guildhall;
using namespace guildhall::identity;

namespace {
std::string const secret = "12345678901234567890";  // RFC 6238 appendix B

Time at(std::int64_t seconds)
{
    return {seconds * 1'000'000};
}
}  // namespace

TEST(ATotpCode, IsThatOfRfc6238)
{
    for (auto [seconds, code] : {std::pair{59LL, "287082"},
                                 {1111111109LL, "081804"},
                                 {1111111111LL, "050471"},
                                 {1234567890LL, "005924"},
                                 {2000000000LL, "279037"},
                                 {20000000000LL, "353130"}})
        EXPECT_EQ(totp_code(secret, seconds / 30), code) << seconds;
}

TEST(ATotpCode, IsThatOfRfc4226)
{
    char const* const codes[] = {"755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"};
    for (int counter = 0; counter < 10; ++counter)
        EXPECT_EQ(totp_code(secret, counter), codes[counter]);
}

TEST(ATotpCode, IsTakenOneStepEarlyOrLate)
{
    for (int step : {99, 100, 101})
        EXPECT_EQ(matched_step(secret, totp_code(secret, step), at(3015)), step);
    EXPECT_FALSE(matched_step(secret, totp_code(secret, 98), at(3015)));
    EXPECT_FALSE(matched_step(secret, totp_code(secret, 102), at(3015)));
}

TEST(ATotpCode, WorksOnce)
{
    auto code = totp_code(secret, 100);
    auto step = matched_step(secret, code, at(3000), 99);
    ASSERT_EQ(step, 100);
    EXPECT_FALSE(matched_step(secret, code, at(3010), *step));
    EXPECT_FALSE(matched_step(secret, totp_code(secret, 99), at(3010), *step)) << "nor does an older one";
    EXPECT_EQ(matched_step(secret, totp_code(secret, 101), at(3010), *step), 101);
}

TEST(ATotpCode, IsSixDigitsAndNothingElse)
{
    for (auto code : {"", "28708", "2870820", " 287082", "287082 ", "28708a", "287-82"})
        EXPECT_FALSE(matched_step(secret, code, at(59))) << code;
    EXPECT_TRUE(matched_step(secret, "287082", at(59)));
}

TEST(Base32, IsThatOfRfc4648)
{
    for (auto [plain, text] : {std::pair{"", ""},
                               {"f", "MY"},
                               {"fo", "MZXQ"},
                               {"foo", "MZXW6"},
                               {"foob", "MZXW6YQ"},
                               {"fooba", "MZXW6YTB"},
                               {"foobar", "MZXW6YTBOI"}}) {
        EXPECT_EQ(base32(plain), text);
        EXPECT_EQ(unbase32(text), plain);
    }
    EXPECT_EQ(unbase32("mzxw 6ytb OI======"), "foobar");
    EXPECT_FALSE(unbase32("MZXW1"));
    EXPECT_FALSE(unbase32("MZXW-6"));
}

TEST(AnOtpauthUri, EscapesWhatItCarries)
{
    EXPECT_EQ(otpauth_uri("foobar", "Guild hall", "ada+x@example.com"),
              "otpauth://totp/Guild%20hall:ada%2Bx%40example.com?secret=MZXW6YTBOI&issuer=Guild%20hall&algorithm=SHA1&digits=6&period=30");
    EXPECT_EQ(new_totp_secret().size(), 20u);
}
