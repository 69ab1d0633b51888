// Names, places, countries, numbers and words as tables write them.
#include "imports/countries.h"
#include "imports/folding.h"
#include "imports/names.h"
#include "imports/numbers.h"
#include "imports/places.h"
#include "imports/words.h"

#include <gtest/gtest.h>
#include <unicode/uloc.h>

#include <vector>

using namespace guildhall::imports;

TEST(Folding, KeepsLettersAndDigits)
{
    EXPECT_EQ(folded("Straße / Nr."), "strassenr");
    EXPECT_EQ(folded("customer_ID"), "customerid");
    EXPECT_EQ(folded("  Téléphone n° 2 "), "telephonen2");
    EXPECT_EQ(folded("Ｆｕｌｌ"), "full");
    EXPECT_EQ(folded("電話"), "電話");
    EXPECT_EQ(folded("-- "), "");
    EXPECT_EQ(trimmed("\u00a0\u3000 a b\u202f\r\n"), "a b");
}

TEST(ACountry, IsKnownInSeveralLanguages)
{
    Countries countries;
    for (auto name : {"Germany", "Deutschland", "Alemania", "Allemagne", "germany ", "DE", "de", "DEU", "Niemcy", "ドイツ"})
        EXPECT_EQ(countries.code_of(name), "DE") << name;
    for (auto name :
         {"UK", "U.K.", "GB", "GBR", "Great Britain", "United Kingdom", "Royaume-Uni", "Reino Unido", "Großbritannien", "England"})
        EXPECT_EQ(countries.code_of(name), "GB") << name;
    for (auto name : {"USA", "U.S.A.", "US", "United States", "États-Unis", "Estados Unidos", "Vereinigte Staaten", "EE. UU."})
        EXPECT_EQ(countries.code_of(name), "US") << name;
    for (auto [name, code] : {std::pair{"Suisse", "CH"},
                              {"España", "ES"},
                              {"Espana", "ES"},
                              {"Czech Republic", "CZ"},
                              {"Turkey", "TR"},
                              {"Türkiye", "TR"},
                              {"Côte d’Ivoire", "CI"},
                              {"Holland", "NL"},
                              {"South Korea", "KR"},
                              {"Kosovo", "XK"}})
        EXPECT_EQ(countries.code_of(name), code) << name;
}

TEST(ACountry, IsFoundByEachOfItsCodes)
{
    Countries countries;
    for (auto const* code = uloc_getISOCountries(); *code; ++code)
        EXPECT_EQ(countries.code_of(*code), *code);
}

TEST(ACountry, IsNotAnyWord)
{
    Countries countries;
    for (auto text : {"", " ", "Germny", "Minnesota", "XX", "ZZZ", "123"})
        EXPECT_FALSE(countries.code_of(text)) << text;
}

TEST(APlace, IsTakenApart)
{
    Countries countries;
    auto place = [&](char const* text) { return place_of(text, countries); };
    EXPECT_EQ(place("Saint Paul, Minnesota"), (Place{"Saint Paul", "Minnesota", "US"}));
    EXPECT_EQ(place("Columbus, Georgia"), (Place{"Columbus", "Georgia", "US"}));
    EXPECT_EQ(place("Tbilisi, Georgien"), (Place{"Tbilisi", "", "GE"}));
    EXPECT_EQ(place("Washington, D.C."), (Place{"Washington", "D.C.", "US"}));
    EXPECT_EQ(place("Reston, Virginia[2]"), (Place{"Reston", "Virginia", "US"}));
    EXPECT_EQ(place("Dublin, Ireland"), (Place{"Dublin", "", "IE"}));
    EXPECT_EQ(place("Warmley, Bristol, United Kingdom"), (Place{"Warmley", "Bristol", "GB"}));
    EXPECT_EQ(place("Chicago, Illinois; Pittsburgh, Pennsylvania"), (Place{"Chicago", "Illinois", "US"}));
    EXPECT_EQ(place("Austin, TX"), (Place{"Austin", "TX", "US"}));
    EXPECT_EQ(place("Berlin, DE"), (Place{"Berlin", "DE", ""})) << "or Delaware";
    EXPECT_EQ(place("London"), (Place{"London", "", ""}));
    EXPECT_EQ(place("Bermuda"), (Place{"", "", "BM"}));
    EXPECT_EQ(place("none"), Place());
    EXPECT_EQ(place(" , "), Place());
}

