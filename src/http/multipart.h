#pragma once
#include "base/temporary_file.h"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guildhall::http {

struct Part {
    std::string name;                     // UTF-8, without control characters; may repeat
    std::optional<std::string> filename;  // its last component, as the client calls it: never a path, never for use on a disk
    std::string content_type;             // what the client says it is, "" if nothing
    std::string_view content;             // of the body that was parsed, and valid as long
    FileRange range = {};                 // instead, of a file part of a body that lies in a file
};

struct MultipartLimits {
    std::size_t parts = 50;
    std::size_t files = 10;
    std::size_t head_bytes = 4 * 1024;    // of one part
    std::size_t field_bytes = 64 * 1024;  // of a part without filename
    std::size_t file_bytes = 256 * 1024 * 1024;
};

struct Form {
    std::vector<Part> parts;
    std::deque<std::string> kept = {};              // the contents of fields that came in a file
    Part const* find(std::string_view name) const;  // the only one of that name; null if there is none or several
};

// multipart/form-data (RFC 7578) of a whole body. Throws Failure: media_type, malformed or too_large.
Form parse_multipart(std::string_view content_type, std::string_view body, MultipartLimits const& limits = {});
// The same of a body that lies in a file, of which no more than a piece is held at a time.
Form parse_multipart(std::string_view content_type, std::shared_ptr<TemporaryFile const> const& body, MultipartLimits const& limits = {});

// "form-data; name=x; filename=\"y\"": the first word in lower case, the parameters' names too. None if it is broken or a
// parameter comes twice.
struct Parameters {
    std::string word;
    std::vector<std::pair<std::string, std::string>> pairs;
    std::optional<std::string> find(std::string_view name) const;
};
std::optional<Parameters> parse_parameters(std::string_view text);

}  // namespace guildhall::http
