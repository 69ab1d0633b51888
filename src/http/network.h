#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guildhall::http {

// An IP address; IPv4 is kept as v4-mapped, so that ::ffff:10.0.0.1 and 10.0.0.1 are the same.
struct Address {
    std::array<std::uint8_t, 16> bytes{};

    static std::optional<Address> parse(std::string_view text);  // no port, no brackets, no zone
    bool is_v4() const;
    std::string text() const;
    auto operator<=>(Address const&) const = default;
};

// "10.0.0.0/8", "2001:db8::/32", or one address. Bits behind the prefix must be zero.
struct Network {
    Address first;
    int bits = 128;  // counted in the 128 bits of Address

    static std::optional<Network> parse(std::string_view text);
    bool contains(Address const&) const;
};

bool contains(std::vector<Network> const&, Address const&);

}  // namespace guildhall::http
