// What the database keeps right about records, whoever writes them: versions and hands, the primary contact, forms, words.
#include <gmock/gmock.h>

#include "tenancy/tree.h"

namespace guildhall::tenancy {
namespace {

using db::values;
using testing::ElementsAre;

class ARecord : public testing::Test {
protected:
    Caller& ada()
    {
        return caller_.enter({"customers.create", "customers.update", "contacts.create", "contacts.update", "contacts.delete"});
    }
    Uuid customer(std::string const& name = "c")
    {
        auto const id = Uuid::make();
        caller_.run("insert into customers (id, name, currency, payment_terms_days) values ($1, $2, 'EUR', 30)", values(id, name));
        return id;
    }
    Uuid contact(Uuid of, std::string const& name, bool primary = false)
    {
        auto const id = Uuid::make();
        caller_.run("insert into contacts (id, customer_id, first_name, last_name, \"primary\") values ($1, $2, $3, '', $4)",
                    values(id, of, name, primary));
        return id;
    }
    std::vector<std::string> primaries(Uuid of)
    {
        auto rows =
            caller_.run("select first_name from contacts where customer_id = $1 and \"primary\" and deleted_at is null", values(of));
        std::vector<std::string> names;
        for (int i = 0; i < rows.size(); ++i)
            names.push_back(rows[i].get<std::string>(0));
        return names;
    }
    std::string broken(std::string const& statement, std::vector<db::Value> const& values = {})
    {
        ada();
        try {
            caller_.run(statement, values);
        } catch (db::Error const& error) {
            return error.constraint.empty() ? error.sqlstate : error.constraint;
        }
        return "";
    }

