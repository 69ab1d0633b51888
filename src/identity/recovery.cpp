#include "identity/recovery.h"

#include "base/secret.h"
#include "identity/totp.h"

#include <algorithm>

namespace guildhall::identity {

namespace {
constexpr std::size_t code_bytes = 10, group = 4;
constexpr int how_many = 10;
}  // namespace

RecoveryCodes RecoveryCodes::make()
{
    RecoveryCodes codes;
    for (int i = 0; i < how_many; ++i) {
        auto const bytes = random_bytes(code_bytes);
        auto text = base32(bytes);
        for (auto at = text.size() - group; at > 0; at -= group)
            text.insert(at, "-");
        codes.shown.push_back(std::move(text));
        codes.bytes.push_back(hex(bytes));
    }
    return codes;
}

std::optional<std::string> recovery_code(std::string_view typed)
{
    std::string text(typed);
    std::erase(text, '-');
    auto bytes = unbase32(text);
    if (!bytes || bytes->size() != code_bytes)
        return {};
    return bytes;
}

}  // namespace guildhall::identity
