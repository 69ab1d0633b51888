#pragma once
#include <string_view>

namespace guildhall {

inline constexpr std::string_view version = "0.1.0";

}  // namespace guildhall
