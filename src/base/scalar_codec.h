#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/failure.h"
#include "base/id.h"
#include "base/json.h"
#include "base/time.h"

// Reading JSON with every complaint at its field, and the codecs of plain values. Shaped structs follow in codec.h.
namespace guildhall {

struct Reading {
    std::vector<FieldProblem> malformed, invalid;
    std::string path;  // of the value being read: "contact.email"

    void refuse(std::string message) { malformed.push_back({path, std::move(message)}); }
    void object(std::string message) { invalid.push_back({path, std::move(message)}); }
    void object_at(std::string_view field, std::string message);
    bool complained_at(std::string_view field) const;  // of the value being read, or within that field
    void throw_if_any();
};

// Steps into a member or an item while it lives.
class Step {
public:
    Step(Reading& reading, std::string_view name) : reading_(reading), length_(reading.path.size())
    {
        if (length_)
            reading.path += '.';
        reading.path += name;
    }
    ~Step() { reading_.path.resize(length_); }
    Step(Step const&) = delete;
    Step& operator=(Step const&) = delete;

private:
    Reading& reading_;
    std::size_t length_;
};

// Schemas of shaped structs by name, for "#/components/schemas/…".
using Definitions = std::map<std::string, std::string>;

// JSON that is passed through as it is.
struct RawJson {
    std::string text = "null";
    bool operator==(RawJson const&) const = default;
};

template <class T>
struct Codec;

template <>
struct Codec<std::string> {
    static void read(json::Value const&, std::string&, Reading&);
    static void write(json::Writer& out, std::string const& value) { out.string(value); }
    static void schema(json::Writer& out, Definitions&);
};
template <>
struct Codec<bool> {
    static void read(json::Value const&, bool&, Reading&);
    static void write(json::Writer& out, bool value) { out.boolean(value); }
    static void schema(json::Writer& out, Definitions&);
};
template <>
struct Codec<std::int64_t> {
    static void read(json::Value const&, std::int64_t&, Reading&);
    static void write(json::Writer& out, std::int64_t value) { out.integer(value); }
    static void schema(json::Writer& out, Definitions&);
};
template <>
struct Codec<std::int32_t> {
    static void read(json::Value const&, std::int32_t&, Reading&);
    static void write(json::Writer& out, std::int32_t value) { out.integer(value); }
    static void schema(json::Writer& out, Definitions&);
};
template <>
struct Codec<Uuid> {
    static void read(json::Value const&, Uuid&, Reading&);
    static void write(json::Writer& out, Uuid const& value) { out.plain_string(value.text()); }
    static void schema(json::Writer& out, Definitions&);
};
template <>
struct Codec<Time> {
    static void read(json::Value const&, Time&, Reading&);
    static void write(json::Writer& out, Time value) { out.plain_string(value.text()); }
    static void schema(json::Writer& out, Definitions&);
};
template <>
struct Codec<Date> {
    static void read(json::Value const&, Date&, Reading&);
    static void write(json::Writer& out, Date value) { out.plain_string(value.text()); }
    static void schema(json::Writer& out, Definitions&);
};
template <>
struct Codec<Decimal> {
    static void read(json::Value const&, Decimal&, Reading&);
    static void write(json::Writer& out, Decimal const& value) { out.plain_string(value.text()); }
    static void schema(json::Writer& out, Definitions&);
};
template <>
struct Codec<RawJson> {
    static void read(json::Value const&, RawJson&, Reading&);
    static void write(json::Writer& out, RawJson const& value) { out.raw(value.text); }
    static void schema(json::Writer& out, Definitions&);
};
void write_value(json::Writer&, json::Value const&);

}  // namespace guildhall
