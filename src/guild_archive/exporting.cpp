#include "guild_archive/exporting.h"

#include <filesystem>
#include <sstream>
#include <stdexcept>

#include "guild_archive/files.h"
#include "guild_archive/mover.h"
#include "guild_archive/readme.txt.h"
#include "guild_archive/row_sum.h"
#include "jobs/trail.h"

namespace guildhall::guild_archive {

namespace fs = std::filesystem;

namespace {

// A stream into a file of the archive.
class Stream : public std::streambuf {
public:
    explicit Stream(Writing& writing) : writing_(writing) {}

protected:
    int_type overflow(int_type c) override
    {
        char const byte = traits_type::to_char_type(c);
        writing_.add({&byte, 1});
        return c;
    }
    std::streamsize xsputn(char const* bytes, std::streamsize count) override
    {
        writing_.add({bytes, static_cast<std::size_t>(count)});
        return count;
    }

private:
    Writing& writing_;
};

File write_trail(jobs::Trail& trail, Uuid guild, audit::CheckpointFile& checkpoints, Signer const& signer, std::string const& folder)
{
    Writing writing(folder, std::string(trail_file));
    Stream stream(writing);
    std::ostream out(&stream);
    if (!jobs::write_export(trail, guild, checkpoints, signer, out))
        throw std::runtime_error("The guild has no audit trail.");
    return writing.done();
}

File write_rows(Mover& mover, Part& part, std::string const& folder)
{
    Writing writing(folder, part.file());
    RowSum sum;
    mover.read(part.name, [&](std::string_view line) {
        sum.add(line);
        writing.add(line);
        writing.add("\n");
    });
    part.rows = sum.rows();
    part.sum = sum.text();
    return writing.done();
}

// What people had made for themselves is there for a day.
void take_files(Mover& mover, std::string const& data, std::string const& folder, std::vector<File>& files)
{
    mover.read("guild.exports", [&](std::string_view line) {
        auto const id = audit::text_in(json::parse(line), "id");
        if (auto const from = data + "/exports/" + id; fs::is_regular_file(from))
            files.push_back(copy_file(from, folder, "files/exports/" + id));
    });
}

Uuid owner_of(Mover& mover)
{
    Uuid owner;
    mover.read("platform.guilds",
               [&](std::string_view line) { owner = Uuid::parse(audit::text_in(json::parse(line), "access_owner_id")).value(); });
    return owner;
}

void must_be_empty(std::string const& folder)
{
    fs::create_directories(folder);
    if (!fs::is_empty(folder))
        throw std::runtime_error(folder + " is not empty.");
    fs::permissions(folder, fs::perms::owner_all);
}

}  // namespace

// The trail is read first: its heads are signed at once, and the rows are those of the same moment.
Manifest take_out(Installation const& from, std::string const& guild, audit::CheckpointFile& checkpoints, std::string const& folder)
{
    must_be_empty(folder);
    Mover mover(from.move_url);
    auto const named = mover.guild(guild);
    Signer const signer(from.audit_key);
    Manifest manifest{.version = from.version, .made_at = Time::now(), .guild = named.id, .guild_name = named.name};
    jobs::Trail trail(from.backup_url);
    manifest.files.push_back(write_trail(trail, named.id, checkpoints, signer, folder));
    mover.begin_reading(named.id, trail.snapshot());
    manifest.migration = mover.last_migration();
    manifest.access_owner = owner_of(mover);
    manifest.parts = mover.parts();
    for (auto& part : manifest.parts)
        manifest.files.push_back(write_rows(mover, part, folder));
    take_files(mover, from.data, folder, manifest.files);
    manifest.files.push_back(write_file(folder, std::string(readme_file), text::readme));
    auto const said = text_of(manifest, signer.kid());
    write_file(folder, std::string(sums_file), sums_of(manifest.files, said));
    write_file(folder, std::string(key_file), pem_of(signer.public_key()));
    write_file(folder, std::string(signature_file), signer.sign(said));
    write_file(folder, std::string(manifest_file), said);
    return manifest;
}

}  // namespace guildhall::guild_archive
