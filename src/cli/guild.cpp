#include <fcntl.h>
#include <filesystem>
#include <iostream>
#include <optional>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/one_guild.h"
#include "cli/work_folder.h"
#include "db/system_user.h"
#include "guild_archive/importing.h"

namespace guildhall::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view archive_extension = ".tar";

// Where an archive goes: made while we are who may make it, for whom we become.
class Target {
public:
    explicit Target(std::string path) : path_(std::move(path))
    {
        if (fs::exists(path_))
            throw std::runtime_error(path_ + " is there already.");
        if (is_file())
            file_ = open_file(path_, O_WRONLY | O_CREAT | O_EXCL);
        else
            fs::create_directory(path_);
        fs::permissions(path_, is_file() ? fs::perms(0600) : fs::perms::owner_all);
        if (auto const user = geteuid() == 0 ? db::SystemUser::named("guildhall") : std::nullopt)
            if (chown(path_.c_str(), user->uid, user->gid) != 0)
                throw std::runtime_error("cannot give " + path_ + " to the user guildhall");
    }

    // What could not be done to its end does not stay. work: a folder for what is not yet a file.
    template <class Fill>
    auto fill(std::string const& work, Fill const& fill)
    try {
        if (!is_file())
            return fill(path_);
        WorkFolder const within(work);
        auto const made = fill(within.path());
        Program({.words = {"tar", "--create", "--sort=name", "--directory", within.path(), "."}, .output = file_.number()}).finish();
        return made;
    } catch (std::exception const&) {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
        throw;
    }

private:
    bool is_file() const { return path_.ends_with(archive_extension); }

    std::string path_;
    Descriptor file_;
};

// A folder stays where it is; a .tar, which is opened while we are who may read it, is unpacked.
class Source {
public:
    explicit Source(std::string path) : path_(std::move(path))
    {
        if (!fs::is_directory(path_))
            file_ = open_file(path_, O_RDONLY);
    }

    std::string folder(std::string const& work)
    {
        if (!file_.is_open())
            return path_;
        within_.emplace(work);
        Program({.words = {"tar", "--extract", "--no-same-owner", "--directory", within_->path()}, .input = file_.number()}).finish();
        return within_->path();
    }

private:
    std::string path_;
    Descriptor file_;
    std::optional<WorkFolder> within_;
};

void tell(guild_archive::Manifest const& manifest, std::string_view what)
{
    std::cout << manifest.guild_name << " (" << manifest.guild.text() << ") " << what << ": " << manifest.parts.size() << " tables, "
              << manifest.rows() << " rows, " << manifest.files.size() << " files" << std::endl;
}

void tell(guild_archive::BroughtIn const& done)
{
    std::cout << done.guild.name << " (" << done.guild.id.text() << ") is here, below " << done.owner.name << ": " << done.rows
              << " rows, all as they were taken out; " << done.people << " people came along\n";
    if (done.known > 0)
        std::cout << done.known << " of its people were here already, and stay as they are.\n";
    if (done.people > 0)
        std::cout << "Who came along chooses a password by \"Forgot password\" on the sign-in page.\n";
}

}  // namespace

int export_guild(Words const& words)
{
    auto rest = words;
    auto const to = take_option(rest, "--to");
    auto const work = take_option(rest, "--work", "/var/tmp");
    if (rest.size() != 2 || rest.front() != "guild" || to.empty())
        throw Misuse{};
    auto const config = app::read_config(app::environment());
    Target target(fs::absolute(to));
    leave_root(config.data);
    auto const manifest = target.fill(work, [&](std::string const& folder) {
        Ground const ground(config, Ground::Running::join, Ground::Missing::refuse);
        ground.migrate();
        auto const from = mover_installation(config, ground);
        auto checkpoints = checkpoint_file(config, from.audit_key);
        return guild_archive::take_out(from, rest[1], checkpoints, folder);
    });
    tell(manifest, "was taken out");
    return 0;
}

int import_guild(Words words)
{
    auto const owner = take_option(words, "--owner"), key = take_option(words, "--key");
    auto const work = take_option(words, "--work", "/var/tmp");
    bool const only_checks = std::erase(words, "--check") > 0;
    if (words.size() != 1 || (owner.empty() && !only_checks))
        throw Misuse{};
    auto const config = app::read_config(app::environment());
    Source source(fs::absolute(words.front()));
    leave_root(config.data);
    guild_archive::Opened const archive(source.folder(work), believed_keys(key, config));
    if (only_checks) {
        tell(archive.manifest(), "is whole");
        return 0;
    }
    Ground const ground(config, Ground::Running::join, Ground::Missing::refuse);
    ground.migrate();
    tell(guild_archive::bring_in(mover_installation(config, ground), archive, owner));
    return 0;
}

}  // namespace guildhall::cli
