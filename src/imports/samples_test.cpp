// The sample companies must come in without anybody touching the mapping.
#include "imports/conversion.h"
#include "imports/text_file.h"
#include "support/text_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

using namespace guildhall;
using namespace guildhall::imports;
using support::read_text_file;
using testing::ElementsAre;
using testing::Pair;
using testing::UnorderedElementsAre;

namespace {

struct Imported {
    Mapping mapping;
    std::map<std::string, ImportRecord> records;  // by external id
    std::size_t rows = 0, problems = 0;
};

Imported imported(std::string const& path, Kind kind)
{
    std::ifstream file(TEST_DATA + path, std::ios::binary);
    auto text = read_text_file(std::string{std::istreambuf_iterator<char>(file), {}}).text;
    auto table = read_table(text);
    Imported result{guess_mapping(kind, table), {}, table.rows.size(), 0};
    EXPECT_TRUE(mapping_problems(kind, table, result.mapping).empty());
    Conversion conversion(kind, result.mapping, decimal_marks(kind, result.mapping, table));
    for (auto const& row : table.rows) {
        auto record = conversion.record(row);
        for (auto const& problem : record.problems)
            ADD_FAILURE() << "row " << record.row << " " << problem.field << " " << problem.message;
        result.problems += record.problems.size();
        auto id = record.values["external_id"];
        result.records[id] = record;
    }
    return result;
}

}  // namespace

TEST(Northwind, MapsItsCustomers)
{
    auto northwind = imported("northwind/customers.csv", Kind::customers);
    EXPECT_THAT(northwind.mapping, ElementsAre("external_id", "name", "contact.name", "contact.title", "address.street", "address.city",
                                               "address.region", "address.postal_code", "address.country", "phone", ""));
    EXPECT_EQ(northwind.rows, 91u);
    EXPECT_EQ(northwind.records.size(), 91u);
    EXPECT_EQ(northwind.problems, 0u);
    EXPECT_THAT(northwind.records["ALFKI"].values,
                UnorderedElementsAre(Pair("external_id", "ALFKI"), Pair("name", "Alfreds Futterkiste"), Pair("contact.first_name", "Maria"),
                                     Pair("contact.last_name", "Anders"), Pair("contact.title", "Sales Representative"),
                                     Pair("address.street", "Obere Str. 57"), Pair("address.city", "Berlin"),
                                     Pair("address.postal_code", "12209"), Pair("address.country", "DE"), Pair("country", "DE"),
                                     Pair("phone", "030-0074321")));
    EXPECT_EQ(northwind.records["AROUT"].values["address.country"], "GB");
    EXPECT_EQ(northwind.records["BOTTM"].values["address.region"], "BC");
    EXPECT_EQ(northwind.records["BERGS"].values["address.street"], "Berguvsvägen  8") << "text stays as it is, inner spaces too";
    for (auto& [id, record] : northwind.records)
        EXPECT_FALSE(record.values["contact.first_name"].empty() || record.values["contact.last_name"].empty()) << id;
}

TEST(Northwind, MapsItsProducts)
{
    auto northwind = imported("northwind/products.csv", Kind::products);
    EXPECT_THAT(northwind.mapping, ElementsAre("external_id", "name", "category", "unit", "unit_price", "discontinued"));
    EXPECT_EQ(northwind.records.size(), 77u);
    EXPECT_EQ(northwind.problems, 0u);
    EXPECT_THAT(northwind.records["5"].values,
                UnorderedElementsAre(Pair("external_id", "5"), Pair("name", "Chef Anton's Gumbo Mix"), Pair("category", "Condiments"),
                                     Pair("unit", "36 boxes"), Pair("unit_price", "21.35"), Pair("active", "false")));
    EXPECT_EQ(northwind.records["3"].values["active"], "true");
}

TEST(TheSp500, MapsItsCompanies)
{
    auto sp500 = imported("sp500/constituents.csv", Kind::customers);
    EXPECT_THAT(sp500.mapping, ElementsAre("external_id", "name", "", "", "address.location", "", "", ""));
    EXPECT_EQ(sp500.rows, 503u);
    EXPECT_EQ(sp500.records.size(), 503u);
    EXPECT_EQ(sp500.problems, 0u);
    EXPECT_THAT(sp500.records["MMM"].values,
                UnorderedElementsAre(Pair("external_id", "MMM"), Pair("name", "3M"), Pair("address.city", "Saint Paul"),
                                     Pair("address.region", "Minnesota"), Pair("address.country", "US"), Pair("country", "US")));
    EXPECT_THAT(sp500.records["ACN"].values,
                UnorderedElementsAre(Pair("external_id", "ACN"), Pair("name", "Accenture"), Pair("address.city", "Dublin"),
                                     Pair("address.country", "IE"), Pair("country", "IE")));
    EXPECT_EQ(sp500.records["AFL"].values["address.country"], "US") << "Columbus, Georgia";
}
