#include "backup/destination.h"

#include <chrono>
#include <fcntl.h>
#include <filesystem>
#include <stdexcept>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace guildhall::backup {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view unfinished_extension = ".partial";

void must_last(int descriptor, std::string const& path)
{
    if (fsync(descriptor) != 0)
        throw std::system_error(errno, std::generic_category(), path);
}

void must_last(std::string const& folder)
{
    must_last(open_file(folder, O_RDONLY | O_DIRECTORY).number(), folder);
}

// What a machine that lost its power left half done; one that is being made is not so old.
void remove_leftovers(std::string const& folder)
{
    constexpr auto long_ago = std::chrono::hours(24);
    for (auto const& entry : fs::directory_iterator(folder))
        if (auto const stem = entry.path().stem().string(); entry.path().extension() == unfinished_extension && time_of(stem) &&
                                                            fs::last_write_time(entry) < fs::file_time_type::clock::now() - long_ago)
            fs::remove_all(entry.path());
}

}  // namespace

Destination::Destination(Settings const& settings, std::string name) : settings_(settings), name_(std::move(name))
{
    if (settings_.folder.empty())
        return;
    if (fs::exists(settings_.folder + "/" + name_))
        throw std::runtime_error("There is a backup " + name_ + " already.");
    fs::create_directories(settings_.folder);
    remove_leftovers(settings_.folder);
    if (mkdir(unfinished().c_str(), 0700) != 0)
        throw std::system_error(errno, std::generic_category(), unfinished());
}

Destination::~Destination()
{
    std::error_code ignored;
    if (!is_complete_ && !settings_.folder.empty())
        fs::remove_all(unfinished(), ignored);
}

Sum Destination::put(std::string_view part, Recipients const& recipients, std::function<void(Give const&)> const& source)
{
    auto const file = std::string(part) + ".age";
    return settings_.folder.empty() ? put_to_command(file, recipients, source) : put_in_folder(file, recipients, source);
}

Sum Destination::put_in_folder(std::string const& file, Recipients const& recipients, std::function<void(Give const&)> const& source) const
{
    auto const path = unfinished() + "/" + file;
    auto const into = open_file(path, O_WRONLY | O_CREAT | O_EXCL);
    auto const sum = seal(recipients, into.number(), source);
    must_last(into.number(), path);
    return sum;
}

Sum Destination::put_to_command(std::string const& file, Recipients const& recipients, std::function<void(Give const&)> const& source) const
{
    auto [reading, writing] = make_pipe();
    Program command({.words = {"/bin/sh", "-c", settings_.command},
                     .input = reading.number(),
                     .environment = {{"GUILDHALL_BACKUP_NAME", name_}, {"GUILDHALL_BACKUP_PART", file}}});
    reading.close();
    auto const sum = seal(recipients, writing.number(), source);
    writing.close();
    command.finish();
    return sum;
}

std::string Destination::unfinished() const
{
    return settings_.folder + "/" + name_ + std::string(unfinished_extension);
}

std::vector<std::string> Destination::complete()
{
    is_complete_ = true;
    if (settings_.folder.empty())
        return {};
    must_last(unfinished());
    fs::rename(unfinished(), settings_.folder + "/" + name_);
    must_last(settings_.folder);
    std::vector<std::string> names;
    for (auto const& entry : fs::directory_iterator(settings_.folder))
        if (entry.is_directory())
            names.push_back(entry.path().filename().string());
    auto gone = no_longer_kept(std::move(names), settings_.keep);
    for (auto const& name : gone)
        fs::remove_all(settings_.folder + "/" + name);
    return gone;
}

}  // namespace guildhall::backup
