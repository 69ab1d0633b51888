#include "identity/authenticator_data.h"

#include <cstddef>
#include <cstdint>

namespace guildhall::identity {

namespace {

// A digest, flags and a counter; where the flags say so an identifier of the model, a length of two bytes and that many bytes of an id.
constexpr std::size_t flags_at = 32, head_bytes = 37, model_bytes = 16;
constexpr std::uint8_t has_credential = 0x40;

class Items {
public:
    explicit Items(std::string_view bytes) : rest_(bytes) {}

    bool all()
    {
        while (!rest_.empty())
            if (!one(0))
                return false;
        return true;
    }

private:
    bool one(int depth)
    {
        std::uint64_t head = 0;
        if (depth > 15 || !number(1, head))
            return false;
        auto const kind = head >> 5, detail = head & 31;
        std::uint64_t value = detail;
        if (detail > 27 || (detail >= 24 && !number(std::size_t(1) << (detail - 24), value)))
            return false;
        switch (kind) {
        case 2:
        case 3: return skip(value);
        case 4: return several(value, depth);
        case 5: return value <= rest_.size() && several(2 * value, depth);
        case 6: return one(depth + 1);
        default: return true;
        }
    }

    bool several(std::uint64_t count, int depth)
    {
        if (count > rest_.size())
            return false;
        for (; count > 0; --count)
            if (!one(depth + 1))
                return false;
        return true;
    }

    bool number(std::size_t bytes, std::uint64_t& value)
    {
        if (rest_.size() < bytes)
            return false;
        value = 0;
        for (std::size_t i = 0; i < bytes; ++i)
            value = value << 8 | static_cast<std::uint8_t>(rest_[i]);
        return skip(bytes);
    }

    bool skip(std::uint64_t bytes)
    {
        if (bytes > rest_.size())
            return false;
        rest_.remove_prefix(bytes);
        return true;
    }

    std::string_view rest_;
};

}  // namespace

bool is_whole(std::string_view data)
{
    if (data.size() < head_bytes)
        return false;
    auto const byte = [&](std::size_t at) { return static_cast<std::uint8_t>(data[at]); };
    auto begins = head_bytes;
    if (byte(flags_at) & has_credential) {
        begins += model_bytes + 2;
        if (data.size() < begins)
            return false;
        begins += static_cast<std::size_t>(byte(begins - 2) << 8 | byte(begins - 1));
    }
    return begins <= data.size() && Items(data.substr(begins)).all();
}

}  // namespace guildhall::identity
