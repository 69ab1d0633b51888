#include "base/codec.h"

#include <gtest/gtest.h>

namespace guildhall {
namespace {

enum class Kind { company, person };
constexpr std::array<std::string_view, 2> names_of(Kind*)
{
    return {"company", "person"};
}

struct Street {
    std::string line;
    std::optional<std::string> city;
};
constexpr auto shape_of(Street*)
{
    return shape("Street", field("line", &Street::line, length(1, 5)), field("city", &Street::city));
}

struct Guest {
    std::string name;
    std::optional<std::string> mail;
    Kind kind{};
    std::int32_t age = 18;
    std::vector<Street> streets;
    std::optional<Decimal> price;
};
constexpr auto shape_of(Guest*)
{
    return shape("Guest", field("name", &Guest::name, length(1, 3), not_blank), field("mail", &Guest::mail, email),
                 field("kind", &Guest::kind), field("age", &Guest::age, or_default, between(0, 150)),
                 field("streets", &Guest::streets, or_default), field("price", &Guest::price),
                 constraint("guests_name_key", "name", "is taken"));
}

struct GuestChange {
    Change<std::string> name;
    Change<std::optional<std::string>> mail;
};
constexpr auto shape_of(GuestChange*)
{
    return shape("GuestChange", field("name", &GuestChange::name, length(1, 3)), field("mail", &GuestChange::mail, email));
}

Guest read(std::string_view text)
{
    return decode<Guest>(json::parse(text));
}

using Fields = std::vector<FieldProblem>;

Failure refusal(std::string_view text)
{
    try {
        read(text);
    } catch (Failure const& failure) {
        return failure;
    }
    return Failure(Problem::internal, "was taken");
}

TEST(Decoding, FillsAStructAndItsDefaults)
{
    auto const guest = read(R"({"name":"Ada","kind":"person","streets":[{"line":"a","city":"b"}],"price":"99.34"})");
    EXPECT_EQ(guest.name, "Ada");
    EXPECT_EQ(guest.kind, Kind::person);
    EXPECT_EQ(guest.age, 18);
    EXPECT_EQ(guest.streets.at(0).city, "b");
    EXPECT_EQ(encode(guest), R"({"name":"Ada","mail":null,"kind":"person","age":18,"streets":[{"line":"a","city":"b"}],"price":"99.34"})");
}

TEST(Decoding, UnknownAndIllTypedFieldsAreMalformed)
{
    auto const failure = refusal(R"({"name":5,"kind":"company","role":"admin","streets":[{"line":"a","x":1}],"price":99.34,"age":"7"})");
    EXPECT_EQ(failure.problem, Problem::malformed);
    EXPECT_EQ(failure.fields, (Fields{{"role", "is not a field here"},
                                      {"name", "must be a string"},
                                      {"age", "must be a whole number"},
                                      {"streets.0.x", "is not a field here"},
                                      {"price", "must be a string"}}));
}

TEST(Decoding, BrokenRulesAreInvalidAtTheirFields)
{
    auto const failure = refusal(R"({"name":"Adam","mail":"x","kind":"robot","age":151,"streets":[{"line":"a"},{"line":"","city":null}]})");
    EXPECT_EQ(failure.problem, Problem::invalid);
    EXPECT_EQ(failure.fields, (Fields{{"name", "must have at most 3 characters"},
                                      {"mail", "must be an e-mail address"},
                                      {"kind", "must be one of company, person"},
                                      {"age", "must be from 0 to 150"},
                                      {"streets.1.line", "must not be empty"}}));
}

TEST(Decoding, MissingAndNullAreRequired)
{
    EXPECT_EQ(refusal(R"({"name":"","kind":"person"})").fields, (Fields{{"name", "must not be empty"}}));  // once, though two rules say so
    EXPECT_EQ(refusal(R"({"name":null})").fields, (Fields{{"name", "is required"}, {"kind", "is required"}}));
}

struct Stay {
    std::string from, to;
    Street street;
};
constexpr auto shape_of(Stay*)
{
    return shape("Stay", field("from", &Stay::from, length(1, 10)), field("to", &Stay::to, length(1, 10)), field("street", &Stay::street));
}
void check_together(Stay const& in, Reading& reading)
{
    if (!reading.complained_at("from") && !reading.complained_at("to") && in.from > in.to)
        reading.object_at("to", "must not be before from");
}

TEST(Decoding, TellsOfFieldsAndOfWhatDependsOnThemAtOnce)
{
    auto fields_of = [](std::string_view text) {
        try {
            decode<Stay>(json::parse(text));
        } catch (Failure const& failure) {
            return failure.fields;
        }
        return Fields();
    };
    EXPECT_EQ(fields_of(R"({"from":"b","to":"a"})"),
              (Fields{{"street", "is required"}, {"street.line", "is required"}, {"to", "must not be before from"}}));
    EXPECT_EQ(fields_of(R"({"from":"b","to":"","street":{"line":"123456"}})"),
              (Fields{{"to", "must not be empty"}, {"street.line", "must have at most 5 characters"}}));
    EXPECT_EQ(fields_of(R"({"from":"b","to":"a","street":{"line":1}})"), (Fields{{"street.line", "must be a string"}}));
}

TEST(Decoding, LengthsAreInCharactersNotBytes)
{
    EXPECT_EQ(read(R"({"name":"日本語","kind":"company"})").name, "日本語");
}

TEST(Changing, TouchesOnlyWhatIsGiven)
{
    auto guest = read(R"({"name":"Ada","mail":"a@b.example","kind":"person"})");
    apply(guest, decode<GuestChange>(json::parse(R"({"name":"Eve"})")));
    EXPECT_EQ(guest.name, "Eve");
    EXPECT_EQ(guest.mail, "a@b.example");
    apply(guest, decode<GuestChange>(json::parse(R"({"mail":null})")));
    EXPECT_EQ(guest.mail, std::nullopt);
}

TEST(Changing, ChecksRulesAndRequiredFields)
{
    EXPECT_THROW(decode<GuestChange>(json::parse(R"({"name":"Adam"})")), Failure);
    EXPECT_THROW(decode<GuestChange>(json::parse(R"({"name":null})")), Failure);
    EXPECT_THROW(decode<GuestChange>(json::parse(R"({"mail":"x"})")), Failure);
}

TEST(Documenting, WritesOpenApi31)
{
    Definitions definitions;
    std::string text;
    json::Writer out(text);
    out.begin_object();
    Codec<Guest>::schema(out, definitions);
    out.end_object();
    EXPECT_EQ(text, R"({"$ref":"#/components/schemas/Guest"})");
    EXPECT_EQ(definitions.at("Street"), R"({"type":"object","additionalProperties":false,"required":["line"],"properties":)"
                                        R"({"line":{"type":"string","minLength":1,"maxLength":5},"city":{"type":["string","null"]}}})");
    EXPECT_NO_THROW(json::parse(definitions.at("Guest")));
    EXPECT_NE(definitions.at("Guest").find(R"("price":{"type":["string","null"],"format":"decimal"})"), std::string::npos);
}

TEST(Rules, EmailAddresses)
{
    for (auto good : {"a@b.co", "maria.anders+x@alfreds.example", "用户@例え.jp", "o'neil@sub.domain.org"})
        EXPECT_FALSE(broken(email, good)) << good;
    for (auto bad : {"", "a", "a@", "@b.co", "a@b", "a b@c.de", "a@b..de", "a@-b.de", "a@b.de\n", "<a@b.de>", "a@@b.de"})
        EXPECT_TRUE(broken(email, bad)) << bad;
}

TEST(Rules, CountriesCurrenciesLanguagesAndWebsites)
{
    EXPECT_FALSE(broken(country_code, "DE"));
    EXPECT_TRUE(broken(country_code, "de"));
    EXPECT_TRUE(broken(country_code, "XX"));
    EXPECT_FALSE(broken(currency_code, "KWD"));
    EXPECT_TRUE(broken(currency_code, "EURO"));
    EXPECT_FALSE(broken(language_tag, "zh-Hant"));
    for (auto bad : {"german!", "de-", "de--DE", "de-1", "de-DE-", "de-abcdefghi", "DE", "d", ""})
        EXPECT_TRUE(broken(language_tag, bad)) << bad;
    EXPECT_FALSE(broken(website, "https://alfreds.example/x?y"));
    EXPECT_FALSE(broken(website, "alfreds.example"));
    EXPECT_FALSE(broken(website, "Https://Alfreds.example"));
    EXPECT_TRUE(broken(website, "javascript:alert(1)"));
    EXPECT_TRUE(broken(website, "http://https://alfreds.example"));
}

TEST(Rules, ABlankTextShowsNothing)
{
    for (auto blank : {"", " \t\u00a0\u3000", "\v\f", "\u2007\u202f", "\u200b\u200d\ufeff", "\u0001", "\u3164"})
        EXPECT_TRUE(broken(not_blank, blank)) << blank;
    for (auto text : {"a", " .", "\u200eא", "\U0001F355", "e\u0301"})
        EXPECT_FALSE(broken(not_blank, text)) << text;
}

}  // namespace
}  // namespace guildhall
