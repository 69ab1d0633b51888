#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace guildhall::guild_archive {

// Of rows, whatever their order: the sum of the SHA-256 of each one's line, as numbers of 256 bits, without what runs over.
class RowSum {
public:
    void add(std::string_view line);

    std::int64_t rows() const { return rows_; }
    std::string text() const;  // 64 hexadecimal digits

private:
    std::int64_t rows_ = 0;
    std::array<std::uint8_t, 32> sum_{};
};

}  // namespace guildhall::guild_archive
