#pragma once
#include "imports/countries.h"
#include "imports/mapping.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace guildhall::imports {

// A row as the API would take it: texts by field name ("address.country": "DE", "unit_price": "18", "active": "false"); what is
// empty is not there. Values that are wrong are left out and stand among the problems.
struct ImportRecord {
    std::size_t row = 0;  // as the spreadsheet numbers it
    std::map<std::string, std::string, std::less<>> values;
    std::vector<FieldProblem> problems;  // field: of the record, or "row"
    bool named_by_contact = false;       // nothing else in the row says what the customer is called
};

// Turns the rows of one table into records. A full name becomes contact.first_name and contact.last_name, a location
// address.city, address.region and address.country, discontinued the opposite of active; address.country is the customer's country
// too. A customer without a company's name but with a contact's is a person.
std::string decimal_marks(Kind kind, Mapping const& mapping, Table const& table);

class Conversion {
public:
    // `marks`: for each column the decimal mark of its numbers.
    Conversion(Kind kind, Mapping const& mapping, std::string const& marks);

    ImportRecord record(TableRow const& row) const;

private:
    void convert(ImportRecord& record, ImportField const& field, std::string_view text, char mark) const;
    void complete(ImportRecord& record) const;
    static void complete_contact(ImportRecord& record);

    struct Column {
        ImportField const* field = nullptr;  // none: left out
        char decimal_mark = '.';
    };
    Kind kind_;
    std::vector<Column> columns_;
    Countries countries_;
};

}  // namespace guildhall::imports