TEST(AFullName, IsPartedBeforeTheFamilyName)
{
    EXPECT_EQ(person_name("Maria Anders"), (PersonName{"Maria", "Anders"}));
    EXPECT_EQ(person_name("Isabel de Castro"), (PersonName{"Isabel", "de Castro"}));
    EXPECT_EQ(person_name("José Pedro Freyre"), (PersonName{"José Pedro", "Freyre"}));
    EXPECT_EQ(person_name("Ludwig van der Rohe"), (PersonName{"Ludwig", "van der Rohe"}));
    EXPECT_EQ(person_name("Anders, Maria"), (PersonName{"Maria", "Anders"}));
    EXPECT_EQ(person_name("John Q. Smith Jr."), (PersonName{"John Q.", "Smith Jr."}));
    EXPECT_EQ(person_name("John Smith, Jr."), (PersonName{"John", "Smith, Jr."}));
    EXPECT_EQ(person_name("Van Morrison"), (PersonName{"Van", "Morrison"}));
    EXPECT_EQ(person_name("山田太郎"), (PersonName{"", "山田太郎"}));
    EXPECT_EQ(person_name("  "), PersonName());
}

TEST(ANumber, IsReadWithItsColumnsMark)
{
    auto read = [](char const* text, char mark) {
        auto number = read_number(text, mark);
        return number ? number->text() : "none";
    };
    for (auto [text, value] : {std::pair{"18.00", "18"},
                               {"1,234.50", "1234.5"},
                               {"1,234", "1234"},
                               {"$ 12.5", "12.5"},
                               {"12.5 EUR", "12.5"},
                               {"USD12", "12"},
                               {"-3.25", "-3.25"},
                               {"-$3", "-3"},
                               {"1 234 567.8", "1234567.8"},
                               {"1'234.50", "1234.5"},
                               {"1,234,567", "1234567"},
                               {"0.000001", "0.000001"}})
        EXPECT_EQ(read(text, '.'), value) << text;
    for (auto [text, value] : {std::pair{"1.234,50", "1234.5"}, {"12,5", "12.5"}, {"1\u202f234,50 €", "1234.5"}, {"1.234", "1234"}})
        EXPECT_EQ(read(text, ','), value) << text;
    for (auto text : {"", "-", ".", "12,5", "1,23,456", "1.2.3", "12.3456789", "10 boxes", "1e3", "free", "1,234,56", "1234,567,890", "5.",
                      "--1", "100000000000000"})
        EXPECT_EQ(read(text, '.'), "none") << text;
}

TEST(ADecimalMark, IsWhatTheValuesSay)
{
    auto mark = [](std::vector<std::string> values, char separator) { return decimal_mark(values, separator); };
    EXPECT_EQ(mark({"18.00", "21.35"}, ';'), '.');
    EXPECT_EQ(mark({"1,234", "5,5"}, ','), ',');
    EXPECT_EQ(mark({"1,234", "7"}, ','), '.');
    EXPECT_EQ(mark({"1,234", "7"}, ';'), ',');
    EXPECT_EQ(mark({"1.234,50", "1.234"}, ','), ',');
    EXPECT_EQ(mark({"1,234,567"}, ';'), '.');
    EXPECT_EQ(mark({"see 3,5", ""}, ','), '.');
}

TEST(Words, AreKnownInSeveralLanguages)
{
    EXPECT_EQ(yes_or_no("Ja"), "true");
    EXPECT_EQ(yes_or_no("0"), "false");
    EXPECT_EQ(yes_or_no("Sí"), "true");
    EXPECT_FALSE(yes_or_no("perhaps"));
    EXPECT_FALSE(yes_or_no("-"));
    EXPECT_EQ(kind_of("Privatperson"), "person");
    EXPECT_EQ(status_of("Prospect"), "lead");
    EXPECT_EQ(currency_code_of(" chf"), "CHF");
    EXPECT_EQ(currency_code_of("€"), "EUR");
    EXPECT_FALSE(currency_code_of("Taler"));
    for (auto [text, days] :
         {std::pair{"30", "30"}, {"Net 30", "30"}, {"14 Tage", "14"}, {"netto 14 Tage", "14"}, {"60 days", "60"}, {"0", "0"}})
        EXPECT_EQ(days_of(text), days) << text;
    for (auto text : {"", "soon", "4000", "-1", "2.5 weeks"})
        EXPECT_FALSE(days_of(text)) << text;
}
