#include "identity/authenticate.h"

#include <gtest/gtest.h>

#include "base/failure.h"
#include "base/secret.h"
#include "support/server.h"

namespace guildhall::identity {

namespace {

struct ARequest : ::testing::Test {
    Services services{support::test_keys(), {.public_url = "https://crm.example"}};
    Authenticate authenticate = authenticator(services);
    std::string secret = random_bytes(32);
    http::Request request;

    ARequest()
    {
        request.method = "POST";
        request.host = "crm.example";
        request.secure = true;
    }
    void with(std::string const& name, std::string const& value) { request.headers.add(name, value); }
    void with_cookie() { with("Cookie", "theme=dark; __Host-guildhall=" + base64url(secret)); }

    std::string token(Uuid session, std::int64_t age = 0) const
    {
        AccessClaims claims{.account = Uuid::make(), .session = session, .membership = {}};
        claims.issued_at = Time::now().microseconds / 1'000'000 - age;
        claims.expires_at = claims.issued_at + AccessTokens::longest_life;
        return services.tokens().sign(claims);
    }
    // The problem it meets, or none.
    std::optional<Problem> problem(Entrance entrance = Entrance::account)
    {
        try {
            authenticate(request, entrance);
            return {};
        } catch (Failure const& failure) {
            return failure.problem;
        }
    }
};

}  // namespace

TEST_F(ARequest, OfNobodyHasNoProof)
{
    EXPECT_EQ(authenticate(request, Entrance::account).proof, "");
}

TEST_F(ARequest, WithATokenProvesItsSession)
{
    auto const session = Uuid::make();
    with("Authorization", "bearer " + token(session));
    auto const caller = authenticate(request, Entrance::guild);
    EXPECT_EQ(caller.proof, services.proof_of_token(session));
    EXPECT_FALSE(caller.browser);
}

TEST_F(ARequest, WithATokenThatIsOverIsNobodys)
{
    with("Authorization", "Bearer " + token(Uuid::make(), AccessTokens::longest_life));
    EXPECT_EQ(problem(), Problem::unauthenticated);
}

TEST_F(ARequest, WithTwoTokensIsNobodys)
{
    with("Authorization", "Bearer " + token(Uuid::make()));
    with("Authorization", "Bearer " + token(Uuid::make()));
    EXPECT_EQ(problem(), Problem::unauthenticated);
}

TEST_F(ARequest, OfABrowserMayReadByItsCookieAlone)
{
    request.method = "GET";
    with_cookie();
    auto const caller = authenticate(request, Entrance::account);
    EXPECT_EQ(caller.proof, secret);
    EXPECT_TRUE(caller.browser);
}

TEST_F(ARequest, OfABrowserChangesNothingWithoutTokenAndOrigin)
{
    with_cookie();
    EXPECT_EQ(problem(), Problem::forbidden);
    with("X-CSRF-Token", services.csrf_token(secret));
    EXPECT_EQ(problem(), Problem::forbidden);
    with("Origin", "https://crm.example");
    EXPECT_EQ(problem(), std::nullopt);
}

TEST_F(ARequest, ComesFromAnotherOriginWhateverElseItSays)
{
    with_cookie();
    with("X-CSRF-Token", services.csrf_token(secret));
    with("Sec-Fetch-Site", "same-origin");
    EXPECT_EQ(problem(), std::nullopt);
    with("Origin", "http://crm.example");
    EXPECT_EQ(problem(), Problem::forbidden) << "the same host without TLS is another origin";
}

TEST_F(ARequest, ComesFromElsewhereIfTheBrowserSaysSo)
{
    with_cookie();
    with("X-CSRF-Token", services.csrf_token(secret));
    with("Origin", "https://crm.example");
    with("Sec-Fetch-Site", "cross-site");
    EXPECT_EQ(problem(), Problem::forbidden);
}

TEST_F(ARequest, MayComeFromTheHostItIsSentTo)
{
    request.host = "localhost:8080";
    request.secure = false;
    with_cookie();
    with("X-CSRF-Token", services.csrf_token(secret));
    with("Origin", "http://localhost:8080");
    EXPECT_EQ(problem(), std::nullopt);
}

TEST_F(ARequest, BehindAnOpenRouteIsNotKeptOutByAStaleCookie)
{
    with("Cookie", "__Host-guildhall=nonsense");
    EXPECT_EQ(problem(Entrance::account), Problem::unauthenticated);
    EXPECT_EQ(problem(Entrance::open), std::nullopt);
    EXPECT_EQ(authenticate(request, Entrance::open).proof, "");
}

}  // namespace guildhall::identity
