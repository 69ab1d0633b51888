#include "db/cluster.h"
#include "db/migrate.h"
#include "doctor/looks.h"
#include "isolation/catalogue.h"

namespace guildhall::doctor {

namespace {

void look_at_migrations(db::Session& session, Complaints& complaints)
{
    auto const last = session.run("select name from platform.migrations order by number desc limit 1");
    auto const ours = db::embedded_migrations().back().name;
    auto const there = last.empty() ? std::string() : last[0].get<std::string>(0);
    if (there < ours)
        complaints.push_back({{}, "The database is behind this program (" + there + ")", "guildhall migrate, or start the server"});
    else if (there > ours)
        complaints.push_back({{}, "The database is ahead of this program (" + there + ")", "install the newer Guildhall again"});
}

std::string setting(db::Session& session, std::string const& name)
{
    return session.value<std::string>("select current_setting($1)", db::values(name));
}

// What makes PostgreSQL lose or spoil data, or wait.
void look_at_its_settings(Patient const& patient, db::Session& session, Complaints& complaints)
{
    if (setting(session, "data_checksums") != "on")
        complaints.push_back({{},
                              "PostgreSQL keeps no checksums of its pages: a disk that goes bad is not noticed",
                              "pg_checksums --enable while it is stopped"});
    if (setting(session, "autovacuum") != "on")
        complaints.push_back({{}, "PostgreSQL does not clean up (autovacuum is off): it grows and slows down", "switch autovacuum on"});
    auto const there = session.value<std::int32_t>("select current_setting('max_connections')::integer");
    auto const wanted = patient.config.threads * patient.config.connections + 10;
    if (there < wanted)
        complaints.push_back(
            {{},
             "PostgreSQL takes " + std::to_string(there) + " connections, and Guildhall may want " + std::to_string(wanted),
             "raise max_connections, or lower GUILDHALL_CONNECTIONS"});
    constexpr double longest = 5;
    auto const apart =
        session.value<std::int64_t>("select (extract(epoch from clock_timestamp()) * 1000000)::bigint") - Time::now().microseconds;
    if (std::abs(static_cast<double>(apart)) > longest * 1e6)
        complaints.push_back({{},
                              "The clock of the database's machine is " + std::to_string(apart / 1'000'000) + " s from this one's",
                              "let both follow a time server (chrony)"});
}

// WAL that goes nowhere fills the disk, and there is no way back to what was written since.
void look_at_the_archive(db::Session& session, Complaints& complaints)
{
    if (setting(session, "archive_mode") == "off")
        return;
    std::string const remedy = "pgbackrest --stanza=guildhall check, and see what postgresql.log says (docs/operations.md)";
    if (setting(session, "archive_command").empty() && setting(session, "archive_library").empty())
        return complaints.push_back(
            {{}, "PostgreSQL is to archive WAL, and nothing says how", "set archive_command, or archive_mode = off"});
    auto const failed = session.run(
        "select last_failed_wal from pg_catalog.pg_stat_archiver where last_failed_time > coalesce(last_archived_time, '-infinity')");
    if (!failed.empty())
        complaints.push_back({{}, "PostgreSQL's WAL cannot be archived (" + failed[0].get<std::string>(0) + ")", remedy});
    else if (session.value<bool>("select last_archived_time is null from pg_catalog.pg_stat_archiver"))
        complaints.push_back({{}, "No WAL has been archived yet", remedy});
}

// An index in an order that the operating system has changed finds nothing of what it holds.
void look_at_collations(db::Session& session, Complaints& complaints)
{
    auto const rows = session.run(
        "select collname from pg_catalog.pg_collation where collversion is not null and collversion <> pg_collation_actual_version(oid) "
        "and oid in (select unnest(indcollation::oid[]) from pg_catalog.pg_index) order by 1");
    for (int i = 0; i < rows.size(); ++i)
        complaints.push_back(
            {{},
             "The sorting order " + rows[i].get<std::string>(0) + " has changed with the operating system: indexes are in the old one",
             "reindex database, then alter collation … refresh version"});
}

}  // namespace

void look_at_database(Patient const& patient, Complaints& complaints)
{
    if (patient.database_url.empty())
        return complaints.push_back({{},
                                     "The database cannot be reached: " + patient.why_no_database,
                                     "start it, or correct GUILDHALL_DATABASE_URL and its siblings"});
    db::Session session(patient.database_url);
    try {
        db::check_server(session);
    } catch (std::runtime_error const& error) {
        complaints.push_back({{}, error.what(), "correct postgresql.conf, and restart it"});
    }
    look_at_migrations(session, complaints);
    look_at_its_settings(patient, session, complaints);
    look_at_the_archive(session, complaints);
    look_at_collations(session, complaints);
}

void look_at_wall(Patient const& patient, Complaints& complaints)
{
    if (patient.database_url.empty())
        return;
    db::Session session(patient.database_url);
    std::string const remedy = "see who changed it; restore what migrations and superuser.sql made";
    for (auto const& violation : isolation::violations(session))
        complaints.push_back({{}, violation, remedy});
    auto const last =
        session.run("select findings, at < now() - interval '3 days' from platform.isolation_receipts order by at desc limit 1");
    if (last.empty())
        complaints.push_back(
            {{}, "It has never been proven that no company sees another's", "let the server run, or call guildhall isolation-check"});
    else if (last[0].get<std::int32_t>(0) > 0)
        complaints.push_back(
            {{}, "The last isolation check has found something", "guildhall isolation-check names it; docs/isolation.md says what to do"});
    else if (last[0].get<bool>(1))
        complaints.push_back(
            {{}, "The last isolation check is more than three days old", "let the server run, or call guildhall isolation-check"});
}

}  // namespace guildhall::doctor
