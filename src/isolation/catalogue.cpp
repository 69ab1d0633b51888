#include "isolation/catalogue.h"

#include "isolation/catalogue_rights.sql.h"
#include "isolation/catalogue_tables.sql.h"
#include "isolation/definer_functions.txt.h"

namespace guildhall::isolation {

namespace {

// Tables that hold what is not yet a record: the one exception from auditing, by decision.
std::vector<std::string> const unaudited{"changed_rows", "import_parts", "import_rows"};

std::vector<std::string> lines_of(std::string_view text)
{
    std::vector<std::string> lines;
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        if (end > 0)
            lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

}  // namespace

std::vector<std::string> violations(db::Session& session)
{
    session.script("set search_path = pg_catalog");
    std::vector<std::string> found;
    auto take = [&](db::Rows const& rows) {
        for (int i = 0; i < rows.size(); ++i)
            found.push_back(rows[i].get<std::string>(0));
    };
    take(session.run(std::string(sql::catalogue_tables_text), db::values(unaudited)));
    take(session.run(std::string(sql::catalogue_rights_text), db::values(lines_of(text::definer_functions))));
    return found;
}

}  // namespace guildhall::isolation
