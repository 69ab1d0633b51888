#pragma once
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/decimal.h"
#include "base/id.h"
#include "base/shape.h"
#include "base/stored.h"
#include "base/time.h"

namespace guildhall::db {

struct Bytes {
    std::string bytes;  // bytea
    bool operator==(Bytes const&) const = default;
};

struct Json {
    std::string text;  // json, jsonb
    bool operator==(Json const&) const = default;
};

// One parameter. Its type is the server's to infer; text goes well with every type, so only bytea is sent as binary.
struct Value {
    enum class Format { text, binary };

    std::optional<std::string> bytes;  // nothing: null
    Format format = Format::text;
};

inline Value to_value(std::string text)
{
    return {std::move(text)};
}
inline Value to_value(std::string_view text)
{
    return {std::string(text)};
}
inline Value to_value(char const* text)
{
    return {std::string(text)};
}
inline Value to_value(std::nullopt_t)
{
    return {};
}
inline Value to_value(std::same_as<bool> auto truth)
{
    return {std::string(truth ? "t" : "f")};
}
inline Value to_value(std::int32_t number)
{
    return {std::to_string(number)};
}
inline Value to_value(std::int64_t number)
{
    return {std::to_string(number)};
}
inline Value to_value(Uuid const& uuid)
{
    return {uuid.text()};
}
template <class Of>
Value to_value(Id<Of> const& id)
{
    return {id.text()};
}
inline Value to_value(Time time)
{
    return {time.text()};
}
inline Value to_value(Date date)
{
    return {date.text()};
}
inline Value to_value(Decimal const& decimal)
{
    return {decimal.text()};
}
inline Value to_value(Bytes bytes)
{
    return {std::move(bytes.bytes), Value::Format::binary};
}
inline Value to_value(Json json)
{
    return {std::move(json.text)};
}
inline Value to_value(RawJson json)
{
    return {std::move(json.text)};
}
template <Named T>
Value to_value(T word)
{
    return {std::string(name_of(word))};
}
// A struct goes into a jsonb column.
template <Shaped T>
Value to_value(T const& value)
{
    return {encode(value)};
}
template <class T>
Value to_value(Stored<T> const& stored)
{
    return {stored.json};
}
template <class T>
Value to_value(std::optional<T> const& value);
template <class T>
Value to_value(std::vector<T> const& items);

// Appends one item to the text of an array: quoted, since braces, commas and the word NULL mean something there.
void append_item(std::string& array, Value const& item);

template <class T>
Value to_value(std::optional<T> const& value)
{
    return value ? to_value(*value) : Value{};
}
template <class T>
Value to_value(std::vector<T> const& items)
{
    std::string array = "{";
    for (auto const& item : items)
        append_item(array, to_value(item));
    array += '}';
    return {std::move(array)};
}

template <class... Args>
std::vector<Value> values(Args const&... args)
{
    std::vector<Value> all;
    all.reserve(sizeof...(Args));
    (all.push_back(to_value(args)), ...);
    return all;
}

}  // namespace guildhall::db
