// What an authenticator made: the CBOR of its data (libfido2 takes it apart), the client's JSON, and signatures. The first byte says which.
#include "identity/passkey.h"
#include "fuzz.h"

using namespace guildhall;

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    static auto const party = identity::RelyingParty::of("https://crm.example.com");
    auto const all = fuzz::text(data, size);
    if (all.empty())
        return 0;
    auto const rest = all.substr(1);
    if (all.front() == 'j') {
        for (auto const ceremony : {identity::Ceremony::create, identity::Ceremony::get})
            if (auto const challenge = identity::answered_challenge(party, ceremony, rest))
                fuzz::must(challenge->size() <= rest.size(), "a challenge stands in what is answered");
        return 0;
    }
    if (auto const made = identity::new_passkey(party, rest)) {
        fuzz::must(!made->credential_id.empty() && made->credential_id.size() <= rest.size(), "a key's id stands in its data");
        fuzz::must(!made->public_key.empty() && made->sign_count >= 0, "a key has bytes and a count");
        auto const checked = identity::checked_passkey(party, {made->algorithm, made->public_key}, "{}", rest, rest);
        fuzz::must(!checked, "what nobody signed is not taken");
    }
    return 0;
}
