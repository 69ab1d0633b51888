#include "identity/jwt.h"

#include "base/secret.h"

#include <gtest/gtest.h>

#include <stdexcept>

using namespace guildhall;
using namespace guildhall::identity;

namespace {

std::string const secret(32, 'k');
std::string const other_secret(32, 'o');
constexpr std::int64_t now_seconds = 1'795'298'100;
Time const now{now_seconds * 1'000'000};

AccessTokens tokens()
{
    return AccessTokens({{"k1", secret}}, "http://localhost:8080", "guildhall-api");
}

AccessClaims ada()
{
    return {Uuid::make(), Uuid::make(), Uuid::make(), now_seconds, now_seconds + 600};
}

std::string const ours = R"({"alg":"HS256","kid":"k1","typ":"at+jwt"})";

std::string payload_of(AccessClaims const& claims)
{
    auto token = tokens().sign(claims);
    auto begin = token.find('.') + 1;
    return *unbase64url(std::string_view(token).substr(begin, token.rfind('.') - begin));
}

// A token of any header and payload, rightly signed.
std::string forged(std::string_view header, std::string_view payload, std::string_view key = secret)
{
    auto input = base64url(header) + "." + base64url(payload);
    return input + "." + hs256(key, input);
}

std::string replaced(std::string text, std::string_view what, std::string_view with)
{
    auto at = text.find(what);
    EXPECT_NE(at, text.npos) << what;
    return text.replace(at, what.size(), with);
}

}  // namespace

