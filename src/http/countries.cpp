#include "http/countries.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string_view>

#include "base/rules.h"

namespace guildhall::http {

namespace {

template <class Number>
using Ranges = std::vector<Countries::Range<Number>>;

std::optional<Countries::V4> v4_of(std::string_view text)
{
    Countries::V4 number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return {};
    return number;
}

std::optional<Countries::V6> v6_of(std::string_view text)
{
    auto const address = Address::parse(text);
    if (!address || address->is_v4())
        return {};
    return address->bytes;
}

using Code = std::array<char, 2>;

// Beside these the files say that nobody knows (??), a continent (EU, AP), and what a registry made up.
std::set<Code> all_countries()
{
    std::set<Code> all;
    for (char first = 'A'; first <= 'Z'; ++first)
        for (char second = 'A'; second <= 'Z'; ++second)
            if (!broken(country_code, std::string{first, second}))
                all.insert({first, second});
    return all;
}

bool is_code(std::string_view text)
{
    return text.size() == 2 && std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'A' && c <= 'Z') || c == '?'; });
}

// "low,high,CC"
template <class Number>
std::optional<Countries::Range<Number>> range_of(std::string_view line, std::optional<Number> (*number_of)(std::string_view))
{
    auto const first = line.find(','), second = line.rfind(',');
    if (first == second)
        return {};
    auto const low = number_of(line.substr(0, first)), high = number_of(line.substr(first + 1, second - first - 1));
    auto const code = line.substr(second + 1);
    if (!low || !high || *high < *low || !is_code(code))
        return {};
    return Countries::Range<Number>{*low, *high, {code[0], code[1]}};
}

std::string whole_file(std::string const& path)
{
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    if (!in || !(text << in.rdbuf()))
        throw std::runtime_error(path + " cannot be read");
    return std::move(text).str();
}

template <class Number>
Ranges<Number> ranges_in(std::string const& path, std::optional<Number> (*number_of)(std::string_view))
{
    auto const text = whole_file(path);
    auto const countries = all_countries();
    Ranges<Number> ranges;
    std::optional<Number> last;
    int count = 0;
    for (std::size_t at = 0; at < text.size();) {
        auto const end = std::min(text.find('\n', at), text.size());
        auto const line = std::string_view(text).substr(at, end - at);
        at = end + 1;
        ++count;
        if (line.empty() || line.starts_with('#'))
            continue;
        auto const range = range_of(line, number_of);
        if (!range || (last && range->low <= *last))
            throw std::runtime_error(path + ", line " + std::to_string(count) + (range ? " is not in order" : " is not understood"));
        last = range->high;
        if (countries.contains(range->code))
            ranges.push_back(*range);
    }
    if (ranges.empty())
        throw std::runtime_error(path + " names no country");
    ranges.shrink_to_fit();
    return ranges;
}

template <class Number>
std::optional<std::string> found_in(Ranges<Number> const& ranges, Number const& number)
{
    auto const after = std::upper_bound(ranges.begin(), ranges.end(), number,
                                        [](Number const& sought, Countries::Range<Number> const& range) { return sought < range.low; });
    if (after == ranges.begin() || std::prev(after)->high < number)
        return {};
    auto const& code = std::prev(after)->code;
    return std::string(code.begin(), code.end());
}

Countries::V4 number_of_v4(Address const& address)
{
    Countries::V4 number = 0;
    for (std::size_t i = 12; i < address.bytes.size(); ++i)
        number = number << 8 | address.bytes[i];
    return number;
}

bool is_nowhere(Address const& address)
{
    static std::vector<Network> const nowhere = [] {
        std::vector<Network> all;
        for (auto const* text : {"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
                                 "192.168.0.0/16", "::/128", "::1/128", "fc00::/7", "fe80::/10"})
            all.push_back(Network::parse(text).value());
        return all;
    }();
    return contains(nowhere, address);
}

}  // namespace

Countries Countries::read(std::string const& folder)
{
    auto const v4 = folder + "/geoip", v6 = folder + "/geoip6";
    Countries countries;
    if (!std::filesystem::exists(v4) && !std::filesystem::exists(v6))
        return countries;
    countries.v4_ = ranges_in<V4>(v4, v4_of);
    countries.v6_ = ranges_in<V6>(v6, v6_of);
    return countries;
}

std::optional<std::string> Countries::of(Address const& address) const
{
    if (is_nowhere(address))
        return {};
    return address.is_v4() ? found_in(v4_, number_of_v4(address)) : found_in(v6_, address.bytes);
}

}  // namespace guildhall::http
