#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace guildhall::db {

class Session;

// migrations/NNNN_subject.sql: forward only.
struct Migration {
    std::string name;  // "0001_accounts.sql"
    std::string text;

    int number() const;
    std::string digest() const;  // SHA-256, hexadecimal
};

std::vector<Migration> embedded_migrations();  // in order
std::string_view superuser_script();           // migrations/superuser.sql, which may run any number of times

// Applies what is missing, as guildhall_migrate (`url`), in one transaction, and records it in platform.migrations. Two that run at
// once wait for each other. Returns the names that were applied. Throws std::runtime_error when an applied migration is not the one in
// this program or the database is ahead of it; and db::Error, with the file's name, when one fails. Then nothing was changed.
std::vector<std::string> migrate(std::string const& url, std::vector<Migration> const& migrations);

// What migrate() would apply. The same refusals.
std::vector<std::string> pending_migrations(std::string const& url, std::vector<Migration> const& migrations);

// The first migration that the database has and this program does not know; "" where there is none.
std::string unknown_migration(Session& session);
void must_not_be_newer(Session& session);  // throws std::runtime_error that names it

}  // namespace guildhall::db
