#include "imports/conversion.h"

#include "base/currency.h"
#include "base/rules.h"
#include "base/utf8.h"
#include "imports/folding.h"
#include "imports/names.h"
#include "imports/numbers.h"
#include "imports/places.h"
#include "imports/words.h"

#include <algorithm>

namespace guildhall::imports {

namespace {

// Adds what a cell says to a record.
class Filling {
public:
    Filling(ImportRecord& record, ImportField const& field, std::string_view text) : record_(record), field_(field), text_(text) {}

    void keep(std::string_view value) { keep(field_.name, value); }
    void keep(std::string_view name, std::string_view value)
    {
        if (!value.empty())
            record_.values.insert_or_assign(std::string(name), std::string(value));
    }
    void keep_if(std::optional<std::string> const& value, char const* otherwise)
    {
        if (value)
            keep(*value);
        else
            wrong(otherwise);
    }
    // Says what was found, as the person who mends the file has to search for it.
    void wrong(std::string const& what)
    {
        constexpr std::size_t longest = 40;
        std::string shown;
        for (std::size_t at = 0; at < text_.size() && characters(shown) < longest;)
            append_character(shown, next_character(text_, at).value_or(0xfffd));
        if (shown.size() < text_.size())
            shown += "…";
        record_.problems.push_back({std::string(field_.name), what + ", not “" + shown + "”"});
    }

private:
    ImportRecord& record_;
    ImportField const& field_;
    std::string_view text_;
};

void keep_checked(Filling& filling, std::string_view text, Broken const& broken)
{
    if (broken)
        filling.wrong(*broken);
    else
        filling.keep(text);
}

std::optional<std::string> number_text(std::string_view text, char mark)
{
    auto number = read_number(text, mark);
    return number ? std::optional(number->text()) : std::nullopt;
}

char mark_of(Table const& table, std::size_t column)
{
    std::vector<std::string> values;
    for (auto const& row : table.rows)
        if (column < row.cells.size())
            values.push_back(row.cells[column]);
    return decimal_mark(values, table.separator);
}

}  // namespace

std::string decimal_marks(Kind kind, Mapping const& mapping, Table const& table)
{
    std::string marks;
    for (std::size_t column = 0; column < mapping.size(); ++column) {
        auto const* field = find_field(kind, mapping[column]);
        marks += field && field->form == Form::number ? mark_of(table, column) : '.';
    }
    return marks;
}

Conversion::Conversion(Kind kind, Mapping const& mapping, std::string const& marks) : kind_(kind)
{
    for (std::size_t column = 0; column < mapping.size(); ++column)
        columns_.push_back({find_field(kind, mapping[column]), marks.at(column)});
}

ImportRecord Conversion::record(TableRow const& row) const
{
    ImportRecord record;
    record.row = row.number;
    if (!row.problem.empty()) {
        record.problems.push_back({"row", row.problem});
        return record;
    }
    for (std::size_t column = 0; column < columns_.size() && column < row.cells.size(); ++column) {
        auto text = trimmed(row.cells[column]);
        if (columns_[column].field && !text.empty())
            convert(record, *columns_[column].field, text, columns_[column].decimal_mark);
    }
    complete(record);
    return record;
}

void Conversion::convert(ImportRecord& record, ImportField const& field, std::string_view text, char mark) const
{
    Filling filling(record, field, text);
    if (text.find('\0') != text.npos || characters(text) > field.longest)
        return filling.wrong("must have at most " + std::to_string(field.longest) + " characters");
    switch (field.form) {
    case Form::text: return filling.keep(text);
    case Form::email: return keep_checked(filling, text, broken(email, text));
    case Form::website: return keep_checked(filling, text, broken(website, text));
    case Form::language: return keep_checked(filling, text, broken(language_tag, text));
    case Form::country: return filling.keep_if(countries_.code_of(text), "must be a country");
    case Form::currency: return filling.keep_if(currency_code_of(text), "must be a currency such as EUR");
    case Form::number: return filling.keep_if(number_text(text, mark), "must be a number with at most six decimals");
    case Form::days: return filling.keep_if(days_of(text), "must be a number of days");
    case Form::person_or_company: return filling.keep_if(kind_of(text), "must say company or person");
    case Form::status: return filling.keep_if(status_of(text), "must be lead, active or former");
    case Form::yes_or_no: return filling.keep_if(yes_or_no(text), "must be yes or no");
    case Form::opposite: {
        auto said = yes_or_no(text);
        return said ? filling.keep("active", *said == "true" ? "false" : "true") : filling.wrong("must be yes or no");
    }
    case Form::full_name: {
        auto name = person_name(text);
        filling.keep("contact.first_name", name.first);
        return filling.keep("contact.last_name", name.last);
    }
    case Form::location: {
        auto place = place_of(text, countries_);
        filling.keep("address.city", place.city);
        filling.keep("address.region", place.region);
        return filling.keep("address.country", place.country);
    }
    }
}

void Conversion::complete_contact(ImportRecord& record)
{
    auto const has = [&](std::string_view name) { return record.values.contains(name); };
    if (!record.problems.empty())
        return;
    if (!has("contact.first_name") && !has("contact.last_name") && !has("contact.email"))
        record.problems.push_back({"contact.last_name", "is missing"});
    if (!has("customer.external_id") && !has("customer.name"))
        record.problems.push_back({"customer.name", "is missing"});
}

void Conversion::complete(ImportRecord& record) const
{
    auto& values = record.values;
    auto value = [&](std::string_view name) {
        auto found = values.find(name);
        return found == values.end() ? std::string() : found->second;
    };
    if (kind_ == Kind::contacts)
        return complete_contact(record);
    if (kind_ == Kind::customers) {
        auto first = value("contact.first_name"), last = value("contact.last_name");
        if (!values.contains("name") && (!first.empty() || !last.empty())) {
            values.emplace("name", first + (first.empty() || last.empty() ? "" : " ") + last);
            values.emplace("kind", "person");
            record.named_by_contact = true;
        }
        if (auto country = value("address.country"); !country.empty())
            values.emplace("country", country);
    } else if (!values.contains("unit_price") && record.problems.empty()) {
        record.problems.push_back({"unit_price", "is missing"});
    }
    if (!values.contains("name") && std::ranges::find(record.problems, "name", &FieldProblem::field) == record.problems.end())
        record.problems.push_back({"name", "is missing"});
}

}  // namespace guildhall::imports
