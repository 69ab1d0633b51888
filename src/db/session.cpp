#include "db/session.h"

#include <libpq-fe.h>

#include <array>

namespace guildhall::db {

static std::string trimmed(std::string message)
{
    while (!message.empty() && message.back() == '\n')
        message.pop_back();
    return message;
}

Session::Session(std::string const& url)
{
    std::array keywords{"dbname", "client_encoding", "connect_timeout", "fallback_application_name", static_cast<char const*>(nullptr)};
    std::array words{url.c_str(), "UTF8", "10", "guildhall", static_cast<char const*>(nullptr)};
    conn_ = PQconnectdbParams(keywords.data(), words.data(), 1);
    if (PQstatus(conn_) != CONNECTION_OK) {
        Error error(trimmed(PQerrorMessage(conn_)));
        PQfinish(conn_);
        throw error;
    }
    PQsetNoticeReceiver(
        conn_, [](void*, PGresult const*) {}, nullptr);
}

Session::~Session()
{
    PQfinish(conn_);
}

int Session::server_version() const
{
    return PQserverVersion(conn_);
}

int Session::backend() const
{
    return PQbackendPID(conn_);
}

Rows Session::checked(pg_result* result)
{
    Rows rows(result);
    auto status = PQresultStatus(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY)
        return rows;
    auto part = [&](int code) {
        auto const* found = PQresultErrorField(result, code);
        return std::string(found ? found : "");
    };
    auto message = part(PG_DIAG_MESSAGE_PRIMARY);
    Error error(message.empty() ? trimmed(PQerrorMessage(conn_)) : message, part(PG_DIAG_SQLSTATE));
    error.constraint = part(PG_DIAG_CONSTRAINT_NAME);
    error.detail = part(PG_DIAG_MESSAGE_DETAIL);
    auto context = part(PG_DIAG_CONTEXT);
    if (!context.empty())
        error.detail += (error.detail.empty() ? "" : "\n") + context;
    throw error;
}

Rows Session::run(std::string const& statement, std::vector<Value> const& values)
{
    std::vector<char const*> data;
    std::vector<int> lengths, formats;
    for (auto const& value : values) {
        data.push_back(value.bytes ? value.bytes->c_str() : nullptr);
        lengths.push_back(value.bytes ? static_cast<int>(value.bytes->size()) : 0);
        formats.push_back(value.format == Value::Format::binary);
    }
    return checked(
        PQexecParams(conn_, statement.c_str(), static_cast<int>(values.size()), nullptr, data.data(), lengths.data(), formats.data(), 0));
}

void Session::copy(std::string const& statement, std::string_view rows)
{
    auto* begun = PQexec(conn_, statement.c_str());
    if (PQresultStatus(begun) != PGRES_COPY_IN) {
        checked(begun);
        throw Error("not a copy from stdin: " + statement);
    }
    PQclear(begun);
    PQputCopyData(conn_, rows.data(), static_cast<int>(rows.size()));
    PQputCopyEnd(conn_, nullptr);
    auto* ended = PQgetResult(conn_);
    while (auto* more = PQgetResult(conn_))
        PQclear(more);
    checked(ended);
}

void Session::script(std::string const& statements)
{
    checked(PQexec(conn_, statements.c_str()));
}

}  // namespace guildhall::db
