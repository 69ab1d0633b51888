#include "demo/demo.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "base/secret.h"
#include "demo/accounts_file.h"
#include "demo/bulk.h"
#include "identity/password.h"
#include "support/database.h"
#include "support/server.h"

using namespace guildhall;
using namespace guildhall::demo;
using support::TestDatabase;
using testing::Each;
using testing::HasSubstr;

namespace {

class Place {
public:
    Place() { std::filesystem::create_directories(data_); }

    Installation installation() const
    {
        return {.data = data_,
                .database_url = database_.url(),
                .migrate_url = database_.url("guildhall_migrate"),
                .public_url = "http://localhost:8080",
                .keys = support::test_keys(),
                .password_cost = identity::least_cost};
    }
    db::Session& superuser() { return database_.superuser(); }
    std::vector<Account> accounts() const { return read_accounts(accounts_path(data_)).value(); }
    std::string const& data() const { return data_; }

    std::int64_t count(std::string const& query) { return superuser().value<std::int64_t>(query); }
    std::vector<std::string> column(std::string const& query)
    {
        std::vector<std::string> all;
        auto const rows = superuser().run(query);
        for (int i = 0; i < rows.size(); ++i)
            all.push_back(rows[i].get<std::string>(0));
        return all;
    }
    std::int64_t broken_chains() { return count("select count(*) from wall.verify_chains() where first_bad is not null"); }

private:
    TestDatabase database_;
    std::string data_ = support::scratch_folder() + "/" + database_.name();
};

std::size_t with_role(std::vector<Account> const& accounts, std::string const& role)
{
    return static_cast<std::size_t>(std::ranges::count(accounts, role, &Account::role));
}

// For the tests that only look at it.
Place& sample()
{
    static Place place;
    static auto const outcome = make(place.installation());
    EXPECT_EQ(outcome, Outcome::made);
    return place;
}

}  // namespace

