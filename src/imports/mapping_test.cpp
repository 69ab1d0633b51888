#include "imports/mapping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace guildhall::imports;
using testing::ElementsAre;

namespace {

Mapping guessed(std::string const& text, Kind kind = Kind::customers)
{
    return guess_mapping(kind, read_table(text));
}

}  // namespace

TEST(AMapping, IsGuessedFromHeadersInManyLanguages)
{
    EXPECT_THAT(guessed("Kundennummer;Firma;Vorname;Nachname;Straße;PLZ;Ort;Land;Telefon;E-Mail;USt-IdNr.;Währung\n"),
                ElementsAre("external_id", "name", "contact.first_name", "contact.last_name", "address.street", "address.postal_code",
                            "address.city", "address.country", "phone", "contact.email", "vat_number", "currency"));
    EXPECT_THAT(guessed("N° client;Raison sociale;Prénom;Nom;Adresse;Code postal;Ville;Pays;Téléphone;Courriel;N° TVA\n"),
                ElementsAre("external_id", "name", "contact.first_name", "contact.name", "address.street", "address.postal_code",
                            "address.city", "address.country", "phone", "contact.email", ""));
    EXPECT_THAT(guessed("Código cliente,Razón social,Nombre,Apellidos,Dirección,Código postal,Población,Provincia,País,Teléfono,NIF\n"),
                ElementsAre("external_id", "name", "", "contact.last_name", "address.street", "address.postal_code", "address.city",
                            "address.region", "address.country", "phone", "vat_number"));
    EXPECT_THAT(guessed("Company Name,Website,First Name,Last Name,Job Title,Email Address,Mobile,Payment Terms,Notes\n"),
                ElementsAre("name", "website", "contact.first_name", "contact.last_name", "contact.title", "contact.email", "contact.phone",
                            "payment_terms_days", "note"));
    EXPECT_THAT(guessed("Artikelnummer;Bezeichnung;Warengruppe;Einheit;Einzelpreis;Aktiv\n", Kind::products),
                ElementsAre("external_id", "name", "category", "unit", "unit_price", "active"));
    EXPECT_THAT(guessed("Référence,Désignation,Famille,Prix unitaire HT\n", Kind::products),
                ElementsAre("external_id", "name", "category", "unit_price"));
}

TEST(AMapping, IsGuessedForTheSampleOfAHundredThousand)
{
    EXPECT_THAT(guessed("Index,Customer Id,First Name,Last Name,Company,City,Country,Phone 1,Phone 2,Email,Subscription Date,Website\n"),
                ElementsAre("", "external_id", "contact.first_name", "contact.last_name", "name", "address.city", "address.country",
                            "phone", "contact.phone", "contact.email", "", "website"));
}

TEST(AMapping, OfContactsKnowsWhoseTheyAre)
{
    EXPECT_THAT(
        guessed("Customer Id,First Name,Last Name,Email,Phone,Title\n", Kind::contacts),
        ElementsAre("customer.external_id", "contact.first_name", "contact.last_name", "contact.email", "contact.phone", "contact.title"));
    EXPECT_THAT(guessed("Firma;Name;E-Mail\n", Kind::contacts), ElementsAre("customer.name", "contact.name", "contact.email"));
}

TEST(AMapping, TellsBillingFromShippingAndContactFromCompany)
{
    EXPECT_THAT(guessed("Company,Company Phone,Billing Street,Billing City,billing_country,Shipping Address,Ship To City,Delivery Postcode,"
                        "Contact Phone,Contact First Name\n"),
                ElementsAre("name", "phone", "billing_address.street", "billing_address.city", "billing_address.country",
                            "shipping_address.street", "shipping_address.city", "shipping_address.postal_code", "contact.phone",
                            "contact.first_name"));
    EXPECT_THAT(guessed("Firma;Straße;Rechnungsstraße;Rechnungsort;Lieferort;Liefer-PLZ\n"),
                ElementsAre("name", "address.street", "billing_address.street", "billing_address.city", "shipping_address.city",
                            "shipping_address.postal_code"));
    EXPECT_THAT(guessed("Société;Ville;Ville de facturation;Ville de livraison\n"),
                ElementsAre("name", "address.city", "billing_address.city", "shipping_address.city"));
}

TEST(AMapping, FillsNoFieldTwice)
{
    EXPECT_THAT(guessed("customer_id,id,company,organization\n"), ElementsAre("external_id", "", "name", ""));
    EXPECT_THAT(guessed("company,name\n"), ElementsAre("name", "contact.name"));
    EXPECT_THAT(guessed("name,city\n"), ElementsAre("name", "address.city"));
}

TEST(AMapping, FindsAddressesByTheirLook)
{
    EXPECT_THAT(guessed("company,x1,x2,x3\nA,ada@example.com,https://a.example/,1/2\nB,,https://b.example/,3/4\n"),
                ElementsAre("name", "contact.email", "website", ""));
}

TEST(AMapping, LeavesOutWhatItDoesNotKnow)
{
    EXPECT_THAT(guessed("company,Lieblingsfarbe,fax,CIK,Founded\n"), ElementsAre("name", "", "", "", ""));
}

TEST(AMapping, OfSomebodyElseIsChecked)
{
    auto table = read_table("a,b,c\n1,2,3\n");
    auto fields = [&](Kind kind, Mapping const& mapping) {
        std::vector<std::string> at;
        for (auto const& problem : mapping_problems(kind, table, mapping))
            at.push_back(problem.field);
        return at;
    };
    EXPECT_THAT(fields(Kind::customers, {"name", "address.city", ""}), ElementsAre());
    EXPECT_THAT(fields(Kind::customers, {"contact.name", "", ""}), ElementsAre());
    EXPECT_THAT(fields(Kind::customers, {"name", "guild_id", "name"}), ElementsAre("mapping.b", "mapping.c"));
    EXPECT_THAT(fields(Kind::customers, {"", "address.city", ""}), ElementsAre("mapping"));
    EXPECT_THAT(fields(Kind::products, {"name", "", ""}), ElementsAre("mapping"));
    EXPECT_THAT(fields(Kind::products, {"name", "unit_price"}), ElementsAre("mapping"));
}
