#include "imports/batch.h"

#include <map>

namespace guildhall::imports {

using customers::Address;

Text Line::value(std::string_view field) const
{
    auto const found = record.values.find(field);
    return found == record.values.end() ? std::nullopt : Text(found->second);
}

void Line::fail(std::string field, std::string message)
{
    made.outcome = Outcome::failed;
    made.id.reset();
    made.problems.push_back({std::move(field), std::move(message)});
}

std::vector<Uuid> Columns::ids() const
{
    std::vector<Uuid> all;
    for (auto const* line : lines_)
        all.push_back(*line->made.id);
    return all;
}

std::vector<Text> Columns::of(std::string_view field) const
{
    std::vector<Text> all;
    for (auto const* line : lines_)
        all.push_back(line->value(field));
    return all;
}

std::vector<std::optional<Address>> Columns::addresses(std::string const& field) const
{
    std::vector<std::optional<Address>> all;
    for (auto const* line : lines_) {
        Address made{line->value(field + ".street"), line->value(field + ".city"), line->value(field + ".region"),
                     line->value(field + ".postal_code"), line->value(field + ".country")};
        all.push_back(made == Address{} ? std::nullopt : std::optional(made));
    }
    return all;
}

db::Value truths(std::vector<bool> const& all)
{
    std::string array = "{";
    for (bool one : all)
        db::append_item(array, db::to_value(one));
    return {array + '}'};
}

void tell_before(Columns const& lines, std::vector<Before> const& rows)
{
    std::map<Uuid, Before const*> by_id;
    for (auto const& row : rows)
        by_id.emplace(row.id, &row);
    for (auto* line : lines.lines())
        if (auto const found = by_id.find(*line->made.id); found != by_id.end()) {
            line->made.before = found->second->before;
            line->made.before_version = found->second->version;
        }
}

void tell_after(Columns const& lines, std::vector<Versioned> const& rows)
{
    std::map<Uuid, std::int32_t> by_id;
    for (auto const& row : rows)
        by_id.emplace(row.id, row.version);
    for (auto* line : lines.lines())
        if (auto const found = by_id.find(*line->made.id); found != by_id.end())
            line->made.after_version = found->second;
        else
            line->fail("row", "is a record that you cannot change");
}

}  // namespace guildhall::imports
