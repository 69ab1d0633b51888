#include "db/wire_format.h"

#include <bit>
#include <cstdio>

#include "base/secret.h"

namespace guildhall::db::wire {

namespace {

// PostgreSQL counts from 2000-01-01.
constexpr std::int64_t days_to_2000 = 10'957;
constexpr std::int64_t microseconds_a_day = 86'400'000'000;

template <class T>
T big_endian(std::string_view bytes, std::size_t at = 0)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return static_cast<T>(value);
}

// Reads forward through what the server sent; nothing is read past its end.
struct Reader {
    std::string_view left;
    bool short_read = false;

    template <class T>
    T next()
    {
        if (left.size() < sizeof(T)) {
            short_read = true;
            return 0;
        }
        auto value = big_endian<T>(left);
        left.remove_prefix(sizeof(T));
        return value;
    }
};

}  // namespace

std::optional<std::int64_t> integer(unsigned type, std::string_view bytes)
{
    if (type == int4 && bytes.size() == 4)
        return big_endian<std::int32_t>(bytes);
    if (type == int8 && bytes.size() == 8)
        return big_endian<std::int64_t>(bytes);
    if (type == int2 && bytes.size() == 2)
        return big_endian<std::int16_t>(bytes);
    if (type == oid && bytes.size() == 4)
        return big_endian<std::uint32_t>(bytes);
    return std::nullopt;
}

double real(std::string_view bytes)
{
    return bytes.size() == 8 ? std::bit_cast<double>(big_endian<std::uint64_t>(bytes)) : 0;
}

std::optional<Time> time(std::string_view bytes)
{
    if (bytes.size() != 8)
        return std::nullopt;
    auto value = big_endian<std::int64_t>(bytes);
    if (value == INT64_MAX || value == INT64_MIN)  // infinity
        return std::nullopt;
    return Time{value + days_to_2000 * microseconds_a_day};
}

std::optional<Time> time_from_text(std::string_view text)
{
    std::string rfc3339(text);
    if (rfc3339.size() < 20 || rfc3339[10] != ' ')
        return std::nullopt;
    rfc3339[10] = 'T';
    if (rfc3339[rfc3339.size() - 3] == '+' || rfc3339[rfc3339.size() - 3] == '-')
        rfc3339 += ":00";
    return Time::parse(rfc3339);
}

std::optional<Date> day(std::string_view bytes)
{
    if (bytes.size() != 4)
        return std::nullopt;
    auto value = big_endian<std::int32_t>(bytes);
    if (value == INT32_MAX || value == INT32_MIN)  // infinity
        return std::nullopt;
    return Date{static_cast<std::int32_t>(value + days_to_2000)};
}

