#include "base/id.h"

#include "base/secret.h"
#include "base/time.h"

#include <cstring>

namespace guildhall {

namespace {

// Random bytes are drawn in blocks: one call of the generator for some sixty ids instead of one for each. (A process that forks
// without exec would share a block with its parent; the server has threads only.)
class Entropy {
public:
    std::uint64_t next()
    {
        if (at_ == block_.size()) {
            block_ = random_bytes(512);
            at_ = 0;
        }
        std::uint64_t value;
        std::memcpy(&value, block_.data() + at_, sizeof value);
        at_ += sizeof value;
        return value;
    }

private:
    std::string block_;
    std::size_t at_ = 0;
};

// RFC 9562 section 6.2, method 1: a 12-bit counter that starts in its lower half each millisecond and, when it is used up,
// borrows the next millisecond. A clock that is set back does not go back here.
struct Sequence {
    std::int64_t millisecond = 0;
    std::uint32_t counter = 0;

    void advance(std::int64_t now, std::uint64_t entropy)
    {
        if (now > millisecond) {
            millisecond = now;
            counter = entropy & 0x7ff;
        } else if (++counter > 0xfff) {
            ++millisecond;
            counter = entropy & 0x7ff;
        }
    }
};

int nibble(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool dash_at(std::size_t position)
{
    return position == 8 || position == 13 || position == 18 || position == 23;
}

}  // namespace

Uuid Uuid::make()
{
    thread_local Entropy entropy;
    thread_local Sequence sequence;
    sequence.advance(Time::now().microseconds / 1000, entropy.next());

    Uuid id;
    for (int i = 0; i < 6; ++i)
        id.bytes[i] = static_cast<std::uint8_t>(sequence.millisecond >> (40 - 8 * i));
    id.bytes[6] = static_cast<std::uint8_t>(0x70 | sequence.counter >> 8);
    id.bytes[7] = static_cast<std::uint8_t>(sequence.counter);
    std::uint64_t random = entropy.next();
    std::memcpy(id.bytes.data() + 8, &random, 8);
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
    return id;
}

std::optional<Uuid> Uuid::parse(std::string_view text)
{
    if (text.size() != 36)
        return std::nullopt;
    Uuid id;
    std::size_t filled = 0;
    for (std::size_t i = 0; i < text.size();) {
        if (dash_at(i)) {
            if (text[i++] != '-')
                return std::nullopt;
            continue;
        }
        int high = nibble(text[i]), low = nibble(text[i + 1]);
        if (high < 0 || low < 0)
            return std::nullopt;
        id.bytes[filled++] = static_cast<std::uint8_t>(high << 4 | low);
        i += 2;
    }
    return id;
}

std::string Uuid::text() const
{
    constexpr char digits[] = "0123456789abcdef";
    std::string text(36, '-');
    std::size_t at = 0;
    for (std::uint8_t byte : bytes) {
        if (dash_at(at))
            ++at;
        text[at++] = digits[byte >> 4];
        text[at++] = digits[byte & 15];
    }
    return text;
}

}  // namespace guildhall
