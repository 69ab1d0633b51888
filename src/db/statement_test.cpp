#include "db/statement.h"

#include <gtest/gtest.h>

#include "db/collation.h"
#include "support/database.h"

using namespace guildhall;
using namespace guildhall::db;

namespace {

constexpr std::string_view text = R"sql(
-- by_name: in the order that people expect
select id
  from notes
 where name > $2 collate "und-x-icu" or $1::uuid is null
 order by name collate "und-x-icu";

-- add
insert into notes (id) values ($12);
)sql";

namespace sql {
constexpr auto by_name = statement<text, "by_name">;
constexpr auto add = statement<text, "add">;
constexpr std::string_view sorted_text =
    "\n-- sorted\nselect string_agg(w, ' ' order by w collate \"und-x-icu\") from unnest(array['ö', 'z', 'o']) w;\n";
constexpr auto sorted = statement<sorted_text, "sorted">;
}  // namespace sql

}  // namespace

TEST(AStatement, KnowsItsNameAndText)
{
    EXPECT_EQ(sql::add.name, "add");
    EXPECT_EQ(sql::add.text, "insert into notes (id) values ($12)");
}

TEST(AStatement, TakesAsManyParametersAsItsHighestNumber)
{
    static_assert(sql::by_name.arity == 2);
    static_assert(sql::add.arity == 12);
}

TEST(AStatement, HasAVariantForEachLanguageThatSortsInItsOwnWay)
{
    EXPECT_EQ(collated<sql::by_name>(Collation::und).text, sql::by_name.text);
    auto swedish = collated<sql::by_name>(Collation::sv);
    EXPECT_EQ(swedish.text, R"sql(select id
  from notes
 where name > $2 collate "sv-x-icu" or $1::uuid is null
 order by name collate "sv-x-icu")sql");
    EXPECT_EQ(collated<sql::by_name>(collation_for("sv-FI")).text.data(), swedish.text.data()) << "always the same place: prepared once";
    static_assert(decltype(swedish)::arity == 2);
}

TEST(ACollation, IsTheRootsForALanguageThatIsNotListed)
{
    EXPECT_EQ(collation_for("es-AR"), Collation::es);
    EXPECT_EQ(collation_for("de-AT"), Collation::und);
    EXPECT_EQ(collation_for("tlh"), Collation::und);
    EXPECT_EQ(collation_for("es-x-icu\"; drop table notes"), Collation::es) << "only ever one of the list";
    EXPECT_EQ(collation_for(""), Collation::und);
}

TEST(ACollation, IsKnownToPostgresql)
{
    support::TestDatabase database(support::Schema::bare);
    auto sorted = [&](Collation collation) {
        return database.superuser().value<std::string>(std::string(collated<sql::sorted>(collation).text));
    };
    for (std::size_t i = 0; i < collation_languages.size(); ++i)
        EXPECT_NO_THROW(sorted(static_cast<Collation>(i))) << collation_languages[i];
    EXPECT_EQ(sorted(Collation::sv), "o z ö");
    EXPECT_EQ(sorted(Collation::und), "o ö z");
}

TEST(ACollation, OfTheRootIsTheOrderOfTheLanguagesThatAreLeftOut)
{
    support::TestDatabase database(support::Schema::bare);
    auto in_order = [&](std::string const& language) {
        return database.superuser().value<std::string>(
            "select string_agg(w, '|' order by w collate \"" + language +
            "-x-icu\", w collate \"C\") from (select distinct w from generate_series(33, 1423) i,"
            " unnest(array[chr(i), 'a' || chr(i), chr(i) || 'z', 'l' || chr(i) || 'l']) w) letters");
    };
    auto const root = in_order("und");
    for (std::string const language : {"en", "de", "fr", "it", "nl", "pt"})
        EXPECT_EQ(in_order(language), root) << language;
    EXPECT_NE(in_order("es"), root);
}
