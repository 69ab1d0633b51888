#pragma once
#include <map>
#include <string>

#include "base/codec.h"

// JSON objects whose names are data: {"Company": "name", "Fax": null}.
namespace guildhall {

template <class T>
struct Codec<std::map<std::string, T>> {
    static constexpr std::size_t most = 1'000;
    static void read(json::Value const& from, std::map<std::string, T>& to, Reading& reading)
    {
        if (from.kind != json::Value::Kind::object)
            return reading.refuse("must be an object");
        if (from.members.size() > most)
            return reading.object("must have at most " + std::to_string(most) + " entries");
        for (auto const& [name, value] : from.members) {
            Step step(reading, name);
            Codec<T>::read(value, to[name], reading);
        }
    }
    static void write(json::Writer& out, std::map<std::string, T> const& values)
    {
        out.begin_object();
        for (auto const& [name, value] : values) {
            out.key(name);
            Codec<T>::write(out, value);
        }
        out.end_object();
    }
    static void schema(json::Writer& out, Definitions& definitions)
    {
        out.plain_key("type");
        out.plain_string("object");
        out.plain_key("additionalProperties");
        out.begin_object();
        Codec<T>::schema(out, definitions);
        out.end_object();
    }
};

}  // namespace guildhall
