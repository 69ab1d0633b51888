#include "imports/text_file.h"
#include "support/text_files.h"

#include "base/failure.h"
#include "base/utf8.h"

#include <gtest/gtest.h>

using namespace guildhall;
using namespace guildhall::imports;
using support::read_text_file;

namespace {

std::string const text = "name;city\r\nBlåbärs AB;Luleå\r\n東京商事;🏛\r\n";

std::string utf_16(std::string_view from, bool little)
{
    std::string bytes;
    auto unit = [&](char32_t value) {
        char high = static_cast<char>(value >> 8), low = static_cast<char>(value & 0xff);
        bytes += little ? low : high;
        bytes += little ? high : low;
    };
    for (std::size_t at = 0; at < from.size();) {
        char32_t c = *next_character(from, at);
        if (c < 0x10000) {
            unit(c);
        } else {
            unit(0xd800 + ((c - 0x10000) >> 10));
            unit(0xdc00 + ((c - 0x10000) & 0x3ff));
        }
    }
    return bytes;
}

std::string refusal(std::string_view bytes)
{
    try {
        read_text_file(bytes);
    } catch (Failure const& failure) {
        return failure.fields.at(0).field;
    }
    return "was taken";
}

}  // namespace

TEST(ATextFile, IsReadInUtf8AndUtf16WithAndWithoutAMark)
{
    for (auto const& [bytes, encoding] : {std::pair{text, Encoding::utf_8},
                                          {"\xef\xbb\xbf" + text, Encoding::utf_8},
                                          {utf_16(text, true), Encoding::utf_16_le},
                                          {"\xff\xfe" + utf_16(text, true), Encoding::utf_16_le},
                                          {utf_16(text, false), Encoding::utf_16_be},
                                          {"\xfe\xff" + utf_16(text, false), Encoding::utf_16_be}}) {
        for (std::size_t step : {1, 2, 3, 5, 1000}) {  // a piece may end within a character
            auto file = read_text_file(bytes, step);
            EXPECT_EQ(file.text, text);
            EXPECT_EQ(file.encoding, encoding);
        }
    }
}

TEST(ATextFile, IsWindows1252WhenItIsNothingElse)
{
    auto file = read_text_file("Blondesddsl p\xe8re et fils;Stra\xdf"
                               "e;\x80 5;\x93"
                               "so\x94;\x8a");
    EXPECT_EQ(file.encoding, Encoding::windows_1252);
    EXPECT_EQ(file.text, "Blondesddsl père et fils;Straße;€ 5;“so”;Š");
}

TEST(ATextFile, IsValidUtf8WhateverTheBytesAre)
{
    std::string bytes;
    for (int byte = 1; byte < 256; ++byte)
        bytes += static_cast<char>(byte);
    EXPECT_TRUE(valid_utf8(read_text_file(bytes).text));
    EXPECT_EQ(characters(read_text_file(bytes).text), 255u);
}

TEST(ATextFile, MayBeEmpty)
{
    EXPECT_EQ(read_text_file("").text, "");
    EXPECT_EQ(read_text_file("\xff\xfe").text, "");
    EXPECT_EQ(read_text_file("\xef\xbb\xbf").text, "");
}

TEST(ATextFile, IsNotAnyFile)
{
    EXPECT_EQ(refusal(std::string_view("PK\x03\x04\x00\x00\x00\x00", 8)), "file");
    EXPECT_EQ(refusal(std::string_view("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16)), "file");
    EXPECT_EQ(refusal(std::string_view("a\0\0\0", 4)), "file") << "a NUL in UTF-16";
    EXPECT_EQ(refusal(std::string_view("\xff\xfe\x00\xd8x", 5)), "file") << "half a surrogate, and half a unit";
    EXPECT_EQ(refusal(std::string_view("\xff\xfe\x00\xd8"
                                       "a\0",
                                       6)),
              "file");
    EXPECT_EQ(refusal("\xef\xbb\xbf"
                      "caf\xe9"),
              "file");
}
