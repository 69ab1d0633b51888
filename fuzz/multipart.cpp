// Uploads: the parts are the same ones whether the body is held or lies in a file, and each is a piece of it.
#include <memory>

#include "base/failure.h"
#include "fuzz.h"
#include "http/multipart.h"

using namespace guildhall;

namespace {

std::string told(http::Form const& form)
{
    std::string all;
    for (auto const& part : form.parts) {
        fuzz::must(part.filename.value_or("").find_first_of("/\\\r\n") == std::string::npos, "the name of a file is no path");
        auto const content = part.range.file ? part.range.read(0, part.range.size) : std::string(part.content);
        all += part.name + "|" + part.filename.value_or("-") + "|" + part.content_type + "|" + content + "\n";
    }
    return all;
}

template <class Body>
std::string read(std::string_view type, Body const& body)
{
    http::MultipartLimits const limits{.parts = 8, .files = 3, .head_bytes = 500, .field_bytes = 500, .file_bytes = 2'000};
    try {
        return told(http::parse_multipart(type, body, limits));
    } catch (Failure const& failure) {
        return "refused " + std::to_string(static_cast<int>(failure.problem));
    }
}

}  // namespace

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    fuzz::Parts parts(fuzz::text(data, size));
    std::string const own(parts.next());
    std::string const body(parts.rest());
    auto const type = own.empty() ? "multipart/form-data; boundary=XyZ" : own;
    auto const held = read(type, std::string_view(body));
    auto const file = std::make_shared<TemporaryFile>("");  // shared by what is read of it
    file->append(body);
    fuzz::must(held == read(type, std::shared_ptr<TemporaryFile const>(file)), "a body that lies in a file is read alike");
    return 0;
}
