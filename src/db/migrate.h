#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace guildhall::db {

// migrations/NNNN_subject.sql: forward only, each in a transaction of its own.
struct Migration {
    std::string name;  // "0001_accounts.sql"
    std::string text;

    int number() const;
    std::string digest() const;  // SHA-256, hexadecimal
};

std::vector<Migration> embedded_migrations();  // in order
std::string_view superuser_script();           // migrations/superuser.sql, which may run any number of times

// Applies what is missing, as guildhall_migrate (`url`), and records it in platform.migrations. Two that run at once wait for each
// other. Returns the names that were applied. Throws std::runtime_error, before anything is changed, when an applied migration is
// not the one in this program or the database is ahead of it; and db::Error, with the file's name, when one fails.
std::vector<std::string> migrate(std::string const& url, std::vector<Migration> const& migrations);

// What migrate() would apply. The same refusals.
std::vector<std::string> pending_migrations(std::string const& url, std::vector<Migration> const& migrations);

}  // namespace guildhall::db
