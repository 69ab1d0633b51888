#include "backup/backup.h"

#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <stdexcept>

#include "audit/checkpoint_file.h"
#include "backup/destination.h"
#include "backup/dump.h"
#include "base/signing.h"
#include "db/session.h"

namespace guildhall::backup {

namespace fs = std::filesystem;

namespace {

void give_file(std::string const& path, Give const& give)
{
    auto const file = open_file(path, O_RDONLY);
    constexpr std::size_t piece = 256 * 1024;
    for (auto bytes = read_some(file.number(), piece); !bytes.empty(); bytes = read_some(file.number(), piece))
        give(bytes);
}

// tar says 1 where a file changed while it was read: a mail in the spool that was sent.
void give_archive(std::string const& folder, std::vector<std::string> const& what, Give const& give)
{
    Program::Order tar{.words = {"tar", "--create", "--gzip", "--sort=name", "--directory", folder}};
    tar.words.insert(tar.words.end(), what.begin(), what.end());
    read_from(tar, give, [](int status) { return status <= 1; });
}

// The folder without what has a part of its own, what PostgreSQL keeps, and what nobody needs tomorrow.
std::vector<std::string> all_files()
{
    return {"--exclude=./pg15",   "--exclude=./keys",      "--exclude=./audit-checkpoints.jsonl",
            "--exclude=./socket", "--exclude=./countries", "."};
}

// A database that stands still while it is looked at.
class Moment {
public:
    explicit Moment(std::string const& url) : session_(url)
    {
        session_.script("set statement_timeout = 0; begin isolation level repeatable read read only");
        snapshot_ = session_.value<std::string>("select pg_export_snapshot()");
    }
    std::string const& snapshot() const { return snapshot_; }
    std::string migration() { return session_.value<std::string>("select name from platform.migrations order by number desc limit 1"); }
    std::vector<db::Fingerprint> tables() { return db::fingerprints(session_); }

private:
    db::Session session_;
    std::string snapshot_;
};

// Puts parts, and writes down what was put.
class Parts {
public:
    Parts(Destination& destination, Manifest& manifest) : destination_(destination), manifest_(manifest) {}
    void put(std::string_view name, Recipients const& recipients, std::function<void(Give const&)> const& source)
    {
        manifest_.parts.push_back({std::string(name), destination_.put(name, recipients, source)});
    }

private:
    Destination& destination_;
    Manifest& manifest_;
};

}  // namespace

// The checkpoints are read first, and the files last: then no checkpoint knows of an entry that the dump lacks, and every file that a row
// names was there when it was named.
Made make(Settings const& settings, Installation const& from)
{
    if (settings.recipients.empty())
        throw std::runtime_error("GUILDHALL_BACKUP_RECIPIENTS is needed: the public key of who can open a backup (age-keygen makes one).");
    if (!settings.has_destination())
        throw std::runtime_error("GUILDHALL_BACKUP_FOLDER or GUILDHALL_BACKUP_COMMAND is needed: where a backup goes.");
    Manifest manifest{.version = from.version, .made_at = Time::now(), .settings = public_settings(from.environment)};
    manifest.has_keys = !settings.keys_recipients.empty();
    Made made{.name = name_at(manifest.made_at), .has_keys = manifest.has_keys};
    Destination destination(settings, made.name);
    Parts parts(destination, manifest);

    if (auto const checkpoints = audit::checkpoint_path(from.data); fs::exists(checkpoints))
        parts.put(part_checkpoints, settings.recipients, [&](Give const& give) { give_file(checkpoints, give); });
    Moment moment(from.database_url);
    manifest.migration = moment.migration();
    parts.put(part_database, settings.recipients, [&](Give const& give) { give_dump(from.database_url, moment.snapshot(), give); });
    manifest.tables = moment.tables();
    parts.put(part_files, settings.recipients, [&](Give const& give) { give_archive(from.data, all_files(), give); });
    if (manifest.has_keys) {
        parts.put(part_settings, settings.keys_recipients, [&](Give const& give) { give(kept_settings(from.environment)); });
        if (fs::exists(from.data + "/keys"))
            parts.put(part_keys, settings.keys_recipients, [&](Give const& give) { give_archive(from.data, {"./keys"}, give); });
    }
    auto const text = signed_text(manifest, Signer(from.audit_key));
    destination.put(part_manifest, settings.recipients, [&](Give const& give) { give(text); });
    made.removed = destination.complete();

    made.tables = manifest.tables.size();
    for (auto const& table : manifest.tables)
        made.rows += table.rows;
    for (auto const& part : manifest.parts)
        made.bytes += part.sum.bytes;
    return made;
}

}  // namespace guildhall::backup
