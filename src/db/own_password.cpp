#include "db/own_password.h"

#include <libpq-fe.h>

#include <cstring>
#include <memory>

#include "db/cluster_files.h"
#include "db/error.h"

namespace guildhall::db {

namespace {

using Options = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

Options options_of(std::string const& url)
{
    char* message = nullptr;
    Options options(PQconninfoParse(url.c_str(), &message), PQconninfoFree);
    std::unique_ptr<char, decltype(&PQfreemem)> const said(message, PQfreemem);
    if (!options)
        throw Error("a database URL cannot be read");
    return options;
}

std::string words_of(PQconninfoOption const* option)
{
    std::string words;
    for (; option->keyword; ++option) {
        std::string_view const keyword = option->keyword, value = option->val ? option->val : "";
        if (value.empty() || keyword == "password")
            continue;
        bool const plain = value.find_first_of(" '\\") == value.npos;
        words += " " + std::string(keyword) + "=" + (plain ? std::string(value) : quoted_word(value));
    }
    return words;
}

}  // namespace

std::string with_password(std::string const& url, std::string_view password)
{
    return "password=" + quoted_word(password) + words_of(options_of(url).get());
}

std::pair<std::string, std::string> split_password(std::string const& url)
{
    auto const options = options_of(url);
    std::string password;
    for (auto const* option = options.get(); option->keyword; ++option)
        if (std::string_view(option->keyword) == "password" && option->val)
            password = option->val;
    auto words = words_of(options.get());
    return {words.empty() ? words : words.substr(1), password};
}

namespace {

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;

Connection connected(std::string const& url)
{
    Connection connection(PQconnectdb(url.c_str()), PQfinish);
    if (PQstatus(connection.get()) != CONNECTION_OK)
        throw Error(PQerrorMessage(connection.get()));
    return connection;
}

}  // namespace

std::string change_password(std::string const& url, std::string const& password, std::string const& by)
{
    auto const own = connected(url), changer = connected(by.empty() ? url : by);
    std::unique_ptr<char, decltype(&PQfreemem)> const verifier(
        PQencryptPasswordConn(changer.get(), password.c_str(), PQuser(own.get()), "scram-sha-256"), PQfreemem);
    std::unique_ptr<char, decltype(&PQfreemem)> const role(
        PQescapeIdentifier(changer.get(), PQuser(own.get()), std::strlen(PQuser(own.get()))), PQfreemem);
    if (!verifier || !role)
        throw Error(PQerrorMessage(changer.get()));
    auto const statement = "alter role " + std::string(role.get()) + " password " + quoted_setting(verifier.get());
    std::unique_ptr<PGresult, decltype(&PQclear)> const result(PQexec(changer.get(), statement.c_str()), PQclear);
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK)
        throw Error(PQerrorMessage(changer.get()));
    return with_password(url, password);
}

}  // namespace guildhall::db