    Tree tree;
    Caller caller_{tree, "ada"};
};

TEST_F(ARecord, CountsItsVersionsAndKnowsItsHandsWhateverAStatementSays)
{
    ada();
    auto const id = customer();
    caller_.run("update customers set name = 'd', version = 99, created_by = gen_random_uuid(), updated_by = gen_random_uuid(), created_at "
                "= '1999-01-01' "
                "where id = $1",
                values(id));
    auto row = caller_.run("select version, created_by, updated_by, created_at = now(), updated_at = now() from customers where id = $1",
                           values(id));
    EXPECT_EQ(row[0].get<std::int32_t>(0), 2);
    EXPECT_EQ(row[0].get<Uuid>(1), tree.account("ada"));
    EXPECT_EQ(row[0].get<Uuid>(2), tree.account("ada"));
    EXPECT_TRUE(row[0].get<bool>(3));
    EXPECT_TRUE(row[0].get<bool>(4));
}

TEST_F(ARecord, OfACustomerHasOnePrimaryContactAsLongAsItHasAny)
{
    ada();
    auto const id = customer();
    EXPECT_THAT(primaries(id), ElementsAre());
    auto const first = contact(id, "first");
    EXPECT_THAT(primaries(id), ElementsAre("first"));
    contact(id, "second");
    EXPECT_THAT(primaries(id), ElementsAre("first"));
    auto const third = contact(id, "third", true);
    EXPECT_THAT(primaries(id), ElementsAre("third"));
    caller_.run("update contacts set \"primary\" = true where id = $1", values(first));
    EXPECT_THAT(primaries(id), ElementsAre("first"));
    caller_.run("update contacts set \"primary\" = false where id = $1", values(first));
    EXPECT_THAT(primaries(id), ElementsAre("first")) << "somebody has to be";
    caller_.run("update contacts set deleted_at = now() where id = $1", values(first));
    EXPECT_EQ(primaries(id).size(), 1u);
    caller_.run("delete from contacts where \"primary\" and deleted_at is null");
    EXPECT_EQ(primaries(id).size(), 1u);
    caller_.run("delete from contacts where deleted_at is null");
    EXPECT_THAT(primaries(id), ElementsAre());
    caller_.run("update contacts set deleted_at = null where id = $1", values(first));
    EXPECT_THAT(primaries(id), ElementsAre("first"));
    static_cast<void>(third);
}

TEST_F(ARecord, KeepsAnExternalIdToItselfWithinTheGuildOnly)
{
    auto add = [&](std::string const& who) {
        Caller caller(tree, who);
        caller.enter({"customers.create"});
        auto const said = refusal([&] {
            caller.run("insert into customers (id, external_id, name, currency, payment_terms_days) values (gen_random_uuid(), 'ALFKI', "
                       "'x', 'EUR', 1)");
        });
        if (said.empty())
            caller.commit();
        return said;
    };
    EXPECT_EQ(add("ada"), "");
    EXPECT_EQ(add("ada"), "23505");
    EXPECT_EQ(add("ada of foreign"), "");
}

TEST_F(ARecord, HasTheFormThatItsConstraintsName)
{
    auto customer_with = [&](std::string const& column, std::string const& value) {
        return broken("insert into customers (id, name, currency, payment_terms_days, " + column +
                      ") values (gen_random_uuid(), 'x', 'EUR', 1, " + value + ")");
    };
    EXPECT_EQ(customer_with("kind", "'robot'"), "customers_kind");
    EXPECT_EQ(customer_with("country", "'Germany'"), "customers_country_form");
    EXPECT_EQ(customer_with("billing_address", "'{\"planet\": \"Mars\"}'"), "customers_billing_address_form");
    EXPECT_EQ(customer_with("billing_address", "'[]'"), "customers_billing_address_form");
    EXPECT_EQ(customer_with("billing_address", "'{\"city\": null, \"street\": \"x\"}'"), "");
    EXPECT_EQ(customer_with("billing_address", "null"), "");
    EXPECT_EQ(customer_with("spot_pos", "7"), "42501");
}

TEST_F(ARecord, OfATaxCodeGivesItsReasonWhereNothingIsTaxedAndOnlyThere)
{
    Caller gita(tree, "gita");
    auto add = [&](std::string const& category, std::string const& rate, std::optional<std::string> const& reason) {
        gita.enter({"tax_codes.create"});
        return refusal([&] {
            gita.run("insert into tax_codes (id, name, category, rate, exemption_reason) values (gen_random_uuid(), 'mine', $1, $2, $3)",
                     values(category, rate, reason));
        });
    };
    EXPECT_EQ(add("S", "19", {}), "");
    EXPECT_EQ(add("S", "19", "because"), "23514");
    EXPECT_EQ(add("Z", "0", {}), "");
    EXPECT_EQ(add("Z", "7", {}), "23514");
    for (std::string const category : {"E", "AE", "K", "G", "O"}) {
        EXPECT_EQ(add(category, "0", "because"), "") << category;
        EXPECT_EQ(add(category, "0", {}), "23514") << category;
        EXPECT_EQ(add(category, "7", "because"), "23514") << category;
    }
}

TEST_F(ARecord, KeepsAnyScriptsNameByteForByteAndIsFoundByItsWords)
{
    std::string const names[] = {
        "شركة الاختبار", "परीक्षण कंपनी", "测试公司", "บริษัททดสอบ", "Zoe\u0308 Brönte", "👩‍👩‍👧‍👦 GmbH", "İstanbul A.Ş."};
    ada();
    for (auto const& name : names) {
        auto const id = customer(name);
        EXPECT_EQ(caller_.value<std::string>("select name from customers where id = $1", values(id)), name);
        EXPECT_GT(caller_.value<std::int64_t>("select count(*) from search_words where record_id = $1 and word = any (wall.words($2))",
                                              values(id, name)),
                  0)
            << name;
    }
    EXPECT_EQ(caller_.value<std::int64_t>("select count(*) from search_words where field in (10, 11) and word >= 'zo' and word < 'zp'"), 1);
    EXPECT_EQ(caller_.value<std::int64_t>("select count(*) from search_words where field in (10, 11) and word = any (wall.words('ZOË'))"),
              1);
}

TEST_F(ARecord, IsFoundByItsWordsAsLongAsItHasThem)
{
    ada();
    auto const id = customer("Alfreds Futterkiste");
    auto found = [&](std::string const& fields, std::string const& word) {
        return caller_.value<std::int64_t>(
            "select count(distinct record_id) from search_words where field = any ($1::smallint[]) and word = $2", values(fields, word));
    };
    std::string const name = "{10,11}", vat = "{12}", phone = "{13}", email = "{24}", email_domain = "{25}";
    caller_.run("update customers set phone = '+49 (0)30 / 0074321', vat_number = 'de 129.273.398' where id = $1", values(id));
    caller_.run("insert into contacts (id, customer_id, first_name, last_name, email) values (gen_random_uuid(), $1, 'Maria', 'Anders', "
                "'Maria@Alfreds.example')",
                values(id));
    EXPECT_EQ(found(name, "futterkiste"), 1);
    EXPECT_EQ(found(phone, caller_.value<std::string>("select wall.phone_word('030 0074321')")), 1);
    EXPECT_EQ(found(vat, "de129273398"), 1);
    EXPECT_EQ(found(email_domain, "alfreds.example"), 1);
    EXPECT_EQ(found(email, "maria@alfreds.example"), 1);
    caller_.run("update customers set name = 'Other' where id = $1", values(id));
    EXPECT_EQ(found(name, "futterkiste"), 0);
    EXPECT_EQ(found(name, "other"), 1);
    caller_.run("update contacts set deleted_at = now()");
    EXPECT_EQ(found(email, "maria@alfreds.example"), 0);
    caller_.run("update customers set deleted_at = now() where id = $1", values(id));
    EXPECT_EQ(found(name, "other"), 0);
}

TEST_F(ARecord, SaysNothingOfACompanyByAnAddressThatEverybodyMayHave)
{
    db::Session app(tree.url());
    EXPECT_EQ(app.value<bool>("select wall.domain_word('maria@gmail.com') is null"), true);
    EXPECT_EQ(app.value<std::string>("select wall.domain_word('maria@Alfreds.example')"), "alfreds.example");
    EXPECT_EQ(app.value<bool>("select wall.phone_word('123') is null"), true);
}

}  // namespace
}  // namespace guildhall::tenancy
