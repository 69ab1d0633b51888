// Access tokens: as they come, and with a payload of any kind that is rightly signed. Only what the server itself would have written is taken.
#include "identity/jwt.h"
#include "base/secret.h"
#include "fuzz.h"

using namespace guildhall;

namespace {

constexpr std::int64_t now = 1'795'298'100;
std::string const secret(32, 'k');

identity::AccessTokens const& tokens()
{
    static identity::AccessTokens const made({{"k1", secret}}, "http://localhost:8080", "http://localhost:8080/api");
    return made;
}

void look(std::string const& token)
{
    auto const claims = tokens().verify(token, Time{now * 1'000'000});
    if (!claims)
        return;
    fuzz::must(claims->issued_at <= now && now < claims->expires_at, "a token that is taken holds now");
    fuzz::must(tokens().sign(*claims) == token, "a token that is taken is one that the server would have written");
}

}  // namespace

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const bytes = fuzz::text(data, size);
    look(std::string(bytes));
    auto const input = base64url(R"({"alg":"HS256","kid":"k1","typ":"at+jwt"})") + "." + base64url(bytes);
    look(input + "." + identity::hs256(secret, input));
    fuzz::Parts parts(bytes);
    auto const header = base64url(parts.next()) + "." + base64url(parts.rest());
    look(header + "." + identity::hs256(secret, header));
    return 0;
}
