// Secrets and codes of authenticator apps: only the six digits of a step near now are taken, and each once.
#include "identity/totp.h"
#include "base/time.h"
#include "fuzz.h"

using namespace guildhall;

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    fuzz::Parts parts(fuzz::text(data, size));
    auto const code = parts.next(), typed = parts.next();
    std::string const secret(parts.rest());
    Time const now{1'795'298'100 * std::int64_t(1'000'000)};
    constexpr std::int64_t step = 1'795'298'100 / 30;
    if (auto const matched = identity::matched_step(secret, code, now)) {
        fuzz::must(code.size() == 6 && *matched >= step - 1 && *matched <= step + 1, "a code is six digits of a step near now");
        fuzz::must(identity::totp_code(secret, *matched) == code, "a code is that of its step");
        fuzz::must(!identity::matched_step(secret, identity::totp_code(secret, step), now, step + 1),
                   "a code that was used is not taken again");
    }
    fuzz::must(identity::matched_step(secret, identity::totp_code(secret, step), now).has_value(), "the code of now is taken");
    fuzz::must(identity::unbase32(identity::base32(secret)) == secret, "a secret that is written is read back");
    if (auto const bytes = identity::unbase32(typed))
        fuzz::must(bytes->size() <= typed.size(), "a secret is shorter than it is written");
    auto const uri = identity::otpauth_uri(secret, "Guildhall", typed);
    fuzz::must(uri.find_first_of(" \"<>\r\n") == uri.npos, "an address has no spaces or quotes");
    return 0;
}
