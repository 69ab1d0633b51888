#pragma once
#include <optional>
#include <string_view>

namespace guildhall::own_account {

inline constexpr std::size_t largest_picture = 256 * 1024;

// The media type that the first bytes are of, whatever the file is called: PNG, JPEG or WebP; none for anything else.
std::optional<std::string_view> picture_type(std::string_view bytes);

}  // namespace guildhall::own_account
