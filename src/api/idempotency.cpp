#include "api/idempotency.h"

#include <algorithm>

#include "base/secret.h"

namespace guildhall {

std::optional<std::string> idempotency_key(http::Request const& request)
{
    auto const keys = request.headers.all("Idempotency-Key");
    if (keys.empty())
        return {};
    std::string key(keys.front());
    bool const printable = std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 0x7f; });
    if (keys.size() > 1 || key.empty() || key.size() > 200 || !printable)
        throw Failure(Problem::malformed, "Idempotency-Key must be one word of at most 200 printable characters.");
    return key;
}

std::string body_digest(http::Request const& request)
{
    if (!request.spooled)
        return sha256(request.body);
    // of the digests of its pieces: no piece is held longer than it is looked at
    constexpr std::size_t piece = 1 << 20;
    std::string digests;
    for (std::uint64_t at = 0; at < request.spooled->size(); at += piece)
        digests += sha256(request.spooled->read(at, piece));
    return sha256(digests);
}

std::string stored(Answer const& answer)
{
    std::string text;
    json::Writer out(text);
    out.begin_object();
    out.plain_key("status");
    out.integer(answer.status);
    out.plain_key("type");
    out.string(answer.type);
    out.plain_key("headers");
    out.begin_object();
    for (auto const& [name, value] : answer.headers) {
        out.key(name);
        out.string(value);
    }
    out.end_object();
    out.plain_key("body");
    out.string(answer.body);
    out.end_object();
    return text;
}

Answer restored(std::string const& text)
{
    auto const value = json::parse(text);
    Answer answer;
    answer.status = static_cast<int>(value.find("status")->integer);
    answer.type = value.find("type")->string;
    answer.body = value.find("body")->string;
    for (auto const& [name, header] : value.find("headers")->members)
        answer.headers.emplace_back(name, header.string);
    return answer;
}

}  // namespace guildhall
