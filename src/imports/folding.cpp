#include "imports/folding.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>
#include <stdexcept>

namespace guildhall::imports {

namespace {

icu::Normalizer2 const& normalizer(icu::Normalizer2 const* (*instance)(UErrorCode&))
{
    UErrorCode error = U_ZERO_ERROR;
    auto const* found = instance(error);
    if (U_FAILURE(error))
        throw std::runtime_error("ICU has no data for normalizing text");
    return *found;
}

icu::UnicodeString normalized(icu::Normalizer2 const& by, icu::UnicodeString const& text)
{
    UErrorCode error = U_ZERO_ERROR;
    auto result = by.normalize(text, error);
    return U_FAILURE(error) ? icu::UnicodeString() : result;
}

// The white space that tables carry besides the ASCII ones: no-break, narrow no-break, zero width, ideographic.
constexpr std::array<std::string_view, 9> spaces{" ", "\t", "\r", "\n", "\v", "\u00a0", "\u202f", "\u200b", "\u3000"};

}  // namespace

std::string folded(std::string_view text)
{
    auto source = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    auto lower = normalized(normalizer(icu::Normalizer2::getNFKCCasefoldInstance), source);
    auto apart = normalized(normalizer(icu::Normalizer2::getNFDInstance), lower);
    std::string result;
    icu::UnicodeString kept;
    for (std::int32_t at = 0; at < apart.length(); at = apart.moveIndex32(at, 1))
        if (auto character = apart.char32At(at); u_isalnum(character))
            kept.append(character);
    kept.toUTF8String(result);
    return result;
}

std::string_view trimmed(std::string_view text)
{
    for (bool found = true; found;) {
        found = false;
        for (auto space : spaces) {
            if (text.starts_with(space)) {
                text.remove_prefix(space.size());
                found = true;
            }
            if (text.ends_with(space)) {
                text.remove_suffix(space.size());
                found = true;
            }
        }
    }
    return text;
}

}  // namespace guildhall::imports
