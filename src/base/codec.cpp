#include "base/codec.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace guildhall {

namespace {
void type(json::Writer& out, std::string_view type, std::string_view format = {})
{
    out.plain_key("type");
    out.plain_string(type);
    if (!format.empty()) {
        out.plain_key("format");
        out.plain_string(format);
    }
}

template <class T>
void read_integer(json::Value const& from, T& to, Reading& reading)
{
    if (from.loose) {
        auto const& text = from.string;
        auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), to);
        if (error != std::errc() || end != text.data() + text.size())
            reading.refuse("must be a whole number");
        return;
    }
    if (from.kind != json::Value::Kind::integer)
        return reading.refuse("must be a whole number");
    if (from.integer < std::numeric_limits<T>::min() || from.integer > std::numeric_limits<T>::max())
        return reading.refuse("is out of range");
    to = static_cast<T>(from.integer);
}

// A string with an inner form. In a path or query a bad one cannot have been typed by a person, so it is malformed there.
template <class T>
void read_form(json::Value const& from, T& to, Reading& reading, char const* complaint)
{
    if (from.kind != json::Value::Kind::string)
        return reading.refuse("must be a string");
    if (auto parsed = T::parse(from.string))
        to = *parsed;
    else if (from.loose)
        reading.refuse(complaint);
    else
        reading.object(complaint);
}
}  // namespace

void Reading::object_at(std::string_view field, std::string message)
{
    Step step(*this, field);
    object(std::move(message));
}

bool Reading::complained_at(std::string_view field) const
{
    auto const at = (path.empty() ? "" : path + ".") + std::string(field);
    auto hit = [&](FieldProblem const& problem) { return (problem.field + ".").starts_with(at + "."); };
    return std::any_of(malformed.begin(), malformed.end(), hit) || std::any_of(invalid.begin(), invalid.end(), hit);
}

void Reading::throw_if_any()
{
    if (!malformed.empty())
        throw Failure(Problem::malformed, "Some fields are not as this address takes them.", std::move(malformed));
    if (!invalid.empty())
        throw Failure(Problem::invalid, {}, std::move(invalid));
}

void Codec<std::string>::read(json::Value const& from, std::string& to, Reading& reading)
{
    if (from.kind != json::Value::Kind::string)
        return reading.refuse("must be a string");
    to = from.string;
}
void Codec<std::string>::schema(json::Writer& out, Definitions&)
{
    type(out, "string");
}

void Codec<bool>::read(json::Value const& from, bool& to, Reading& reading)
{
    if (from.loose && (from.string == "true" || from.string == "false"))
        to = from.string == "true";
    else if (from.kind == json::Value::Kind::boolean)
        to = from.boolean;
    else
        reading.refuse("must be true or false");
}
void Codec<bool>::schema(json::Writer& out, Definitions&)
{
    type(out, "boolean");
}

void Codec<std::int64_t>::read(json::Value const& from, std::int64_t& to, Reading& reading)
{
    read_integer(from, to, reading);
}
void Codec<std::int64_t>::schema(json::Writer& out, Definitions&)
{
    type(out, "integer", "int64");
}

void Codec<std::int32_t>::read(json::Value const& from, std::int32_t& to, Reading& reading)
{
    read_integer(from, to, reading);
}
void Codec<std::int32_t>::schema(json::Writer& out, Definitions&)
{
    type(out, "integer", "int32");
}

void Codec<Uuid>::read(json::Value const& from, Uuid& to, Reading& reading)
{
    read_form(from, to, reading, "is not an id");
}
void Codec<Uuid>::schema(json::Writer& out, Definitions&)
{
    type(out, "string", "uuid");
}

void Codec<Time>::read(json::Value const& from, Time& to, Reading& reading)
{
    read_form(from, to, reading, "must be a time such as 2026-11-21T09:30:00Z");
}
void Codec<Time>::schema(json::Writer& out, Definitions&)
{
    type(out, "string", "date-time");
}

void Codec<Date>::read(json::Value const& from, Date& to, Reading& reading)
{
    read_form(from, to, reading, "must be a date such as 2026-11-21");
}
void Codec<Date>::schema(json::Writer& out, Definitions&)
{
    type(out, "string", "date");
}

void Codec<Decimal>::read(json::Value const& from, Decimal& to, Reading& reading)
{
    read_form(from, to, reading, "must be a decimal number such as 99.34");
}
void Codec<Decimal>::schema(json::Writer& out, Definitions&)
{
    type(out, "string", "decimal");
}

void Codec<RawJson>::read(json::Value const& from, RawJson& to, Reading&)
{
    to.text.clear();
    json::Writer out(to.text);
    write_value(out, from);
}
void Codec<RawJson>::schema(json::Writer&, Definitions&) {}

void write_value(json::Writer& out, json::Value const& value)
{
    using Kind = json::Value::Kind;
    switch (value.kind) {
    case Kind::null: return out.null();
    case Kind::boolean: return out.boolean(value.boolean);
    case Kind::integer: return out.integer(value.integer);
    case Kind::fraction: return out.null();
    case Kind::string: return out.string(value.string);
    case Kind::array:
        out.begin_array();
        for (auto const& item : value.items)
            write_value(out, item);
        return out.end_array();
    case Kind::object:
        out.begin_object();
        for (auto const& [name, member] : value.members) {
            out.key(name);
            write_value(out, member);
        }
        return out.end_object();
    }
}

}  // namespace guildhall
