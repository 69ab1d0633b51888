#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/rules.h"
#include "base/scalar_codec.h"
#include "base/shape.h"

// From JSON to structs and back, by their shapes. What is ill-typed, unknown or repeated is malformed (400); what is well-formed
// but against a rule, or missing, is invalid (422).
namespace guildhall {

template <class Of>
struct Codec<Id<Of>> {
    static void read(json::Value const& from, Id<Of>& to, Reading& reading) { Codec<Uuid>::read(from, to.uuid, reading); }
    static void write(json::Writer& out, Id<Of> const& value) { out.plain_string(value.text()); }
    static void schema(json::Writer& out, Definitions& definitions) { Codec<Uuid>::schema(out, definitions); }
};

template <class T>
struct Codec<std::optional<T>> {
    static void read(json::Value const& from, std::optional<T>& to, Reading& reading)
    {
        if (from.is_null() || (from.loose && from.string.empty()))
            to.reset();
        else
            Codec<T>::read(from, to.emplace(), reading);
    }
    static void write(json::Writer& out, std::optional<T> const& value)
    {
        if (value)
            Codec<T>::write(out, *value);
        else
            out.null();
    }
    // "type": "string" becomes "type": ["string", "null"]; a reference becomes "anyOf" (OpenAPI 3.1).
    static void schema(json::Writer& out, Definitions& definitions)
    {
        std::string inner;
        json::Writer writer(inner);
        writer.begin_object();
        Codec<T>::schema(writer, definitions);
        writer.end_object();
        constexpr std::string_view type = "{\"type\":\"";
        if (inner.starts_with(type)) {
            auto end = inner.find('"', type.size());
            out.plain_key("type");
            out.raw("[" + inner.substr(type.size() - 1, end - type.size() + 2) + ",\"null\"]");
            if (end + 2 < inner.size())
                out.raw(std::string_view(inner).substr(end + 2, inner.size() - end - 3));
        } else {
            out.plain_key("anyOf");
            out.raw("[" + inner + ",{\"type\":\"null\"}]");
        }
    }
};

template <class T>
struct Codec<std::vector<T>> {
    static constexpr std::size_t most = 1'000;
    static void read(json::Value const& from, std::vector<T>& to, Reading& reading)
    {
        if (from.kind != json::Value::Kind::array)
            return reading.refuse("must be a list");
        if (from.items.size() > most)
            return reading.object("must have at most " + std::to_string(most) + " entries");
        for (std::size_t i = 0; i < from.items.size(); ++i) {
            Step step(reading, std::to_string(i));
            Codec<T>::read(from.items[i], to.emplace_back(), reading);
        }
    }
    static void write(json::Writer& out, std::vector<T> const& values)
    {
        out.begin_array();
        for (auto const& value : values)
            Codec<T>::write(out, value);
        out.end_array();
    }
    static void schema(json::Writer& out, Definitions& definitions)
    {
        out.plain_key("type");
        out.plain_string("array");
        out.plain_key("items");
        out.begin_object();
        Codec<T>::schema(out, definitions);
        out.end_object();
    }
};

template <class T>
struct Codec<Change<T>> {
    static void read(json::Value const& from, Change<T>& to, Reading& reading)
    {
        to.given = true;
        Codec<T>::read(from, to.value, reading);
    }
    static void write(json::Writer& out, Change<T> const& change) { Codec<T>::write(out, change.value); }
    static void schema(json::Writer& out, Definitions& definitions) { Codec<T>::schema(out, definitions); }
};

template <Named T>
struct Codec<T> {
    static void read(json::Value const& from, T& to, Reading& reading)
    {
        if (from.kind != json::Value::Kind::string)
            return reading.refuse("must be a string");
        constexpr auto names = names_of(static_cast<T*>(nullptr));
        std::string words;
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (names[i] == from.string) {
                to = static_cast<T>(i);
                return;
            }
            words += (i ? ", " : "") + std::string(names[i]);
        }
        reading.object("must be one of " + words);
    }
    static void write(json::Writer& out, T value) { out.plain_string(name_of(value)); }
    static void schema(json::Writer& out, Definitions&)
    {
        out.plain_key("type");
        out.plain_string("string");
        out.plain_key("enum");
        out.begin_array();
        for (auto name : names_of(static_cast<T*>(nullptr)))
            out.plain_string(name);
        out.end_array();
    }
};

