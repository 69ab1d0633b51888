#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guildhall::identity {

// Ten codes that stand in for a lost second factor, each once: 80 random bits, written "ABCD-EFGH-IJKL-MNOP".
struct RecoveryCodes {
    std::vector<std::string> shown;  // to the person, once
    std::vector<std::string> bytes;  // in hex, as statements take them

    static RecoveryCodes make();
};

// The bytes of what somebody typed: either case, with or without dashes and spaces. Nothing if it cannot be a code.
std::optional<std::string> recovery_code(std::string_view typed);

}  // namespace guildhall::identity
