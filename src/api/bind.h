#pragma once
#include <memory>

#include "api/router.h"
#include "base/temporary_file.h"
#include "http/message.h"

namespace guildhall {

// A file that came with a multipart form, as a field of an operation's input.
struct Upload {
    std::string name, bytes;
    FileRange range = {};  // where a large one lies instead (http::Options::spools)

    std::uint64_t size() const { return range.file ? range.size : bytes.size(); }
    std::string read(std::uint64_t at, std::size_t most) const;
};
template <>
struct Codec<Upload> {
    static void read(json::Value const&, Upload&, Reading&);
    static void write(json::Writer& out, Upload const& upload) { out.string(upload.name); }
    static void schema(json::Writer& out, Definitions&);
};

// Path, query, If-Match and body become the input of the route's operation, checked. Throws Failure: malformed, media_type, invalid,
// precondition_required; and not_found where the path's id is not even an id, since nothing tells that from an unknown one.
std::unique_ptr<Bound> bind(Match const& match, http::Request const& request);

}  // namespace guildhall
