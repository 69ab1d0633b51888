#include "base/json.h"

#include <gtest/gtest.h>

#include "base/failure.h"

namespace guildhall {
namespace {

std::string again(std::string_view text)
{
    auto const value = json::parse(text);
    std::string out;
    json::Writer writer(out);
    std::function<void(json::Value const&)> write = [&](json::Value const& each) {
        switch (each.kind) {
        case json::Value::Kind::object:
            writer.begin_object();
            for (auto const& [name, member] : each.members) {
                writer.key(name);
                write(member);
            }
            return writer.end_object();
        case json::Value::Kind::array:
            writer.begin_array();
            for (auto const& item : each.items)
                write(item);
            return writer.end_array();
        case json::Value::Kind::string: return writer.string(each.string);
        case json::Value::Kind::integer: return writer.integer(each.integer);
        case json::Value::Kind::boolean: return writer.boolean(each.boolean);
        case json::Value::Kind::fraction: return writer.plain_string("fraction");
        case json::Value::Kind::null: return writer.null();
        }
    };
    write(value);
    return out;
}

TEST(Json, ComesBackAsItWas)
{
    std::string const text = R"({"a":[1,-2,{"b":null}],"c":"é 中 👩‍👩‍👧 \"q\" \\ \n","d":true,"e":{}})";
    EXPECT_EQ(again(text), text);
    EXPECT_EQ(again(R"("é😀")"), "\"é😀\"");
    EXPECT_EQ(again("9223372036854775807"), "9223372036854775807");
    EXPECT_EQ(again("9223372036854775808"), "\"fraction\"");
    EXPECT_EQ(again("1.5"), "\"fraction\"");
}

TEST(Json, ControlCharactersAreEscaped)
{
    std::string out;
    json::Writer(out).string(std::string_view("a\x01\x7f\t", 4));
    EXPECT_EQ(out, R"("a\u0001\u007f\t")");
}

class Refused : public testing::TestWithParam<std::string> {};

TEST_P(Refused, IsMalformed)
{
    try {
        json::parse(GetParam());
        FAIL() << "was taken: " << GetParam();
    } catch (Failure const& failure) {
        EXPECT_EQ(failure.problem, Problem::malformed);
    }
}

std::string nested(int levels)
{
    return std::string(static_cast<std::size_t>(levels), '[') + std::string(static_cast<std::size_t>(levels), ']');
}

INSTANTIATE_TEST_SUITE_P(Json, Refused,
                         testing::Values("", " ", "{", "{}x", "{} {}", R"({"a":1,"a":2})", R"({"x":{"a":1,"b":2,"a":1}})", "[1,]",
                                         "{'a':1}", "nul", "01", "+1", "NaN", "1e", R"("\ud800")", R"("\udc00x")", R"("a\u0000b")",
                                         R"({"\u0000":1})", "\"\xff\"", "\"\xc0\xaf\"", "\"\xed\xa0\x80\"", "\"a\nb\"", "/*x*/1",
                                         nested(33)));

TEST(Json, TakesThirtyTwoLevels)
{
    EXPECT_EQ(again(nested(32)), nested(32));
}

}  // namespace
}  // namespace guildhall
