// Cursors: what is taken is what the server would have written for the same key.
#include "api/page.h"
#include "base/failure.h"
#include "base/secret.h"
#include "fuzz.h"

using namespace guildhall;

namespace {

void look(std::string const& cursor, std::string_view sort, std::vector<KeyPart> const& parts)
{
    try {
        auto const key = Cursor::read(cursor, sort, parts);
        fuzz::must(key && key->size() == parts.size(), "a key has the parts that were asked for");
        fuzz::must(Cursor::read(Cursor::make(sort, *key), sort, parts) == key, "a key that is taken is written and read back");
    } catch (Failure const& failure) {
        fuzz::must(failure.problem == Problem::malformed, "a bad cursor is malformed");
    }
}

}  // namespace

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const bytes = fuzz::text(data, size);
    for (auto const& cursor : {std::string(bytes), base64url(bytes)}) {
        look(cursor, "name", {KeyPart::text, KeyPart::id});
        look(cursor, "-created_at", {KeyPart::time, KeyPart::id});
        look(cursor, "done", {KeyPart::flag, KeyPart::time, KeyPart::id});
    }
    return 0;
}
