#pragma once
#include "http/message.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guildhall::http {

// A file that is part of the program. Empty gzip or brotli: there is none, or it would not be smaller.
struct StaticFile {
    std::string_view path;  // "/assets/index-BqrZ9xYz.js"
    std::string_view bytes, gzip = {}, brotli = {};
};

// The built web application, web/dist; nothing if it was not built before the program was.
std::vector<StaticFile> embedded_web();

// Files by their path, from memory. "/" is /index.html, and "/login" is /login.html where there is one. A hashed name may be kept
// for ever, anything else is asked for again each time, and answered by 304 where the client still has it.
class StaticFiles {
public:
    explicit StaticFiles(std::vector<StaticFile> files);  // whose bytes outlive every answer

    // For GET and HEAD. None if there is no such file. `path` instead of the request's: for pages of a single-page application.
    std::optional<Response> answer(Request const& request) const { return answer(request, request.path); }
    std::optional<Response> answer(Request const& request, std::string_view path) const;
    bool has(std::string_view path) const { return find(path) != nullptr; }

private:
    struct Kept {
        StaticFile file;
        std::string etag;  // without its quotes
        std::string_view content_type;
        bool is_hashed = false;
    };
    Kept const* find(std::string_view path) const;

    std::map<std::string, Kept, std::less<>> files_;
};

std::string_view content_type_of(std::string_view path);  // by the ending; application/octet-stream if it is unknown

}  // namespace guildhall::http
