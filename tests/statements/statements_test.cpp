// Every named statement is one that the server may run, is used, and is the only source of SQL.
#include <fstream>
#include <gmock/gmock.h>

#include "db/collation.h"
#include "statements/sources.h"
#include "support/database.h"

namespace guildhall::statements {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
namespace fs = std::filesystem;

// What the database says of them, prepared as the server's own role.
std::vector<std::string> refused(std::vector<Named> const& statements)
{
    static support::TestDatabase database;
    db::Session app(database.url("guildhall_app"));
    std::vector<std::string> found;
    for (auto const& statement : statements)
        for (auto const& text : variants(statement)) {
            try {
                app.run("prepare tried as " + text);
                app.run("deallocate tried");
            } catch (db::Error const& error) {
                found.push_back(statement.file.filename().string() + ": " + statement.name + ": " + error.what());
            }
        }
    return found;
}

// A source tree of the test's own, with what is broken in it.
class Planted {
public:
    Planted() { fs::create_directories(root_ / "things"); }
    ~Planted() { fs::remove_all(root_); }

    void write(std::string const& file, std::string const& text) const
    {
        fs::create_directories((root_ / file).parent_path());
        std::ofstream(root_ / file) << text;
    }
    fs::path const& root() const { return root_; }

private:
    fs::path root_ = fs::path(support::scratch_folder()) / "planted";
};

TEST(EveryStatement, CanBePreparedAsTheServersRole)
{
    auto const all = statements_below(source_tree());
    EXPECT_GT(all.size(), 80u);
    EXPECT_THAT(refused(all), IsEmpty());
}

TEST(EveryStatement, IsUsedByTheCodeBesideIt)
{
    EXPECT_THAT(unused_below(source_tree()), IsEmpty());
}

TEST(EveryStatement, IsNamedAndNoSqlIsJoinedFromStrings)
{
    EXPECT_THAT(sql_made_below(source_tree()), IsEmpty());
}

TEST(AStatement, ThatTheDatabaseCannotReadIsTold)
{
    Planted const tree;
    tree.write("things/things.sql",
               "-- A remark on all of them\n\n-- good: by name\nselect id\n  from customers\n where name = $1;\n\n"
               "-- misspelt\nselect idd\n  from customers;\n\n-- elsewhere\nselect only_row\n  from platform.installation;\n");
    auto const found = statements_below(tree.root());
    ASSERT_EQ(found.size(), 3u);
    EXPECT_EQ(found.front().name, "good");
    EXPECT_EQ(found.front().text, "select id\n  from customers\n where name = $1");
    EXPECT_THAT(refused(found), ElementsAre(HasSubstr("misspelt"), HasSubstr("permission denied for schema platform")));
}

TEST(AStatement, IsReadInEveryLanguageItSortsBy)
{
    Planted const tree;
    tree.write("things/things.sql", "-- sorted\nselect id\n  from customers\n order by name collate \"und-x-icu\";\n");
    auto const all = variants(statements_below(tree.root()).front());
    EXPECT_THAT(all, Contains(HasSubstr("\"sv-x-icu\"")));
    EXPECT_EQ(all.size(), db::collation_languages.size());
}

TEST(AStatement, ThatNobodyUsesIsTold)
{
    Planted const tree;
    tree.write("things/things.sql", "-- used\nselect 1;\n\n-- named\nselect 2;\n\n-- forgotten\nselect 3;\n");
    tree.write("things/things.cpp", "namespace sql {\nconstexpr auto used = db::statement<text, \"used\">;\n"
                                    "constexpr auto named = db::statement<text, \"named\">;\n}\nauto x = tx.rows<T>(sql::used);\n");
    EXPECT_THAT(unused_below(tree.root()), ElementsAre(HasSubstr("named is never used"), HasSubstr("forgotten is named by no C++")));
}

TEST(Sql, ThatIsJoinedFromStringsIsTold)
{
    Planted const tree;
    tree.write("things/joined.cpp", "auto rows = session.run(\"select id from customers order by \" + column);");
    tree.write("things/own.cpp", "constexpr db::StatementRef mine{\"mine\", \"select 1 from customers\"};");
    tree.write("things/appended.cpp", "std::string text(sql::list.text); use(std::string(sql::list.text) + \" limit 3\");");
    tree.write("things/whole.cpp", "session.run(\"select 1\");");
    tree.write("cli/whole.cpp", "session.run(\"select 1\"\n \" from x\");");
    tree.write("cli/joined.cpp", "session.run(R\"sql(delete from )sql\" + table);");
    tree.write("things/harmless.cpp",
               "// \"select id\" + x\nauto c = '\"'; int n = 1'000 + 2;\nthrow Failure(\"Please select one of \" + b);");
    auto const found = sql_made_below(tree.root());
    EXPECT_THAT(found, ElementsAre(HasSubstr("cli/joined.cpp"), HasSubstr("things/appended.cpp"), HasSubstr("things/joined.cpp"),
                                   HasSubstr("things/own.cpp"), HasSubstr("things/whole.cpp")));
}

}  // namespace
}  // namespace guildhall::statements
