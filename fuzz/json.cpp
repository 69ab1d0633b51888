// JSON into values and into a struct by its shape: what is taken is written and read back the same.
#include "base/json.h"
#include "base/codec.h"
#include "fuzz.h"

using namespace guildhall;

namespace {

enum class Kind { company, person };
constexpr std::array<std::string_view, 2> names_of(Kind*)
{
    return {"company", "person"};
}

struct Line {
    std::string text;
    std::optional<Decimal> price;
};
constexpr auto shape_of(Line*)
{
    return shape("Line", field("text", &Line::text, length(1, 20)), field("price", &Line::price));
}

struct Record {
    std::string name;
    std::optional<std::string> mail, site, country, currency;
    Kind kind{};
    std::int32_t age = 18;
    std::int64_t count = 0;
    bool good = false;
    std::optional<Uuid> owner;
    std::optional<Time> at;
    std::optional<Date> on;
    std::vector<Line> lines;
};
constexpr auto shape_of(Record*)
{
    return shape("Record", field("name", &Record::name, length(1, 30), not_blank), field("mail", &Record::mail, email),
                 field("site", &Record::site), field("country", &Record::country), field("currency", &Record::currency),
                 field("kind", &Record::kind, or_default), field("age", &Record::age, or_default, between(0, 150)),
                 field("count", &Record::count, or_default), field("good", &Record::good, or_default), field("owner", &Record::owner),
                 field("at", &Record::at), field("on", &Record::on), field("lines", &Record::lines, or_default));
}

std::string written(json::Value const& value)
{
    std::string text;
    json::Writer out(text);
    write_value(out, value);
    return text;
}

}  // namespace

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    json::Value value;
    try {
        value = json::parse(fuzz::text(data, size));
    } catch (Failure const& failure) {
        fuzz::must(failure.problem == Problem::malformed, "what cannot be read is malformed");
        return 0;
    }
    auto const once = written(value);
    fuzz::must(once == written(json::parse(once)), "what was read is written and read back");
    try {
        auto const record = decode<Record>(value);
        auto const text = encode(record);
        fuzz::must(text == encode(decode<Record>(json::parse(text))), "a record is written and read back");
    } catch (Failure const& failure) {
        fuzz::must(failure.problem == Problem::malformed || failure.problem == Problem::invalid, "a bad record is malformed or invalid");
    }
    return 0;
}
