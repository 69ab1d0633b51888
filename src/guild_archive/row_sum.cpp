#include "guild_archive/row_sum.h"

#include "base/secret.h"

namespace guildhall::guild_archive {

void RowSum::add(std::string_view line)
{
    auto const digest = sha256(line);
    unsigned carry = 0;
    for (std::size_t i = sum_.size(); i-- > 0;) {
        carry += sum_[i] + static_cast<std::uint8_t>(digest[i]);
        sum_[i] = static_cast<std::uint8_t>(carry);
        carry >>= 8;
    }
    ++rows_;
}

std::string RowSum::text() const
{
    return hex(std::string_view(reinterpret_cast<char const*>(sum_.data()), sum_.size()));
}

}  // namespace guildhall::guild_archive
