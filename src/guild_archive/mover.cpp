#include "guild_archive/mover.h"

#include <stdexcept>

#include "db/row.h"
#include "db/statement.h"
#include "guild_archive/guild_archive.sql.h"

namespace guildhall::guild_archive {

namespace sql {
constexpr auto find_guilds = db::statement<text, "find_guilds">;
constexpr auto find_owners = db::statement<text, "find_owners">;
constexpr auto last_migration = db::statement<text, "last_migration">;
constexpr auto parts = db::statement<text, "parts">;
constexpr auto move = db::statement<text, "move">;
constexpr auto known_people = db::statement<text, "known_people">;
constexpr auto bring = db::statement<text, "bring">;
constexpr auto broken_references = db::statement<text, "broken_references">;
constexpr auto verify_chain = db::statement<text, "verify_chain">;
constexpr auto settle = db::statement<text, "settle">;
constexpr auto erase_guild = db::statement<text, "erase_guild">;
constexpr auto mails = db::statement<text, "mails">;
constexpr auto close_chain = db::statement<text, "close_chain">;
constexpr auto keep_erasure = db::statement<text, "keep_erasure">;
constexpr auto erasures = db::statement<text, "erasures">;
}  // namespace sql

namespace {

template <class... Args>
db::Rows run(db::Session& session, db::StatementRef statement, Args const&... args)
{
    return session.run(std::string(statement.text), db::values(args...));
}

Named the_one(db::Rows const& rows, std::string const& nobody, std::string const& several)
{
    if (rows.empty())
        throw std::runtime_error(nobody);
    if (rows.size() > 1)
        throw std::runtime_error(several);
    return {rows[0].get<Uuid>(0), rows[0].get<std::string>(1)};
}

}  // namespace

Mover::Mover(std::string const& url) : session_(url)
{
    session_.script("set role guildhall_mover; set statement_timeout = 0; set client_min_messages = warning");
}

Named Mover::guild(std::string const& id_or_name)
{
    return the_one(run(session_, sql::find_guilds, id_or_name), "There is no guild " + id_or_name + ".",
                   "Several guilds are called " + id_or_name + ": give the id.");
}

Named Mover::owner(std::string const& email)
{
    return the_one(run(session_, sql::find_owners, email), email + " is of no access owner's team.",
                   email + " is of the teams of several access owners: give the address of somebody who is of one.");
}

bool Mover::has_guild(Uuid guild)
{
    return !run(session_, sql::find_guilds, guild.text()).empty();
}

std::string Mover::last_migration()
{
    return run(session_, sql::last_migration)[0].get<std::string>(0);
}

void Mover::begin_reading(Uuid guild, std::string const& snapshot)
{
    guild_ = guild;
    session_.script("begin isolation level repeatable read read only");
    session_.script("set transaction snapshot '" + snapshot + "'");
    run(session_, sql::move, guild_, false);
}

void Mover::begin(Uuid guild)
{
    session_.script("begin");
    look_at(guild);
}

void Mover::look_at(Uuid guild)
{
    guild_ = guild;
    run(session_, sql::move, guild_, false);
}

void Mover::commit()
{
    session_.script("commit");
}

void Mover::roll_back()
{
    session_.script("rollback");
}

std::vector<Part> Mover::parts()
{
    auto const rows = run(session_, sql::parts);
    std::vector<Part> parts;
    for (int i = 0; i < rows.size(); ++i)
        parts.push_back({.name = rows[i].get<std::string>(0), .columns = rows[i].get<std::vector<std::string>>(1)});
    return parts;
}

void Mover::read(std::string const& part, TakeLine const& take)
{
    session_.run("declare lines no scroll cursor for select line from wall.guild_lines($1::text, $2::uuid) line", db::values(part, guild_));
    auto more = [&] { return session_.run("fetch 1000 from lines"); };
    for (auto rows = more(); !rows.empty(); rows = more())
        for (int i = 0; i < rows.size(); ++i)
            take(rows[i].get<std::string>(0));
    session_.script("close lines");
}

void Mover::stop_watching()
{
    run(session_, sql::move, guild_, true);
}

void Mover::watch()
{
    session_.script("set local session_replication_role = origin");
}

std::vector<std::pair<Uuid, Uuid>> Mover::known_people(std::string const& lines)
{
    auto const rows = run(session_, sql::known_people, lines);
    std::vector<std::pair<Uuid, Uuid>> known;
    for (int i = 0; i < rows.size(); ++i)
        known.emplace_back(rows[i].get<Uuid>(0), rows[i].get<Uuid>(1));
    return known;
}

void Mover::bring(Part const& part, std::string const& lines)
{
    run(session_, sql::bring, part.name, part.columns, lines);
}

std::vector<std::string> Mover::broken_references()
{
    auto const rows = run(session_, sql::broken_references, guild_);
    std::vector<std::string> broken;
    for (int i = 0; i < rows.size(); ++i)
        broken.push_back(rows[i].get<std::string>(0) + " (" + std::to_string(rows[i].get<std::int64_t>(1)) + " rows)");
    return broken;
}

std::optional<std::int64_t> Mover::first_bad_entry()
{
    return run(session_, sql::verify_chain, guild_)[0].get<std::optional<std::int64_t>>(0);
}

void Mover::settle(std::string const& digest)
{
    run(session_, sql::settle, guild_, digest);
}

std::vector<std::pair<std::string, std::int64_t>> Mover::erase_guild()
{
    auto const rows = run(session_, sql::erase_guild, guild_);
    std::vector<std::pair<std::string, std::int64_t>> tables;
    for (int i = 0; i < rows.size(); ++i)
        tables.emplace_back(rows[i].get<std::string>(0), rows[i].get<std::int64_t>(1));
    return tables;
}

std::vector<Uuid> Mover::mails()
{
    auto const rows = run(session_, sql::mails, guild_);
    std::vector<Uuid> mails;
    for (int i = 0; i < rows.size(); ++i)
        mails.push_back(rows[i].get<Uuid>(0));
    return mails;
}

std::pair<std::int64_t, std::string> Mover::close_chain()
{
    auto const rows = run(session_, sql::close_chain, guild_);
    if (rows.empty())
        return {};
    return {rows[0].get<std::int64_t>(0), rows[0].get<db::Bytes>(1).bytes};
}

void Mover::keep_erasure(audit::Erasure const& erasure, std::string const& certificate)
{
    run(session_, sql::keep_erasure, erasure.id, erasure.at, erasure.kind, erasure.guild, erasure.subject, certificate);
}

std::vector<std::string> Mover::erasures()
{
    auto const rows = run(session_, sql::erasures);
    std::vector<std::string> all;
    for (int i = 0; i < rows.size(); ++i)
        all.push_back(rows[i].get<std::string>(0));
    return all;
}

}  // namespace guildhall::guild_archive