TEST(Hs256, SignsTheExampleOfRfc7515)
{
    // Appendix A.1
    auto key = unbase64url("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow").value();
    std::string input = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
                        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    EXPECT_EQ(hs256(key, input), "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    EXPECT_FALSE(AccessTokens({{"k1", key}}, "joe", "api").verify(input + "." + hs256(key, input), Time{1'300'000'000'000'000}));
}

TEST(AnAccessToken, BringsItsClaimsBack)
{
    auto claims = ada();
    auto token = tokens().sign(claims);
    EXPECT_EQ(tokens().verify(token, now), claims);
    claims.membership = std::nullopt;
    EXPECT_EQ(tokens().verify(tokens().sign(claims), now), claims);
}

TEST(AnAccessToken, IsAJwtThatOthersCanRead)
{
    AccessClaims claims{
        *Uuid::parse("01920000-0000-7000-8000-000000000001"), *Uuid::parse("01920000-0000-7000-8000-000000000002"), {}, 1, 601};
    auto token = tokens().sign(claims);
    EXPECT_EQ(unbase64url(token.substr(0, token.find('.'))), ours);
    EXPECT_EQ(payload_of(claims), R"({"iss":"http://localhost:8080","aud":"guildhall-api","sub":"01920000-0000-7000-8000-000000000001",)"
                                  R"("sid":"01920000-0000-7000-8000-000000000002","membership":null,"iat":1,"nbf":1,"exp":601})");
}

TEST(AnAccessToken, HoldsFromItsFirstSecondToBeforeItsLast)
{
    auto token = tokens().sign(ada());
    EXPECT_TRUE(tokens().verify(token, now));
    EXPECT_TRUE(tokens().verify(token, Time{(now_seconds + 599) * 1'000'000 + 999'999}));
    EXPECT_FALSE(tokens().verify(token, Time{(now_seconds + 600) * 1'000'000}));
    EXPECT_FALSE(tokens().verify(token, Time{now.microseconds - 1})) << "not yet valid";
}

TEST(AnAccessToken, LivesForTenMinutesAtMost)
{
    auto claims = ada();
    claims.expires_at += 1;
    EXPECT_THROW(tokens().sign(claims), std::invalid_argument);
    auto payload =
        replaced(payload_of(ada()), "\"exp\":" + std::to_string(now_seconds + 600), "\"exp\":" + std::to_string(now_seconds + 601));
    EXPECT_FALSE(tokens().verify(forged(ours, payload), now));
}

TEST(AnAccessToken, IsRefusedForAnyOtherHeaderEvenRightlySigned)
{
    auto payload = payload_of(ada());
    EXPECT_TRUE(tokens().verify(forged(ours, payload), now)) << "the control: ours is taken";
    for (auto header :
         {R"({"alg":"none","kid":"k1","typ":"at+jwt"})", R"({"alg":"HS384","kid":"k1","typ":"at+jwt"})",
          R"({"alg":"RS256","kid":"k1","typ":"at+jwt"})", R"({"alg":"hs256","kid":"k1","typ":"at+jwt"})",
          R"({"alg":"HS256","kid":"k2","typ":"at+jwt"})", R"({"alg":"HS256","kid":"../../dev/null","typ":"at+jwt"})",
          R"({"alg":"HS256","typ":"at+jwt"})", R"({"alg":"HS256","kid":"k1","typ":"JWT"})", R"({"alg":"HS256","kid":"k1"})",
          R"({"alg":"HS256","kid":"k1","typ":"at+jwt","jku":"https://evil.example/"})",
          R"({"alg":"HS256","kid":"k1","typ":"at+jwt","jwk":{"kty":"oct","k":"AAAA"}})",
          R"({"alg":"HS256","kid":"k1","typ":"at+jwt","x5u":"https://evil.example/"})",
          R"({"alg":"HS256","kid":"k1","typ":"at+jwt","crit":["exp"]})", R"({"alg":"HS256","alg":"none","kid":"k1","typ":"at+jwt"})",
          R"({"typ":"at+jwt","alg":"HS256","kid":"k1"})", R"({"alg": "HS256","kid":"k1","typ":"at+jwt"})", "{}", "", "null"})
        EXPECT_FALSE(tokens().verify(forged(header, payload), now)) << header;
}

TEST(AnAccessToken, IsRefusedForAnyOtherPayloadEvenRightlySigned)
{
    auto payload = payload_of(ada());
    auto seconds = std::to_string(now_seconds);
    for (auto const& changed :
         {replaced(payload, "localhost:8080", "localhost:8081"), replaced(payload, "guildhall-api", "other-api"),
          replaced(payload, "\"guildhall-api\"", "[\"guildhall-api\"]"), replaced(payload, "\"iss\"", "\"issuer\""),
          replaced(payload, "\"exp\":", "\"exp\":1"), replaced(payload, "\"exp\":", "\"exp\":0"),
          replaced(payload, "\"exp\":", "\"exp\":-"), replaced(payload, "\"nbf\":" + seconds + ",", ""),
          replaced(payload, "\"nbf\":" + seconds, "\"nbf\":" + seconds + ".5"),
          replaced(payload, "\"nbf\":" + seconds, "\"nbf\":\"" + seconds + "\""), replaced(payload, "}", ",\"role\":\"admin\"}"),
          replaced(payload, "}", ",\"exp\":9999999999}"), replaced(payload, "{", "{ "), replaced(payload, "}", "}\n"),
          replaced(payload, "\"sub\":\"0", "\"sub\":\"x"), replaced(payload, "\"membership\":\"", "\"membership\":\"\",\"m\":\""),
          std::string(), std::string("{}"), std::string("null")})
        EXPECT_FALSE(tokens().verify(forged(ours, changed), now)) << changed;
}

TEST(AnAccessToken, IsRefusedWhenAnyCharacterIsChanged)
{
    auto token = tokens().sign(ada());
    for (std::size_t at = 0; at < token.size(); ++at)
        for (char c : {'A', 'z', '.', '=', '-'})
            if (auto changed = token; changed[at] != c) {
                changed[at] = c;
                ASSERT_FALSE(tokens().verify(changed, now)) << at;
            }
}

TEST(AnAccessToken, IsRefusedWithoutItsSignatureOrWithMoreBehindIt)
{
    auto token = tokens().sign(ada());
    auto unsigned_token = token.substr(0, token.rfind('.'));
    for (auto const& text : {std::string(), std::string("."), std::string(".."), std::string("..."), unsigned_token, unsigned_token + ".",
                             token + "=", token + ".", token + "." + token, " " + token, token + "\n", std::string(5000, '.')})
        EXPECT_FALSE(tokens().verify(text, now)) << text;
}

TEST(AnAccessToken, IsRefusedWhenAnotherKeySignedIt)
{
    EXPECT_FALSE(tokens().verify(forged(ours, payload_of(ada()), other_secret), now));
    EXPECT_FALSE(tokens().verify(forged(ours, payload_of(ada()), ""), now));
}

TEST(SigningKeys, RotateWithoutRefusingWhatIsStillValid)
{
    auto claims = ada();
    AccessTokens before({{"k1", secret}}, "http://localhost:8080", "guildhall-api");
    AccessTokens both({{"k2", other_secret}, {"k1", secret}}, "http://localhost:8080", "guildhall-api");
    AccessTokens after({{"k2", other_secret}}, "http://localhost:8080", "guildhall-api");
    EXPECT_EQ(both.verify(before.sign(claims), now), claims);
    EXPECT_EQ(after.verify(both.sign(claims), now), claims);
    EXPECT_FALSE(after.verify(before.sign(claims), now));
}

TEST(SigningKeys, MustBeLongAndNamed)
{
    EXPECT_THROW(AccessTokens({}, "i", "a"), std::invalid_argument);
    EXPECT_THROW(AccessTokens({{"k", std::string(31, 'x')}}, "i", "a"), std::invalid_argument);
    EXPECT_THROW(AccessTokens({{"", secret}}, "i", "a"), std::invalid_argument);
}
