#include "imports/choices.h"

#include <algorithm>

namespace guildhall::imports {

Mapping checked_mapping(Stored const& stored, ColumnMapping const& wanted)
{
    std::vector<FieldProblem> problems;
    Mapping mapping(stored.columns.size());
    for (auto const& [column, field] : wanted) {
        auto const at = std::ranges::find(stored.columns, column) - stored.columns.begin();
        if (static_cast<std::size_t>(at) == stored.columns.size())
            problems.push_back({"mapping." + column, "is not a column of the file"});
        else
            mapping[static_cast<std::size_t>(at)] = field.value_or("");
    }
    Table table;
    table.columns = stored.columns;
    for (auto& problem : mapping_problems(stored.kind, table, mapping))
        problems.push_back(std::move(problem));
    if (!problems.empty())
        throw Failure(Problem::invalid, {}, std::move(problems));
    return mapping;
}

MatchBy usual_match(Kind kind, Mapping const& mapping)
{
    for (auto by : choices_of(kind))
        if (std::ranges::find(mapping, column_of(kind, by)) != mapping.end())
            return by;
    return MatchBy::name;
}

MatchBy checked_match(Kind kind, Mapping const& mapping, Duplicates duplicates, MatchBy by)
{
    auto const refuse = [](char const* why) { throw Failure(Problem::invalid, {}, {{"match_by", why}}); };
    if (std::ranges::find(choices_of(kind), by) == choices_of(kind).end())
        refuse("is nothing by which these records are known");
    auto const column = column_of(kind, by);
    bool const is_mapped =
        std::ranges::find(mapping, column) != mapping.end() || (by == MatchBy::name && kind != Kind::products && has_person(mapping));
    if (duplicates != Duplicates::create && !is_mapped)
        refuse("needs a column of the file");
    return by;
}

}  // namespace guildhall::imports
