#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

// What the harnesses share. Each is a program of its own (libFuzzer), run by tools/fuzz: it must not crash, leak, hang or be undefined,
// and what must() says must hold for every input.
namespace guildhall::fuzz {

inline std::string_view text(std::uint8_t const* data, std::size_t size)
{
    return {reinterpret_cast<char const*>(data), size};
}

inline void must(bool holds, char const* what)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

// Cuts an input into parts, each up to the next line feed; the last one is the rest.
class Parts {
public:
    explicit Parts(std::string_view all) : rest_(all) {}
    std::string_view next()
    {
        auto const end = rest_.find('\n');
        auto const part = rest_.substr(0, end);
        rest_.remove_prefix(end == rest_.npos ? rest_.size() : end + 1);
        return part;
    }
    std::string_view rest() const { return rest_; }

private:
    std::string_view rest_;
};

}  // namespace guildhall::fuzz

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);
