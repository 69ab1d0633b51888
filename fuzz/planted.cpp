// Not a harness of ours: what has a fault on purpose, so that the tools can be seen to find one (tools/fuzz --planted).
#include "fuzz.h"

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const bytes = guildhall::fuzz::text(data, size);
    guildhall::fuzz::must(!bytes.starts_with("GET"), "no input begins with GET");
    return 0;
}
