#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "db/error.h"
#include "db/row.h"
#include "db/value.h"

struct pg_conn;

namespace guildhall::db {

// A connection that waits for each answer: for migrations, bootstrap, command line tools and tests, never for requests.
// Throws Error; a connection that cannot be made is an Error without an SQLSTATE.
class Session {
public:
    explicit Session(std::string const& url);
    ~Session();
    Session(Session const&) = delete;
    Session& operator=(Session const&) = delete;

    Rows run(std::string const& statement, std::vector<Value> const& values = {});
    void script(std::string const& statements);  // many, separated by semicolons; one transaction unless it says otherwise
    void copy(std::string const& statement, std::string_view rows);  // "copy … from stdin" and its lines
    template <class T>
    T value(std::string const& statement, std::vector<Value> const& values = {})
    {
        auto rows = run(statement, values);
        if (rows.empty())
            throw Error("no row where one was expected: " + statement);
        return rows[0].get<T>(0);
    }
    int server_version() const;  // 150020 is 15.20
    int backend() const;

private:
    Rows checked(pg_result* result);

    pg_conn* conn_;
};

}  // namespace guildhall::db
