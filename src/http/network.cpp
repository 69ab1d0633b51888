#include "http/network.h"

#include <algorithm>
#include <charconv>

#include <arpa/inet.h>

namespace guildhall::http {

namespace {
constexpr std::array<std::uint8_t, 12> v4_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
}

std::optional<Address> Address::parse(std::string_view text)
{
    std::string const terminated(text);
    if (terminated.find('\0') != std::string::npos)
        return std::nullopt;
    Address address;
    if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1)
        return address;
    std::copy(v4_prefix.begin(), v4_prefix.end(), address.bytes.begin());
    if (inet_pton(AF_INET, terminated.c_str(), address.bytes.data() + 12) == 1)
        return address;
    return std::nullopt;
}

bool Address::is_v4() const
{
    return std::equal(v4_prefix.begin(), v4_prefix.end(), bytes.begin());
}

std::string Address::text() const
{
    std::array<char, INET6_ADDRSTRLEN> buffer{};
    auto const* begin = bytes.data() + (is_v4() ? 12 : 0);
    inet_ntop(is_v4() ? AF_INET : AF_INET6, begin, buffer.data(), buffer.size());
    return buffer.data();
}

std::optional<Network> Network::parse(std::string_view text)
{
    auto const slash = text.find('/');
    auto const address = Address::parse(text.substr(0, slash));
    if (!address)
        return std::nullopt;
    Network network{*address, 128};
    if (slash != std::string_view::npos) {
        auto const digits = text.substr(slash + 1);
        int const most = address->is_v4() ? 32 : 128;
        int bits = -1;
        auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
        if (error != std::errc{} || end != digits.data() + digits.size() || bits < 0 || bits > most)
            return std::nullopt;
        network.bits = bits + 128 - most;
    }
    for (int bit = network.bits; bit < 128; ++bit)
        if (network.first.bytes[bit / 8] & (0x80 >> bit % 8))
            return std::nullopt;
    return network;
}

bool Network::contains(Address const& address) const
{
    int const whole = bits / 8, rest = bits % 8;
    if (!std::equal(first.bytes.begin(), first.bytes.begin() + whole, address.bytes.begin()))
        return false;
    return rest == 0 || (first.bytes[whole] ^ address.bytes[whole]) >> (8 - rest) == 0;
}

bool contains(std::vector<Network> const& networks, Address const& address)
{
    return std::any_of(networks.begin(), networks.end(), [&](Network const& network) { return network.contains(address); });
}

}  // namespace guildhall::http
