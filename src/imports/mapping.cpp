#include "imports/mapping.h"

#include "base/rules.h"
#include "imports/folding.h"

#include <algorithm>
#include <array>
#include <optional>

namespace guildhall::imports {

namespace {

// A header may say more than the field: "Billing City", "Kunden-Telefon", "Ville de livraison". What follows or precedes such a word
// is looked up among the headers of the fields whose names begin like this.
struct Qualifier {
    std::string_view word, fields;
};
constexpr std::array<Qualifier, 31> qualifiers{{
    {"billingaddress", "billing_address."},
    {"billing", "billing_address."},
    {"billto", "billing_address."},
    {"invoice", "billing_address."},
    {"rechnungsadresse", "billing_address."},
    {"rechnungs", "billing_address."},
    {"rechnung", "billing_address."},
    {"defacturation", "billing_address."},
    {"facturation", "billing_address."},
    {"defacturacion", "billing_address."},
    {"shippingaddress", "shipping_address."},
    {"shipping", "shipping_address."},
    {"shipto", "shipping_address."},
    {"ship", "shipping_address."},
    {"delivery", "shipping_address."},
    {"lieferadresse", "shipping_address."},
    {"liefer", "shipping_address."},
    {"delivraison", "shipping_address."},
    {"livraison", "shipping_address."},
    {"deenvio", "shipping_address."},
    {"deentrega", "shipping_address."},
    {"primarycontact", "contact."},
    {"contact", "contact."},
    {"ansprechpartner", "contact."},
    {"kontakt", "contact."},
    {"contacto", "contact."},
    {"customer", ""},
    {"company", ""},
    {"kunden", ""},
    {"firmen", ""},
    {"address", "address."},
}};

// How surely a column is a field: 0 for not at all.
struct Candidate {
    std::size_t column = 0;
    std::string_view field;
    int score = 0;
};

int place_among(std::string_view headers, std::string_view wanted)
{
    for (int place = 0; !headers.empty(); ++place) {
        auto end = std::min(headers.find(' '), headers.size());
        if (headers.substr(0, end) == wanted)
            return place;
        headers.remove_prefix(std::min(end + 1, headers.size()));
    }
    return -1;
}

// The rest of a header once a qualifier is taken from one of its ends; "Billing address" alone is its street.
std::optional<std::string_view> without(std::string_view header, Qualifier const& qualifier)
{
    if (header == qualifier.word)
        return qualifier.fields.empty() ? std::nullopt : std::optional<std::string_view>("street");
    if (header.starts_with(qualifier.word))
        return header.substr(qualifier.word.size());
    if (header.ends_with(qualifier.word))
        return header.substr(0, header.size() - qualifier.word.size());
    return std::nullopt;
}

bool qualified(ImportField const& field)
{
    return field.name.starts_with("billing_address.") || field.name.starts_with("shipping_address.");
}

int score(ImportField const& field, std::string_view header)
{
    if (auto place = place_among(field.headers, header); place >= 0 && !qualified(field))
        return 2000 - place;
    int best = 0;
    for (auto const& qualifier : qualifiers) {
        if (qualifier.fields.empty() ? qualified(field) : !field.name.starts_with(qualifier.fields))
            continue;
        if (auto rest = without(header, qualifier))
            if (auto place = place_among(field.headers, *rest); place >= 0)
                best = std::max(best, 1000 - place);
    }
    return best;
}

bool taken(Mapping const& mapping, std::string_view field)
{
    return std::ranges::find(mapping, field) != mapping.end();
}

void map_by_header(Mapping& mapping, Kind kind, Table const& table)
{
    std::vector<Candidate> candidates;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        auto header = folded(table.columns[column]);
        for (auto const& field : fields_of(kind))
            if (int sure = score(field, header); sure > 0)
                candidates.push_back({column, field.name, sure});
    }
    std::ranges::stable_sort(candidates, std::greater<>(), &Candidate::score);
    for (auto const& candidate : candidates)
        if (mapping[candidate.column].empty() && !taken(mapping, candidate.field))
            mapping[candidate.column] = candidate.field;
}

// Most of what stands in the column's first rows keeps the rule.
bool shows(Table const& table, std::size_t column, auto const& rule)
{
    std::size_t filled = 0, kept = 0;
    for (std::size_t row = 0; row < std::min<std::size_t>(table.rows.size(), 100); ++row) {
        auto const& cells = table.rows[row].cells;
        auto text = column < cells.size() ? trimmed(cells[column]) : std::string_view();
        filled += !text.empty();
        kept += !text.empty() && !broken(rule, text) && text.find_first_of("@/") != text.npos;
    }
    return kept > 0 && kept * 10 >= filled * 8;
}

void map_by_content(Mapping& mapping, Table const& table, std::string_view field, auto const& rule)
{
    for (std::size_t column = 0; column < mapping.size() && !taken(mapping, field); ++column)
        if (mapping[column].empty() && shows(table, column, rule))
            mapping[column] = field;
}

// "Name" beside "Company" is a person's; alone it is the customer's.
void map_second_name(Mapping& mapping, Table const& table)
{
    for (std::size_t column = 0; column < mapping.size(); ++column)
        if (mapping[column].empty() && place_among("name fullname nom nombre nome naam", folded(table.columns[column])) >= 0 &&
            taken(mapping, "name") && !taken(mapping, "contact.name") && !taken(mapping, "contact.last_name"))
            mapping[column] = "contact.name";
}

}  // namespace

Mapping guess_mapping(Kind kind, Table const& table)
{
    Mapping mapping(table.columns.size());
    map_by_header(mapping, kind, table);
    if (kind == Kind::customers) {
        map_second_name(mapping, table);
        map_by_content(mapping, table, "contact.email", email);
        map_by_content(mapping, table, "website", website);
    }
    return mapping;
}

bool has_person(Mapping const& mapping)
{
    return taken(mapping, "contact.name") || taken(mapping, "contact.first_name") || taken(mapping, "contact.last_name");
}

std::vector<FieldProblem> mapping_problems(Kind kind, Table const& table, Mapping const& mapping)
{
    std::vector<FieldProblem> problems;
    if (mapping.size() != table.columns.size())
        return {{"mapping", "must have every column of the file"}};
    for (std::size_t column = 0; column < mapping.size(); ++column) {
        auto const& field = mapping[column];
        auto at = "mapping." + table.columns[column];
        if (!field.empty() && !find_field(kind, field))
            problems.push_back({at, "is not a field of these records"});
        else if (!field.empty() && std::count(mapping.begin(), mapping.begin() + static_cast<std::ptrdiff_t>(column), field) > 0)
            problems.push_back({at, "is a field that another column fills already"});
    }
    if (kind == Kind::contacts) {
        if (!taken(mapping, "customer.external_id") && !taken(mapping, "customer.name"))
            problems.push_back({"mapping", "needs a column for the customer, its id or its name"});
        if (!has_person(mapping) && !taken(mapping, "contact.email"))
            problems.push_back({"mapping", "needs a column for the name"});
    } else if (!taken(mapping, "name") && (kind == Kind::products || !has_person(mapping))) {
        problems.push_back({"mapping", "needs a column for the name"});
    }
    if (kind == Kind::products && !taken(mapping, "unit_price"))
        problems.push_back({"mapping", "needs a column for the unit price"});
    return problems;
}

}  // namespace guildhall::imports
