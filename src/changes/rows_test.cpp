// What is patched and taken back is every column that a record may change: one that were forgotten would not go back.
#include <gmock/gmock.h>

#include "changes/rows.h"
#include "changes/rows.sql.h"
#include "support/database.h"

using namespace guildhall;
using testing::IsEmpty;

namespace {

// What the database keeps itself, what never changes, what follows, and an estimate's own business, which no such change touches.
constexpr char columns[] = "select a.attname from pg_attribute a where a.attrelid = ('guild.' || $1)::regclass and a.attnum > 0"
                           " and not a.attisdropped and a.attgenerated = ''"
                           " and a.attname not in ('guild_id', 'id', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by',"
                           " 'spot_pos', 'import_id')"
                           " and not ($1 in ('contacts', 'notes') and a.attname in ('spot_id', 'owner_id'))"
                           " and not ($1 = 'activities' and a.attname = 'spot_id')"
                           " and not ($1 = 'estimates' and a.attname not in ('customer_id', 'deleted_at'))";

std::string statement_of(std::string const& kind)
{
    std::string const text(changes::sql::rows_text);
    auto const from = text.find("\n-- patch_" + kind);
    EXPECT_NE(from, text.npos) << kind;
    return text.substr(from, text.find("\n-- patch_", from + 1) - from);
}

}  // namespace

TEST(EveryColumnOfARecord, GoesBackWithIt)
{
    support::TestDatabase database;
    std::vector<std::string> forgotten;
    for (auto const kind : names_of(static_cast<changes::Kind*>(nullptr))) {
        auto const statement = statement_of(std::string(kind));
        auto const found = database.superuser().run(columns, db::values(kind));
        EXPECT_GT(found.size(), 1) << kind;
        for (int i = 0; i < found.size(); ++i)
            if (auto const name = found[i].get<std::string>(0); statement.find(" " + name + " = (t.wanted).") == statement.npos &&
                                                                statement.find("\"" + name + "\" = (t.wanted).") == statement.npos)
                forgotten.push_back(std::string(kind) + "." + name);
    }
    EXPECT_THAT(forgotten, IsEmpty());
}
