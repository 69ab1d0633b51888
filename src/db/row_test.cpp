// Values on their way to PostgreSQL and back, in both of its result formats.
#include "db/row.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/rules.h"
#include "db/mapping.h"
#include "db/unit.h"
#include "support/await.h"
#include "support/database.h"

using namespace guildhall;
using namespace guildhall::db;
using namespace std::chrono_literals;
using support::await_on;
using testing::ElementsAre;

namespace {

enum class Mood { calm, merry };
constexpr std::array<std::string_view, 2> names_of(Mood*)
{
    return {"calm", "merry"};
}

struct Place {
    std::string city;
    std::optional<std::string> street;
    bool operator==(Place const&) const = default;
};
constexpr auto shape_of(Place*)
{
    return shape("Place", field("city", &Place::city), field("street", &Place::street));
}

struct Guest {
    Id<Guest> id;
    std::string name;
    std::optional<Date> born;
    Mood mood = Mood::calm;
    std::optional<Place> place;
    std::vector<Place> others;
};
constexpr auto shape_of(Guest*)
{
    return shape("Guest", field("id", &Guest::id), field("name", &Guest::name), field("born", &Guest::born), field("mood", &Guest::mood),
                 field("place", &Guest::place), field("others", &Guest::others));
}

struct Values : testing::TestWithParam<ResultFormat> {
    Values()
    {
        PoolOptions options;
        options.connection.url = database().url();
        options.connection.format = GetParam();
        options.size = 1;
        pool = std::make_unique<Pool>(loop, options);
    }

    static support::TestDatabase& database()
    {
        static support::TestDatabase shared(support::Schema::bare);
        return shared;
    }

    Rows run(StatementRef statement, std::vector<Value> parameters = {})
    {
        return await_on(loop, [](Pool& from, StatementRef what, std::vector<Value> with) -> Task<Rows> {
            Unit unit(co_await from.lease(Pool::Clock::now() + 5s));
            co_return co_await unit.ask_last(what, with);
        }(*pool, statement, std::move(parameters)));
    }

    // What comes back when it is sent and answered as this type.
    template <class T>
    T returned(StatementRef statement, T const& value)
    {
        return run(statement, values(value))[0].template get<T>(0);
    }

    template <class T>
    T read(std::string const& expression)
    {
        auto const text = "select " + expression;
        return run({"expression", text})[0].template get<T>(0);
    }

    Loop loop;
    std::unique_ptr<Pool> pool;
};

std::int64_t constexpr least = std::numeric_limits<std::int64_t>::min();

}  // namespace

INSTANTIATE_TEST_SUITE_P(InBothFormats, Values, testing::Values(ResultFormat::text, ResultFormat::binary),
                         [](auto const& chosen) { return chosen.param == ResultFormat::text ? "text" : "binary"; });

