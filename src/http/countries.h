#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "http/network.h"

namespace guildhall::http {

// From which country an address comes, by the files `geoip` and `geoip6` of Debian's tor-geoipdb (IPFire Location, CC BY-SA 4.0). Those of
// June 2026, 660,000 ranges, are read in 0.3 s and take 13 MB; an answer takes 100 ns.
class Countries {
public:
    Countries() = default;  // knows none

    // Knows none where neither file is there. std::runtime_error names the line that is not understood, or not in order.
    static Countries read(std::string const& folder);

    bool empty() const { return v4_.empty() && v6_.empty(); }

    // ISO 3166 alpha-2. Nothing for what nobody knows, and for addresses that are no country's: private ones, loopback.
    std::optional<std::string> of(Address const& address) const;

    template <class Number>
    struct Range {
        Number low, high;
        std::array<char, 2> code;
    };
    using V4 = std::uint32_t;
    using V6 = std::array<std::uint8_t, 16>;

private:
    std::vector<Range<V4>> v4_;  // in order, none reaches into the next
    std::vector<Range<V6>> v6_;
};

}  // namespace guildhall::http