// numeric_send: count of base-10000 digits, weight of the first, sign, digits after the point, the digits.
std::string decimal(std::string_view bytes)
{
    Reader reader{bytes};
    auto count = reader.next<std::int16_t>();
    auto weight = reader.next<std::int16_t>();
    auto sign = reader.next<std::uint16_t>();
    auto scale = reader.next<std::int16_t>();
    if (sign != 0 && sign != 0x4000)
        return "NaN";
    std::vector<int> digits(count > 0 ? count : 0);
    for (auto& digit : digits)
        digit = reader.next<std::int16_t>();
    auto group = [&](int power) {  // the four digits worth 10000^power
        int index = weight - power;
        return index >= 0 && index < count ? digits[index] : 0;
    };
    std::string out = sign ? "-" : "";
    out += std::to_string(weight < 0 ? 0 : group(weight));
    char four[8];
    for (int power = weight - 1; power >= 0; --power) {
        std::snprintf(four, sizeof four, "%04d", group(power) % 10'000);
        out += four;
    }
    if (scale > 0)
        out += '.';
    for (int written = 0, power = -1; written < scale; written += 4, --power) {
        std::snprintf(four, sizeof four, "%04d", group(power) % 10'000);
        out.append(four, std::min(4, scale - written));
    }
    return out;
}

static std::string time_text(Time time)
{
    auto text = time.text();
    text[10] = ' ';
    text.pop_back();  // Z
    if (text.find('.') != text.npos)
        text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.')
        text.pop_back();
    return text + "+00";
}

std::optional<std::string> text(unsigned type, std::string_view bytes)
{
    switch (type) {
    case jsonb: return bytes.empty() ? std::nullopt : std::optional(std::string(bytes.substr(1)));  // behind a version number
    case boolean: return bytes == std::string_view("\1", 1) ? "t" : "f";
    case int2:
    case int4:
    case int8:
    case oid: {
        auto value = integer(type, bytes);
        return value ? std::optional(std::to_string(*value)) : std::nullopt;
    }
    case uuid: {
        Uuid value;
        if (bytes.size() != value.bytes.size())
            return std::nullopt;
        std::copy(bytes.begin(), bytes.end(), value.bytes.begin());
        return value.text();
    }
    case numeric: return decimal(bytes);
    case timestamptz: {
        auto value = time(bytes);
        return value ? std::optional(time_text(*value)) : std::nullopt;
    }
    case date: {
        auto value = day(bytes);
        return value ? std::optional(value->text()) : std::nullopt;
    }
    case bytea: return "\\x" + hex(bytes);
    case text_type:
    case varchar:
    case bpchar:
    case name:
    case json:
    case unknown:
    case void_type: return std::string(bytes);
    default: return type >= 16'384 ? std::optional(std::string(bytes)) : std::nullopt;
    }
}

// array_send: dimensions, whether there are nulls, type of the items; for each dimension its length and lower bound; each item
// behind its length, or -1.
std::optional<std::vector<Cell>> array_items(std::string_view bytes)
{
    Reader reader{bytes};
    std::vector<Cell> found;
    auto dimensions = reader.next<std::int32_t>();
    reader.next<std::int32_t>();
    auto type = reader.next<std::uint32_t>();
    if (dimensions == 0)
        return found;
    auto count = reader.next<std::int32_t>();
    reader.next<std::int32_t>();
    if (dimensions != 1 || reader.short_read)
        return std::nullopt;
    for (std::int32_t i = 0; i < count; ++i) {
        auto length = reader.next<std::int32_t>();
        if (reader.short_read || (length > 0 && reader.left.size() < static_cast<std::size_t>(length)))
            return std::nullopt;
        if (length < 0) {
            found.push_back({{}, type, ResultFormat::binary, true});
            continue;
        }
        found.push_back({reader.left.substr(0, length), type, ResultFormat::binary, false});
        reader.left.remove_prefix(length);
    }
    return found;
}

// {a,"with, comma","and \"quote\"",NULL}
std::optional<std::vector<Cell>> array_items_from_text(std::string_view text, std::vector<std::unique_ptr<std::string>>& kept)
{
    std::vector<Cell> found;
    if (text.size() < 2 || text.front() != '{' || text.back() != '}')
        return std::nullopt;
    text = text.substr(1, text.size() - 2);
    while (!text.empty()) {
        auto& item = *kept.emplace_back(std::make_unique<std::string>());
        bool quoted = text.front() == '"';
        std::size_t at = quoted ? 1 : 0;
        for (; at < text.size() && text[at] != (quoted ? '"' : ','); ++at) {
            if (!quoted && text[at] == '{')  // a second dimension
                return std::nullopt;
            if (text[at] == '\\' && at + 1 < text.size())
                ++at;
            item += text[at];
        }
        found.push_back({item, 0, ResultFormat::text, !quoted && item == "NULL"});
        text.remove_prefix(std::min(text.size(), at + (quoted ? 1 : 0)));
        if (!text.empty())
            text.remove_prefix(1);  // the comma
    }
    return found;
}

}  // namespace guildhall::db::wire
