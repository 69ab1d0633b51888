#include "http/static_files.h"

#include "base/secret.h"

#include <algorithm>
#include <array>

namespace guildhall::http {

namespace {

struct Ending {
    std::string_view ending, content_type;
};
constexpr std::array endings{
    Ending{".html", "text/html; charset=utf-8"},
    Ending{".js", "text/javascript; charset=utf-8"},
    Ending{".mjs", "text/javascript; charset=utf-8"},
    Ending{".css", "text/css; charset=utf-8"},
    Ending{".json", "application/json"},
    Ending{".map", "application/json"},
    Ending{".webmanifest", "application/manifest+json"},
    Ending{".txt", "text/plain; charset=utf-8"},
    Ending{".svg", "image/svg+xml"},
    Ending{".png", "image/png"},
    Ending{".jpg", "image/jpeg"},
    Ending{".webp", "image/webp"},
    Ending{".ico", "image/x-icon"},
    Ending{".woff2", "font/woff2"},
    Ending{".wasm", "application/wasm"},
};

// Vite's names: /assets/<name>-<8 characters of the content's hash>.<ending>
bool is_hashed_name(std::string_view path)
{
    auto const dot = path.rfind('.');
    if (!path.starts_with("/assets/") || dot == std::string_view::npos || dot < 9 || path[dot - 9] != '-')
        return false;
    auto const is_base64url = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
    };
    return std::all_of(path.begin() + static_cast<std::ptrdiff_t>(dot - 8), path.begin() + static_cast<std::ptrdiff_t>(dot), is_base64url);
}

std::string_view trimmed(std::string_view text)
{
    auto const begin = std::min(text.find_first_not_of(" \t"), text.size());
    return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

template <class Told>
void each_element(Headers const& headers, std::string_view name, Told told)
{
    for (auto line : headers.all(name)) {
        while (!line.empty()) {
            auto const end = std::min(line.find(','), line.size());
            told(trimmed(line.substr(0, end)));
            line.remove_prefix(std::min(end + 1, line.size()));
        }
    }
}

// "gzip;q=0" is a refusal.
bool takes(Headers const& headers, std::string_view coding)
{
    bool result = false;
    each_element(headers, "Accept-Encoding", [&](std::string_view element) {
        auto const semicolon = std::min(element.find(';'), element.size());
        if (!equal_ignoring_case(trimmed(element.substr(0, semicolon)), coding))
            return;
        auto const weight = trimmed(element.substr(std::min(semicolon + 1, element.size())));
        result = !(weight.starts_with("q=0") && weight.find_first_of("123456789") == std::string_view::npos);
    });
    return result;
}

bool has_already(Headers const& headers, std::string_view quoted)
{
    bool result = false;
    each_element(headers, "If-None-Match", [&](std::string_view element) {
        if (element.starts_with("W/"))
            element.remove_prefix(2);
        result = result || element == "*" || element == quoted;
    });
    return result;
}

}  // namespace

std::string_view content_type_of(std::string_view path)
{
    auto const found = std::find_if(endings.begin(), endings.end(), [&](Ending const& known) { return path.ends_with(known.ending); });
    return found == endings.end() ? "application/octet-stream" : found->content_type;
}

StaticFiles::StaticFiles(std::vector<StaticFile> files)
{
    for (auto const& file : files) {
        std::string path(file.path);
        files_.emplace(path, Kept{file, base64url(sha256(file.bytes)).substr(0, 22), content_type_of(path), is_hashed_name(path)});
    }
}

StaticFiles::Kept const* StaticFiles::find(std::string_view path) const
{
    auto found = files_.find(path);
    if (found == files_.end())
        found = files_.find(std::string(path) + (path.ends_with('/') ? "index.html" : ".html"));
    return found == files_.end() ? nullptr : &found->second;
}

std::optional<Response> StaticFiles::answer(Request const& request, std::string_view path) const
{
    auto const* const kept = find(path);
    if (!kept)
        return std::nullopt;
    auto const& file = kept->file;
    bool const by_brotli = !file.brotli.empty() && takes(request.headers, "br");
    bool const by_gzip = !by_brotli && !file.gzip.empty() && takes(request.headers, "gzip");
    auto const etag = '"' + kept->etag + (by_brotli ? "-br\"" : by_gzip ? "-gz\"" : "\"");

    Response response;
    response.headers = {{"ETag", etag}, {"Cache-Control", kept->is_hashed ? "public, max-age=31536000, immutable" : "no-cache"}};
    if (!file.gzip.empty() || !file.brotli.empty())
        response.headers.emplace_back("Vary", "Accept-Encoding");
    if (has_already(request.headers, etag)) {
        response.status = 304;
        return response;
    }
    response.headers.emplace_back("Content-Type", kept->content_type);
    if (by_brotli || by_gzip)
        response.headers.emplace_back("Content-Encoding", by_brotli ? "br" : "gzip");
    response.lasting_body = by_brotli ? file.brotli : by_gzip ? file.gzip : file.bytes;
    return response;
}

}  // namespace guildhall::http
