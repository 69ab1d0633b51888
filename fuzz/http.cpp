// Requests, read at once and byte by byte: they are the same ones, or both times refused alike.
#include "fuzz.h"
#include "http/reader.h"

using namespace guildhall;

namespace {

std::string read(std::string_view bytes, std::size_t piece)
{
    http::ReaderLimits const limits{.head_bytes = 1024, .head_fields = 20, .body_bytes = 500};
    http::Reader reader(limits);
    std::string told;
    std::size_t taken = 0, offered = 0;
    while (reader.state() != http::Reader::State::refused) {
        auto const before = taken;
        taken += reader.read(bytes.substr(taken, offered - taken));
        fuzz::must(taken <= offered, "no more is taken than was offered");
        if (reader.state() == http::Reader::State::whole) {
            auto const request = reader.take();
            fuzz::must(request.body.size() <= limits.body_bytes, "a body is no longer than it may be");
            fuzz::must(request.headers.all("Content-Length").size() + request.headers.all("Transfer-Encoding").size() <= 1,
                       "a body ends in one way");
            fuzz::must(request.path.starts_with('/') || request.path == "*", "a path begins with a slash");
            told += request.method + " " + request.target + " [" + request.host + "] " + request.body + "\n";
        } else if (taken == before && offered == bytes.size()) {
            break;
        } else {
            offered = std::min(offered + piece, bytes.size());
        }
    }
    return told + (reader.state() == http::Reader::State::refused ? std::to_string(reader.refusal()) : "");
}

}  // namespace

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const bytes = fuzz::text(data, size);
    auto const at_once = read(bytes, bytes.size() + 1);
    fuzz::must(at_once == read(bytes, 1), "pieces make no difference");
    fuzz::must(at_once == read(bytes, 7), "other pieces make none either");
    return 0;
}
