#include "base/utf8.h"

#include <gtest/gtest.h>

using namespace guildhall;

TEST(Utf8, IsValidInEveryScript)
{
    for (auto text :
         {"", "plain", "Luleå", "Łódź", "東京", "عمّان", "🏛️", "\xf4\x8f\xbf\xbf", "\xef\xbf\xbd", "\xed\x9f\xbf", "\xee\x80\x80"})
        EXPECT_TRUE(valid_utf8(text)) << text;
}

TEST(Utf8, IsNotOverlongSurrogateCutOffOrBeyondUnicode)
{
    for (auto bytes : {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xf0\x8f\xbf\xbf", "\xed\xa0\x80", "\xed\xbf\xbf",
                       "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xc3", "\xe2\x82", "\xf0\x9f\x8f", "\xc3(", "a\xe2\x28\xa1"})
        EXPECT_FALSE(valid_utf8(bytes)) << bytes;
    EXPECT_FALSE(valid_utf8(std::string_view("a\0b", 3)));
}

TEST(Utf8, CountsCharactersAndNotBytes)
{
    EXPECT_EQ(characters(""), 0u);
    EXPECT_EQ(characters("Luleå"), 5u);
    EXPECT_EQ(characters("東京"), 2u);
    EXPECT_EQ(characters("🏛"), 1u);
    EXPECT_EQ(characters("a\xff"
                         "b"),
              3u);
}

TEST(Utf8, ComesBackCharacterByCharacter)
{
    for (char32_t c = 0; c <= 0x10ffff; c += c < 0x3000 ? 1 : 61) {
        if (c >= 0xd800 && c <= 0xdfff)
            continue;
        std::string text;
        append_character(text, c);
        std::size_t at = 0;
        ASSERT_EQ(next_character(text, at), c);
        ASSERT_EQ(at, text.size());
    }
}

TEST(Utf8, WritesAReplacementForWhatIsNoCharacter)
{
    std::string text;
    append_character(text, 0xd800);
    append_character(text, 0x110000);
    EXPECT_EQ(text, "\xef\xbf\xbd\xef\xbf\xbd");
}