TEST(TheSample, HasEverybodyOfTheContract)
{
    auto& place = sample();
    auto const accounts = place.accounts();
    EXPECT_EQ(accounts.size(), 46u);
    EXPECT_EQ(with_role(accounts, "admin"), 1u);
    EXPECT_EQ(with_role(accounts, "moderator"), 1u);
    EXPECT_EQ(with_role(accounts, "access_owner"), 2u);
    EXPECT_EQ(with_role(accounts, "guild"), 4u);
    EXPECT_EQ(with_role(accounts, "spot"), 12u);
    EXPECT_EQ(with_role(accounts, "builder"), 24u);
    EXPECT_EQ(with_role(accounts, "user"), 2u);
    std::set<std::string> passwords;
    for (auto const& account : accounts) {
        passwords.insert(account.password);
        EXPECT_EQ(account.totp_secret.has_value(), account.role == "admin" || account.role == "moderator") << account.email;
        EXPECT_EQ(account.spot_id.has_value(), account.role == "spot" || account.role == "builder") << account.email;
        auto const hash =
            place.superuser().value<std::string>("select password_hash from platform.accounts where email = $1", db::values(account.email));
        EXPECT_EQ(identity::hash_with_setting(hash, account.password, support::test_keys().pepper), hash) << account.email;
        EXPECT_FALSE(identity::password_problem(account.password, account.email)) << account.password;
    }
    EXPECT_EQ(passwords.size(), 46u) << "no two accounts have the same password";
    struct stat status {};
    ASSERT_EQ(stat(accounts_path(place.data()).c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600u);
    EXPECT_THAT(first_sign_in(place.data()), HasSubstr("@northwind.example, password "));
    EXPECT_EQ(place.broken_chains(), 0);
}

TEST(TheSample, HoldsNorthwindAndTheSp500SpreadOverPeople)
{
    auto& place = sample();
    auto const accounts = place.accounts();
    auto const guild = [&](std::string const& name) {
        return std::ranges::find_if(accounts, [&](auto const& account) { return account.guild == name; })->guild_id.value();
    };
    auto const count = [&](std::string const& things, Uuid in) {
        return place.superuser().value<std::int64_t>("select count(*) from guild." + things + " where guild_id = $1", db::values(in));
    };
    auto const northwind = guild("Northwind Traders"), fivehundred = guild("Fivehundred Research");
    EXPECT_EQ(count("customers", northwind), 91);
    EXPECT_EQ(count("contacts", northwind), 91);
    EXPECT_EQ(count("products", northwind), 77);
    EXPECT_EQ(count("estimates", northwind), 120);
    EXPECT_EQ(count("customers", fivehundred), 503);
    EXPECT_EQ(place.count("select count(distinct spot_pos) from guild.customers where guild_id = '" + northwind.text() + "'"), 4);
    EXPECT_EQ(place.count("select count(distinct owner_id) from guild.customers where guild_id = '" + northwind.text() + "'"), 7);
    EXPECT_EQ(place.count("select min(n) from (select count(*) n from guild.customers group by guild_id) c"), 40);
    EXPECT_EQ(place.count("select count(*) from guild.estimates where guild_id = '" + northwind.text() + "' and gross <= net"), 0)
        << "Germany's standard rate is on every line";
}

TEST(TheSample, IsMadeOnce)
{
    auto& place = sample();
    auto const before = place.count("select count(*) from guild.audit_events");
    EXPECT_EQ(make(place.installation()), Outcome::was_there);
    EXPECT_EQ(place.count("select count(*) from guild.audit_events"), before);
}

TEST(TheSample, IsFinishedWhereAnAttemptWasCutOff)
{
    Place place;
    make(place.installation());
    auto const estimates = place.count("select count(*) from guild.estimates"),
               customers = place.count("select count(*) from guild.customers");
    // as a kill in the middle leaves it: the people are there and known, of the rest a part
    std::filesystem::rename(accounts_path(place.data()), accounts_path(place.data()) + ".unfinished");
    place.superuser().script(
        "delete from guild.estimates where gross > 100000; delete from platform.idempotency_keys where membership_id is not null");
    place.superuser().script(
        "delete from guild.estimates; delete from guild.contacts; delete from guild.customers where external_id < 'D'");
    EXPECT_EQ(make(place.installation()), Outcome::made);
    EXPECT_EQ(place.count("select count(*) from guild.estimates"), estimates);
    EXPECT_EQ(place.count("select count(*) from guild.customers"), customers);
    EXPECT_EQ(place.accounts().size(), 46u);
}

TEST(TheSample, IsRefusedWhereSomebodyWorksAlready)
{
    Place place;
    place.superuser().run(
        "select wall.create_admin(gen_random_uuid(), gen_random_uuid(), 'ada@guildhall.example', 'Ada', 'en', null, null)");
    EXPECT_THROW(make(place.installation()), std::runtime_error);
    EXPECT_FALSE(std::filesystem::exists(accounts_path(place.data())));
}

TEST(ALargeInstallation, IsTheSameForTheSameSeed)
{
    Place one, other, different;
    Size const size{.customers = 700, .guilds = 3, .seed = 7};
    make_large(one.installation(), size);
    make_large(other.installation(), size);
    make_large(different.installation(), {.customers = 700, .guilds = 3, .seed = 8});
    auto const content = "select g.name || ' ' || c.external_id || ' ' || c.name || ' ' || coalesce(c.phone, '') || ' ' || c.created_at || "
                         "' ' || c.spot_pos "
                         "|| ' ' || a.email || ' ' || p.email from guild.customers c join platform.guilds g on g.id = c.guild_id "
                         "join platform.accounts a on a.id = c.owner_id join guild.contacts p on p.customer_id = c.id order by 1";
    EXPECT_EQ(one.column(content).size(), 700u);
    EXPECT_EQ(one.column(content), other.column(content));
    EXPECT_NE(one.column(content), different.column(content));
    EXPECT_EQ(one.accounts().size(), 2u + 1 + 3 * 10 + 2);
}

TEST(ALargeInstallation, IsAsIfEveryRecordHadBeenEntered)
{
    Place place;
    make_large(place.installation(), {.customers = 300, .guilds = 2, .seed = 1});
    EXPECT_EQ(place.broken_chains(), 0);
    EXPECT_EQ(place.count("select count(*) from guild.audit_events where action = 'customers.loaded'"), 2);
    EXPECT_EQ(place.count("select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace "
                          "where n.nspname = 'guild' and c.relkind = 'r' and not c.relforcerowsecurity"),
              0);
    EXPECT_EQ(place.count("select count(*) from pg_trigger where tgenabled <> 'O'"), 0);
    auto const indexes = "select indexdef from pg_indexes where schemaname = 'guild' order by 1";
    EXPECT_EQ(place.column(indexes), Place().column(indexes)) << "those of a database that nothing was loaded into";
    auto const words = "select concat_ws(' ', record_id, field, word, spot_pos, owner_id) from guild.search_words union all "
                       "select concat_ws(' ', record_id, kind, spot_pos, owner_id, customer_id, text) from guild.search_texts order by 1";
    auto const loaded = place.column(words);
    place.superuser().script(
        "set session_replication_role = origin; update guild.customers set name = name; update guild.contacts set email = email");
    EXPECT_EQ(loaded, place.column(words)) << "the words are those that the triggers write";
    EXPECT_GT(loaded.size(), 300u * 3);
}

TEST(ALargeInstallation, SharesTheCustomersUnevenly)
{
    EXPECT_THAT(shares(1'000'000, 100), testing::SizeIs(100));
    for (auto const& [customers, guilds] : {std::pair{1'000'000, 100}, {5, 10}, {0, 3}, {1, 1}}) {
        std::int64_t sum = 0;
        for (auto const part : shares(customers, guilds))
            sum += part;
        EXPECT_EQ(sum, customers);
    }
    EXPECT_GT(shares(1'000, 10)[0], 3 * shares(1'000, 10)[9]);
    EXPECT_THAT(shares(1'000, 10), Each(testing::Gt(0)));
}