TEST_P(Values, ComeBackAsTheyWereSent)
{
    EXPECT_EQ(returned<std::string>({"text", "select $1::text"}, "Bräu, \"quoted\" \\ 麦 '"), "Bräu, \"quoted\" \\ 麦 '");
    EXPECT_EQ(returned<std::string>({"text", "select $1::text"}, ""), "");
    EXPECT_EQ(returned<bool>({"truth", "select $1::boolean"}, true), true);
    EXPECT_EQ(returned<bool>({"truth", "select $1::boolean"}, false), false);
    EXPECT_EQ(returned<std::int32_t>({"int", "select $1::integer"}, -2'147'483'647), -2'147'483'647);
    EXPECT_EQ(returned<std::int64_t>({"long", "select $1::bigint"}, least), least);
    auto const uuid = Uuid::make();
    EXPECT_EQ(returned<Uuid>({"uuid", "select $1::uuid"}, uuid), uuid);
    auto const id = Id<Guest>::make();
    EXPECT_EQ(returned<Id<Guest>>({"uuid", "select $1::uuid"}, id), id);
    EXPECT_EQ(returned<Bytes>({"bytes", "select $1::bytea"}, Bytes{std::string("\0\1\xff\\x", 5)}), (Bytes{std::string("\0\1\xff\\x", 5)}));
    EXPECT_EQ(returned<Json>({"json", "select $1::jsonb"}, Json{"{\"a\": [1, null]}"}).text, "{\"a\": [1, null]}");
    EXPECT_EQ(returned<Mood>({"text", "select $1::text"}, Mood::merry), Mood::merry);
}

TEST_P(Values, KeepTimesToTheMicrosecondAndFarFromToday)
{
    for (std::string text :
         {"2026-11-21T21:55:00.123456Z", "1969-12-31T23:59:59.999999Z", "2000-01-01T00:00:00Z", "1999-12-31T23:59:59.5Z"}) {
        auto const time = *Time::parse(text);
        EXPECT_EQ(returned<Time>({"time", "select $1::timestamptz"}, time), time) << text;
    }
    for (std::string text : {"2026-11-21", "1970-01-01", "1969-12-31", "2000-02-29", "0001-01-01", "9999-12-31"}) {
        auto const date = *Date::parse(text);
        EXPECT_EQ(returned<Date>({"date", "select $1::date"}, date), date) << text;
    }
    EXPECT_THROW(read<Time>("'infinity'::timestamptz"), std::logic_error);
    EXPECT_THROW(read<Date>("'-infinity'::date"), std::logic_error);
}

TEST_P(Values, KeepDecimalsExactly)
{
    for (std::string text : {"0", "1", "-1", "99.34", "0.000001", "-0.000001", "10000", "100000000", "12345678901234.123456", "0.5",
                             "9999.9999", "10000.0001"}) {
        auto const decimal = *Decimal::parse(text);
        EXPECT_EQ(returned<Decimal>({"decimal", "select $1::decimal(20, 6)"}, decimal), decimal) << text;
        EXPECT_EQ(read<Decimal>(text + "::numeric"), decimal) << text;
    }
    EXPECT_THROW(read<Decimal>("'NaN'::numeric"), std::logic_error);
}

TEST_P(Values, ComeAsListsToo)
{
    using Texts = std::vector<std::string>;
    Texts const texts{"plain", "", "NULL", "with, comma", "{brace}", "\"quote\" and \\", "ö"};
    EXPECT_EQ(returned<Texts>({"texts", "select $1::text[]"}, texts), texts);
    EXPECT_EQ(returned<Texts>({"texts", "select $1::text[]"}, {}), Texts{});
    std::vector<Uuid> const ids{Uuid::make(), Uuid::make()};
    EXPECT_EQ(returned<std::vector<Uuid>>({"uuids", "select $1::uuid[]"}, ids), ids);
    std::vector<std::optional<std::int64_t>> const gaps{1, std::nullopt, -3};
    EXPECT_EQ((returned<std::vector<std::optional<std::int64_t>>>({"numbers", "select $1::bigint[]"}, gaps)), gaps);
    std::vector<Bytes> const bytes{{std::string("\0a", 2)}, {""}};
    EXPECT_EQ(returned<std::vector<Bytes>>({"byteas", "select $1::bytea[]"}, bytes), bytes);
    EXPECT_THROW(read<std::vector<std::int32_t>>("array[[1, 2], [3, 4]]"), std::logic_error);
}

TEST_P(Values, MayBeAbsentWhereThatIsSaid)
{
    using Maybe = std::optional<std::string>;
    EXPECT_EQ(returned<Maybe>({"text", "select $1::text"}, Maybe()), std::nullopt);
    EXPECT_EQ(returned<Maybe>({"text", "select $1::text"}, Maybe("")), Maybe(""));
    EXPECT_THROW(read<std::string>("null::text"), std::logic_error);
    EXPECT_THROW(read<std::int32_t>("null::integer"), std::logic_error);
    EXPECT_THROW(read<Uuid>("null::uuid"), std::logic_error);
    EXPECT_THROW(read<bool>("null::boolean"), std::logic_error);
    EXPECT_THROW(read<std::vector<std::string>>("null::text[]"), std::logic_error);
}

TEST_P(Values, AreNotMistakenForOthers)
{
    EXPECT_THROW(read<std::int32_t>("'12x'::text"), std::logic_error);
    EXPECT_THROW(read<std::int32_t>("5000000000::bigint"), std::logic_error);
    EXPECT_THROW(read<Uuid>("'x'::text"), std::logic_error);
    EXPECT_THROW(read<Time>("'2026-11-21'::date"), std::logic_error);
    EXPECT_THROW(read<Mood>("'furious'::text"), std::logic_error);
    EXPECT_THROW(run({"one", "select 1"})[0].get<std::int32_t>(1), std::logic_error);
}

TEST_P(Values, AreWrittenAsTextAsPostgresqlWould)
{
    for (std::string expression :
         {"12::smallint", "-7::integer", "8::bigint", "true", "12.50::numeric(6, 2)", "'{\"a\": 1}'::jsonb", "'2026-11-21'::date",
          "'2026-11-21 21:55:00+00'::timestamptz", "'2026-11-21 21:50:00+00'::timestamptz", "'2026-11-21 21:55:00.1205+00'::timestamptz",
          "'00000000-0000-0000-0000-00000000000f'::uuid", "'\\x00ff'::bytea", "'name'::name"})
        EXPECT_EQ(read<std::string>(expression), database().superuser().value<std::string>("select " + expression)) << expression;
}

TEST_P(Values, BecomeStructsByTheirShape)
{
    constexpr StatementRef guests{
        "guests", "select $1::uuid as id, $2::text as name, $3::date as born, $4::text as mood, $5::jsonb as place, $6::jsonb as others"};
    auto const id = Id<Guest>::make();
    Place const mill{"Bruck", std::nullopt};
    std::vector<Place> const two{mill, {"Graz", "Sackstraße 1"}};
    auto rows = run(guests, values(id, "Ada", Date::parse("1815-12-10"), Mood::merry, mill, Json{encode(two)}));
    auto guest = map_rows<Guest>(rows).at(0);
    EXPECT_EQ(guest.id, id);
    EXPECT_EQ(guest.born->text(), "1815-12-10");
    EXPECT_EQ(guest.mood, Mood::merry);
    EXPECT_EQ(guest.place, mill);
    EXPECT_EQ(guest.others, two);
    EXPECT_THAT(map_rows<std::int64_t>(run({"numbers", "select * from generate_series(1::bigint, 3)"})), ElementsAre(1, 2, 3));
}

TEST_P(Values, AreNotReadIntoAStructOfOtherNames)
{
    EXPECT_THROW(map_rows<Place>(run({"swapped", "select 'x' as street, 'y' as city"})), std::logic_error);
    EXPECT_THROW(map_rows<Place>(run({"few", "select 'y' as city"})), std::logic_error);
    EXPECT_THROW(map_rows<Place>(run({"none", "select 'y' as town, 'x' as street where false"})), std::logic_error)
        << "seen without rows too";
    EXPECT_EQ(map_rows<Place>(run({"right", "select 'y' as city, null::text as street"})).at(0).city, "y");
}
