#include "backup/restore.h"

#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <stdexcept>
#include <unistd.h>

#include "audit/checkpoint_file.h"
#include "backup/comparing.h"
#include "backup/dump.h"
#include "db/cluster_files.h"
#include "db/migrate.h"
#include "identity/key_files.h"

namespace guildhall::backup {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view extension = ".age";

ReadManifest manifest_in(Opened const& backup, Identities const& identities)
{
    std::string text;
    backup.read(part_manifest, identities.backup, [&](std::string_view bytes) { text += bytes; });
    return manifest_of(text);
}

// One that is brought back, part by part; where a part is not what the manifest says, that is a finding.
class Bringing {
public:
    Bringing(Opened const& backup, Identities const& identities, Manifest const& manifest, std::vector<std::string>& findings)
        : backup_(backup), identities_(identities), manifest_(manifest), findings_(findings)
    {
    }

    void database(auto&& where) const
    {
        bring_dump(where, [&](Give const& give) { hand_on(part_database, identities_.backup, give); });
    }

    void archive(std::string_view part, MemoryFile const& identity, std::string const& folder) const
    {
        fs::create_directories(folder);
        write_to({.words = {"tar", "--extract", "--gzip", "--preserve-permissions", "--no-same-owner", "--directory", folder}},
                 [&](Give const& give) { hand_on(part, identity, give); });
    }

    std::string text(std::string_view part, MemoryFile const& identity) const
    {
        std::string text;
        if (backup_.has(part))
            hand_on(part, identity, [&](std::string_view bytes) { text += bytes; });
        return text;
    }

private:
    void hand_on(std::string_view part, MemoryFile const& identity, Give const& give) const
    {
        auto const sum = backup_.read(part, identity, give);
        auto const* said = manifest_.part(part);
        if (!said || said->sum.sha256 != sum.sha256)
            findings_.push_back("The part " + std::string(part) + " is not the one that was backed up.");
    }

    Opened const& backup_;
    Identities const& identities_;
    Manifest const& manifest_;
    std::vector<std::string>& findings_;
};

void must_be_ours(Manifest const& manifest)
{
    auto const known = db::embedded_migrations();
    if (std::ranges::find(known, manifest.migration, &db::Migration::name) == known.end())
        throw std::runtime_error("The backup was made by Guildhall " + manifest.version + ", whose database (" + manifest.migration +
                                 ") this program does not know: take a newer one.");
}

Proof proof_of(Opened const& backup, Manifest const& manifest)
{
    Proof proof{.backup = backup.name(), .made_at = manifest.made_at, .proven_at = Time::now(), .tables = manifest.tables.size()};
    for (auto const& table : manifest.tables)
        proof.rows += table.rows;
    return proof;
}

// The tables as they were dumped, and the trail as this program reads it.
void compare(Place const& place, Manifest const& manifest, std::string const& checkpoints, audit::PublicKeys const& believed, Proof& proof)
{
    compare_tables(place.superuser, manifest, proof);
    migrate(place);
    compare_trail(place.superuser, checkpoints, believed, proof);
}

// Why they were not brought back; "" where they were.
std::string bring_keys(Opened const& backup, Identities const& identities, Bringing const& bringing, std::string const& data)
{
    if (!backup.has(part_settings))
        return "they are not in this backup, which was made without GUILDHALL_BACKUP_KEYS_RECIPIENTS";
    auto const& identity = identities.keys ? *identities.keys : identities.backup;
    try {
        bring_settings(bringing.text(part_settings, identity), data + "/restored");
        if (backup.has(part_keys))
            bringing.archive(part_keys, identity, data);
    } catch (std::runtime_error const&) {
        if (identities.keys)
            throw;
        return "the identity that opens the backup does not open them (--keys-identity)";
    }
    return {};
}

}  // namespace

std::string newest_in(std::string const& folder)
{
    std::string newest;
    std::error_code error;
    for (auto const& entry : fs::directory_iterator(folder, error))
        if (auto const name = entry.path().filename().string(); time_of(name) && name > newest)
            newest = name;
    if (newest.empty())
        throw std::runtime_error("There is no backup in " + (folder.empty() ? "GUILDHALL_BACKUP_FOLDER, which is not set" : folder) + ".");
    return folder + "/" + newest;
}

Opened::Opened(std::string const& folder) : name_(fs::path(folder).lexically_normal().filename().string())
{
    std::error_code error;
    for (auto const& entry : fs::directory_iterator(folder, error))
        if (auto const file = entry.path().filename().string(); file.ends_with(extension))
            files_.emplace(file.substr(0, file.size() - extension.size()), open_file(entry.path(), O_RDONLY));
    if (error)
        throw std::runtime_error(folder + ": " + error.message());
    for (auto const part : {part_manifest, part_database, part_files})
        if (!has(part))
            throw std::runtime_error(folder + " is no backup, or was cut short: " + std::string(part) + ".age is missing.");
}

Sum Opened::read(std::string_view part, MemoryFile const& identity, Give const& take) const
{
    auto const file = files_.find(part);
    if (file == files_.end())
        throw std::runtime_error("The backup lacks its part " + std::string(part) + ".");
    lseek(file->second.number(), 0, SEEK_SET);
    try {
        return open_sealed(identity, file->second.number(), take);
    } catch (std::runtime_error const& error) {
        throw std::runtime_error(file->first + ".age cannot be opened: " + error.what());
    }
}

Proof prove(Opened const& backup, Identities const& identities, std::string const& folder, audit::PublicKeys const& believed)
{
    auto const manifest = manifest_in(backup, identities);
    must_be_ours(manifest.manifest);
    auto proof = proof_of(backup, manifest.manifest);
    if (!believed.empty() && !manifest.is_signed(believed))
        proof.findings.push_back("The manifest is not signed by a key that is believed.");
    Bringing const bringing(backup, identities, manifest.manifest, proof.findings);
    auto const checkpoints = bringing.text(part_checkpoints, identities.backup);
    bringing.archive(part_files, identities.backup, folder + "/files");
    db::Cluster cluster({.data = folder + "/database", .connections = 20, .throw_away = true});
    bringing.database(cluster);
    compare(place_in(cluster), manifest.manifest, checkpoints, believed, proof);
    cluster.stop();
    return proof;
}

Restored restore(Opened const& backup, Identities const& identities, db::ClusterOptions options, std::optional<Place> const& elsewhere,
                 audit::PublicKeys const& believed)
{
    auto const data = options.data.string();
    auto const manifest = manifest_in(backup, identities);
    must_be_ours(manifest.manifest);
    if (!believed.empty() && !manifest.is_signed(believed))
        throw std::runtime_error("The backup is signed by none of the keys that --key names (it says " + manifest.kid +
                                 "). Nothing was brought back.");
    Restored restored{.proof = proof_of(backup, manifest.manifest)};
    Bringing const bringing(backup, identities, manifest.manifest, restored.proof.findings);
    auto const checkpoints = bringing.text(part_checkpoints, identities.backup);
    if (!checkpoints.empty())
        identity::write_secret_file(audit::checkpoint_path(data), checkpoints);
    bringing.archive(part_files, identities.backup, data);
    restored.without_keys = bring_keys(backup, identities, bringing, data);
    if (elsewhere) {
        bringing.database(*elsewhere);
        compare(*elsewhere, manifest.manifest, checkpoints, believed, restored.proof);
    } else {
        db::Cluster cluster(std::move(options));
        bringing.database(cluster);
        compare(place_in(cluster), manifest.manifest, checkpoints, believed, restored.proof);
        cluster.stop();
    }
    return restored;
}

}  // namespace guildhall::backup
