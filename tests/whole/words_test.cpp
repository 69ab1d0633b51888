// Words that were stored by an older rule are written anew when a newer program comes.
#include <gtest/gtest.h>

#include "db/migrate.h"
#include "support/database.h"

namespace guildhall::whole {

using db::values;

TEST(StoredWords, AreWrittenAnewByTheMigrationThatChangesThem)
{
    support::TestDatabase database(support::Schema::bare);
    auto migrations = db::embedded_migrations();
    std::vector<db::Migration> const all = migrations;
    std::erase_if(migrations, [](db::Migration const& migration) { return migration.number() >= 53; });
    db::migrate(database.url("guildhall_migrate"), migrations);

    auto& superuser = database.superuser();
    auto const guild = Uuid::make(), customer = Uuid::make(), product = Uuid::make();
    std::string const name = "a1 a2 a3 a4 a5 a6 a7 a8 a9 a10 a11";
    superuser.script("set session_replication_role = replica");  // no guild, and nobody who acts
    superuser.run(
        "insert into guild.customers (guild_id, id, spot_pos, owner_id, name, currency, payment_terms_days, created_by, updated_by) "
        "values ($1, $2, 0, $2, $3, 'EUR', 30, $2, $2)",
        values(guild, customer, name));
    superuser.run("insert into guild.customer_words (guild_id, customer_id, source_id, spot_pos, owner_id, kind, word) "
                  "select $1, $2, $2, 0, $2, 'name', w.word from unnest(wall.words($3) || '{stale}'::text[]) as w (word)",
                  values(guild, customer, name));
    superuser.run("insert into guild.products (guild_id, id, name, unit_price, currency, created_by, updated_by) "
                  "values ($1, $2, $3, 1, 'EUR', $2, $2)",
                  values(guild, product, name));
    superuser.script("set session_replication_role = origin");
    auto const words_of_customer = [&] {
        return superuser.value<std::string>("select string_agg(word, ' ' order by length(word), word) from guild.search_words "
                                            "where record_id = $1 and field in (10, 11) and spot_pos = 0 and owner_id = $1",
                                            values(customer));
    };
    auto const in_product = [&] {
        return superuser.value<std::string>("select array_to_string(words, ' ') || ' ' || version from guild.products where id = $1",
                                            values(product));
    };
    EXPECT_NE(in_product(), name + " 1");

    db::migrate(database.url("guildhall_migrate"), all);
    EXPECT_EQ(words_of_customer(), name);
    EXPECT_EQ(in_product(), name + " 1") << "and the record is as it was";
    EXPECT_EQ(superuser.value<std::int64_t>("select count(*) from pg_class where relnamespace = 'guild'::regnamespace and relkind = 'r' "
                                            "and not relforcerowsecurity"),
              0);
}

}  // namespace guildhall::whole
