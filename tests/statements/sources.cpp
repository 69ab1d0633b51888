#include "statements/sources.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "db/collation.h"
#include "statements/cpp.h"
#include "statements/pattern.h"

namespace guildhall::statements {

namespace fs = std::filesystem;

namespace {

std::string content(fs::path const& file)
{
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

std::vector<fs::path> files_below(fs::path const& folder, std::vector<std::string> const& extensions)
{
    std::vector<fs::path> found;
    for (auto const& entry : fs::recursive_directory_iterator(folder))
        if (std::find(extensions.begin(), extensions.end(), entry.path().extension()) != extensions.end())
            found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

bool is_test(fs::path const& file)
{
    return file.stem().string().ends_with("_test");
}

// A remark is a line like a name, but of more than a word.
bool is_name(std::string const& text)
{
    return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == text.npos;
}

std::vector<Named> statements_of(fs::path const& file)
{
    std::vector<Named> found;
    std::string const text = "\n" + content(file), mark = "\n-- ";
    for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at + 1)) {
        auto const rest = text.substr(at + mark.size());
        auto const line_end = rest.find('\n');
        auto const name = rest.substr(0, std::min(rest.find(':'), line_end));
        if (!is_name(name))
            continue;
        auto const body = rest.substr(line_end + 1);
        found.push_back({file, name, body.substr(0, body.find(";\n"))});
    }
    return found;
}

// What the C++ of a folder says.
std::string code_of(fs::path const& folder)
{
    std::string all;
    for (auto const& file : files_below(folder, {".cpp", ".h"}))
        if (!is_test(file))
            all += content(file) + "\n";
    return all;
}

// The constants that stand for a statement: `constexpr auto add = db::statement<text, "add">;`
std::vector<std::string> constants_of(std::string const& code, Named const& statement)
{
    auto const variable =
        statement.file.stem() == statement.file.parent_path().filename() ? "text" : statement.file.stem().string() + "_text";
    Pattern const definition("(\\w+)\\s*=\\s*db::statement<\\s*" + variable + "\\s*,\\s*\"" + statement.name + "\"\\s*>");
    std::vector<std::string> names;
    for (auto found = definition.find(code); found; found = definition.find(code, found->end))
        names.push_back(found->group);
    return names;
}

bool is_used(std::string const& code, std::string const& constant)
{
    return Pattern("\\bsql::" + constant + "\\b").matches(code);
}

bool is_sql(std::string const& literal)
{
    static Pattern const beginning(
        "^\\s*(select\\s|insert\\s+into\\s|update\\s+\\S+\\s+set\\s|delete\\s+from\\s|with\\s+\\w+\\s+as\\s*\\(|alter\\s|"
        "create\\s+(table|or|function|role|database|schema|index)|drop\\s|grant\\s|revoke\\s|truncate\\s|"
        "set\\s+(local|role|session)|copy\\s)");
    return beginning.matches(literal);
}

bool joins(std::string const& code)
{
    static Pattern const ways("\\+|\\bappend\\s*\\(|\\bformat\\s*\\(|<<");
    return ways.matches(code);
}

bool names_statement_text(std::string const& code)
{
    static Pattern const text("\\bsql::\\w+\\.text\\b");
    return text.matches(code);
}

}  // namespace

fs::path source_tree()
{
    return fs::path(TEST_DATA "../../src").lexically_normal();
}

std::vector<Named> statements_below(fs::path const& folder)
{
    std::vector<Named> all;
    for (auto const& file : files_below(folder, {".sql"}))
        for (auto& each : statements_of(file))
            all.push_back(std::move(each));
    return all;
}

std::vector<std::string> variants(Named const& statement)
{
    std::string const root(db::detail::root_collation);
    if (statement.text.find(root) == std::string::npos)
        return {statement.text};
    std::vector<std::string> all;
    for (auto const language : db::collation_languages) {
        auto text = statement.text;
        for (auto at = text.find(root); at != text.npos; at = text.find(root, at + 1))
            text.replace(at + 1, 3, language);
        all.push_back(std::move(text));
    }
    return all;
}

std::vector<std::string> unused_below(fs::path const& folder)
{
    std::vector<std::string> found;
    for (auto const& statement : statements_below(folder)) {
        auto const code = code_of(statement.file.parent_path());
        auto const constants = constants_of(code, statement);
        auto const where = fs::relative(statement.file, folder).string() + ": " + statement.name;
        if (constants.empty())
            found.push_back(where + " is named by no C++ beside it");
        for (auto const& constant : constants)
            if (!is_used(code, constant))
                found.push_back(where + " is never used");
    }
    return found;
}

std::vector<std::string> sql_made_below(fs::path const& folder)
{
    std::vector<std::string> found;
    for (auto const& file : files_below(folder, {".cpp", ".h"})) {
        auto const where = fs::relative(file, folder);
        auto const module = where.begin()->string();
        if (module == "db" || is_test(file))
            continue;
        bool const for_operators = module == "backup" || module == "cli" || module == "demo" || module == "doctor" ||
                                   module == "guild_archive" || module == "isolation" || module == "jobs";
        for (auto const& piece : pieces_of(content(file))) {
            auto const sql = std::find_if(piece.literals.begin(), piece.literals.end(), is_sql);
            bool const has_sql = sql != piece.literals.end();
            auto const shown = where.string() + ": " + (has_sql ? *sql : piece.code);
            if ((has_sql || names_statement_text(piece.code)) && joins(piece.code))
                found.push_back(shown + " is joined from pieces");
            else if (has_sql && !for_operators)
                found.push_back(shown + " is no named statement");
        }
    }
    return found;
}

}  // namespace guildhall::statements
