#pragma once
#include <string>

#include "base/codec.h"

namespace guildhall {

// A struct that the database keeps as JSON, handed on as it is: lists need not take apart what they only pass on. Every value
// that is kept was encoded here, so all members are there; a migration that adds one adds it to what is kept.
template <Shaped T>
struct Stored {
    std::string json;

    Stored() = default;
    Stored(T const& value) : json(encode(value)) {}
    T value() const { return decode<T>(json::parse(json)); }
};

template <class T>
struct Codec<Stored<T>> {
    static void write(json::Writer& out, Stored<T> const& stored) { out.raw(stored.json); }
    static void schema(json::Writer& out, Definitions& definitions) { Codec<T>::schema(out, definitions); }
};

}  // namespace guildhall