namespace detail {
template <class T>
struct IsOptional : std::false_type {
};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {
};

template <class F>
constexpr bool may_be_left_out = IsOptional<typename F::Type>::value || ChangeOf<typename F::Type>::value || F::template has<OrDefault>;

template <class T>
auto const& ruled(T const& value)
{
    if constexpr (ChangeOf<T>::value)
        return value.value;
    else
        return value;
}

template <class T, class F>
void read_field(json::Value const& from, T& to, F const& field, Reading& reading)
{
    auto const* found = from.find(field.name);
    Step step(reading, field.name);
    if (!found || (found->is_null() && !may_be_left_out<F>)) {
        if constexpr (!may_be_left_out<F>) {
            reading.object("is required");
            if constexpr (Shaped<typename F::Type>)  // and so is all that it requires
                Codec<typename F::Type>::read(json::Value::object(), to.*(field.member), reading);
        }
        return;
    }
    auto const before = reading.malformed.size() + reading.invalid.size();
    Codec<typename F::Type>::read(*found, to.*(field.member), reading);
    if (reading.malformed.size() + reading.invalid.size() != before)
        return;
    auto complain = [&](auto rule) {
        auto complaint = broken(rule, ruled(to.*(field.member)));
        if (complaint)
            reading.object(*complaint);
        return complaint.has_value();
    };
    std::apply([&](auto... rule) { static_cast<void>((complain(rule) || ...)); }, field.rules);  // one complaint is enough
}
}  // namespace detail

// A struct whose fields depend on each other has check_together(T const&, Reading&) beside it, so that a body hears of all its
// faults at once. Fields may be missing or break their own rules there (Reading::complained_at); none is malformed.
template <Shaped T>
struct Codec<T> {
    static void read(json::Value const& from, T& to, Reading& reading)
    {
        if (from.kind != json::Value::Kind::object)
            return reading.refuse("must be an object");
        auto const refused = reading.malformed.size();
        for (auto const& member : from.members) {
            bool known = false;
            each_field<T>([&](auto const& field) { known = known || field.name == member.first; });
            if (!known) {
                Step step(reading, member.first);
                reading.refuse("is not a field here");
            }
        }
        each_field<T>([&](auto const& field) { detail::read_field(from, to, field, reading); });
        if constexpr (requires { check_together(to, reading); })
            if (reading.malformed.size() == refused)
                check_together(to, reading);
    }
    static void write(json::Writer& out, T const& value)
    {
        out.begin_object();
        each_field<T>([&](auto const& field) {
            out.plain_key(field.name);
            Codec<typename std::decay_t<decltype(field)>::Type>::write(out, value.*(field.member));
        });
        out.end_object();
    }
    static void schema(json::Writer& out, Definitions& definitions)
    {
        std::string name(shape_v<T>.name);
        if (definitions.try_emplace(name).second)
            definitions[name] = define(definitions);
        out.plain_key("$ref");
        out.plain_string("#/components/schemas/" + name);
    }

private:
    static std::string define(Definitions& definitions)
    {
        std::string text;
        json::Writer out(text);
        out.begin_object();
        out.plain_key("type");
        out.plain_string("object");
        out.plain_key("additionalProperties");
        out.boolean(false);
        out.plain_key("required");
        out.begin_array();
        each_field<T>([&](auto const& field) {
            if constexpr (!detail::may_be_left_out<std::decay_t<decltype(field)>>)
                out.plain_string(field.name);
        });
        out.end_array();
        out.plain_key("properties");
        out.begin_object();
        each_field<T>([&](auto const& field) {
            out.plain_key(field.name);
            out.begin_object();
            Codec<typename std::decay_t<decltype(field)>::Type>::schema(out, definitions);
            std::apply([&](auto... rule) { (document(rule, out), ...); }, field.rules);
            out.end_object();
        });
        out.end_object();
        out.end_object();
        return text;
    }
};

// Reads and checks, or throws Failure(malformed) or Failure(invalid) with every field's message.
template <class T>
T decode(json::Value const& from)
{
    T value{};
    Reading reading;
    Codec<T>::read(from, value, reading);
    reading.throw_if_any();
    return value;
}

template <class T>
std::string encode(T const& value)
{
    std::string text;
    json::Writer out(text);
    Codec<T>::write(out, value);
    return text;
}

}  // namespace guildhall
