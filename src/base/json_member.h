#pragma once
#include "base/json.h"

namespace guildhall::json {

// A member of an object: name and value.
inline void write(Writer& out, std::string_view name, std::string_view text)
{
    out.plain_key(name);
    out.string(text);
}
inline void write(Writer& out, std::string_view name, std::int64_t number)
{
    out.plain_key(name);
    out.integer(number);
}

}  // namespace guildhall::json
