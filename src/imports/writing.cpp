#include "imports/writing.h"

#include "imports/batch.h"
#include "imports/folding.h"

#include <set>

namespace guildhall::imports {

namespace {

// By what two rows of a file are the same record, folded: rather once too often than once too seldom.
std::string key_of(ImportRecord const& record, Kind kind, MatchBy by)
{
    auto const value = [&](std::string_view field) {
        auto const found = record.values.find(field);
        return found == record.values.end() ? std::string() : folded(found->second);
    };
    if (by == MatchBy::email)
        return value("contact.email");
    if (kind == Kind::contacts)
        return value("contact.first_name") + "/" + value("contact.last_name");
    return value(name_of(by));
}

// How many of the first records are all different.
std::size_t together(std::vector<ImportRecord> const& records, Writing const& how)
{
    if (how.duplicates == Duplicates::create)
        return records.size();
    std::set<std::string> keys;
    for (std::size_t i = 0; i < records.size(); ++i)
        if (auto const key = key_of(records[i], how.kind, how.match_by); !key.empty() && !keys.insert(key).second)
            return i;
    return records.size();
}

// What becomes of the rows whose records are there. One that is the same record as a row before it waits, and all behind it.
void settle(std::vector<Line>& lines, Duplicates duplicates)
{
    std::set<Uuid> found;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto& made = lines[i].made;
        if (lines[i].has_failed() || !made.id)
            continue;
        made.outcome = duplicates == Duplicates::update ? Outcome::updated : Outcome::skipped;
        if (duplicates == Duplicates::update && !found.insert(*made.id).second) {
            lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i), lines.end());
            return;
        }
    }
}

Columns lines_that(std::vector<Line>& lines, auto const& fits)
{
    Columns columns;
    for (auto& line : lines)
        if (!line.has_failed() && fits(line))
            columns.add(line);
    return columns;
}

Task<void> write(Scope& tx, Writing how, std::vector<Line>& lines)
{
    for (auto& line : lines)
        if (!line.has_failed() && !line.made.id)
            line.made.id = Uuid::make();
    auto made = lines_that(lines, [](Line const& line) { return line.made.outcome == Outcome::created; });
    auto changed = lines_that(lines, [](Line const& line) { return line.made.outcome == Outcome::updated; });
    if (made.empty() && changed.empty())
        co_return;
    auto const way = how.kind == Kind::customers ? write_customers : how.kind == Kind::products ? write_products : write_contacts;
    auto writing = way(tx, made, changed, how.import_id);
    co_await std::move(writing);
}

}  // namespace

Task<std::vector<Made>> write_records(Scope& tx, Writing how, std::vector<ImportRecord> records)
{
    records.resize(together(records, how));
    std::vector<Line> lines;
    for (auto& record : records) {
        lines.push_back({std::move(record), {}});
        auto& line = lines.back();
        line.made.row = line.record.row;
        line.made.problems = line.record.problems;
        if (!line.made.problems.empty())
            line.made.outcome = Outcome::failed;
    }
    auto const any = [](Line const&) { return true; };
    if (how.kind == Kind::contacts) {
        auto finding = find_customers(tx, lines_that(lines, any));
        co_await std::move(finding);
    }
    if (how.duplicates != Duplicates::create) {
        auto matching = find_matches(tx, how.kind, how.match_by, lines_that(lines, any));
        co_await std::move(matching);
        settle(lines, how.duplicates);
    }
    auto writing = write(tx, how, lines);
    co_await std::move(writing);
    std::vector<Made> results;
    for (auto& line : lines)
        results.push_back(std::move(line.made));
    co_return results;
}

std::string writing_rights(Kind kind, Duplicates duplicates)
{
    std::string rights = kind == Kind::customers  ? "customers.create,contacts.create,notes.create"
                         : kind == Kind::products ? "products.create"
                                                  : "contacts.create,customers.read";
    if (duplicates != Duplicates::create)
        rights += kind == Kind::customers  ? ",customers.read,contacts.read,notes.read"
                  : kind == Kind::products ? ",products.read"
                                           : ",contacts.read";
    if (duplicates == Duplicates::update)
        rights += kind == Kind::customers ? ",customers.update" : kind == Kind::products ? ",products.update" : ",contacts.update";
    return rights;
}

}  // namespace guildhall::imports
