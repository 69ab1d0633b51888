#pragma once
#include "api/scope.h"
#include "customers/customers.h"
#include "imports/conversion.h"
#include "imports/writing.h"

// Rows that are written together. Inside of this folder.
namespace guildhall::imports {

using Text = std::optional<std::string>;

// A row on its way: `made` is told what becomes of it.
struct Line {
    ImportRecord record;
    Made made;

    Text value(std::string_view field) const;
    bool has_failed() const { return made.outcome == Outcome::failed; }
    void fail(std::string field, std::string message);
};

// Lines of a batch, field by field, as a statement takes them.
class Columns {
public:
    void add(Line& line) { lines_.push_back(&line); }
    bool empty() const { return lines_.empty(); }
    std::vector<Line*> const& lines() const { return lines_; }

    std::vector<Uuid> ids() const;
    std::vector<Text> of(std::string_view field) const;
    std::vector<std::optional<customers::Address>> addresses(std::string const& field) const;

private:
    std::vector<Line*> lines_;
};

// A statement's answer: a record, with its version where that is asked for.
struct Versioned {
    Uuid id;
    std::int32_t version = 1;
};
constexpr auto shape_of(Versioned*)
{
    return shape("Versioned", field("id", &Versioned::id), field("version", &Versioned::version));
}

// Of a record that is about to be changed.
struct Before {
    Uuid id;
    std::int32_t version = 1;
    db::Json before;
};
constexpr auto shape_of(Before*)
{
    return shape("Before", field("id", &Before::id), field("version", &Before::version), field("before", &Before::before));
}

db::Value truths(std::vector<bool> const& all);

// Tells each line what stood there before it changed it, and which version it made. A record that is not among these was gone, or out
// of the reach of who changes.
void tell_before(Columns const& lines, std::vector<Before> const& rows);
void tell_after(Columns const& lines, std::vector<Versioned> const& rows);

// Contacts and notes that come with the customers of these lines, made or changed; what stands there already is not made again.
Task<void> add_contacts_and_notes(Scope& tx, Columns made, Columns changed, std::optional<Uuid> import_id);

// The three kinds; `made` are to become records, `changed` have the id of theirs.
Task<void> write_customers(Scope& tx, Columns made, Columns changed, std::optional<Uuid> import_id);
Task<void> write_products(Scope& tx, Columns made, Columns changed, std::optional<Uuid> import_id);
Task<void> write_contacts(Scope& tx, Columns made, Columns changed, std::optional<Uuid> import_id);

// Which record each line is already: its id, or a problem where several fit.
Task<void> find_matches(Scope& tx, Kind kind, MatchBy by, Columns lines);
// Of contacts: their customers, into customer_id; a problem where there is none, or more than one.
Task<void> find_customers(Scope& tx, Columns lines);

}  // namespace guildhall::imports
