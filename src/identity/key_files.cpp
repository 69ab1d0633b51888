#include "identity/key_files.h"

#include "base/secret.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>

namespace guildhall::identity {

namespace {

constexpr std::size_t largest_file = 4096;

// Closes what it opened.
struct Descriptor {
    int number;
    explicit Descriptor(int opened) : number(opened) {}
    ~Descriptor()
    {
        if (number >= 0)
            ::close(number);
    }
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;
};

[[noreturn]] void failed(std::string const& what)
{
    throw std::runtime_error(what + ": " + std::strerror(errno));
}

std::string trimmed(std::string text)
{
    auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == text.npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

void write_durably(std::string const& path, std::string const& text)
{
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (file.number < 0)
        failed("cannot make " + path);
    auto written = ::write(file.number, text.data(), text.size());
    if (written != static_cast<ssize_t>(text.size()) || ::fsync(file.number) != 0)
        failed("cannot write " + path);
}

void sync_folder(std::string const& path)
{
    Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.number < 0 || ::fsync(folder.number) != 0)
        failed("cannot write " + path);
}

}  // namespace

SecretFile read_secret_file(std::string const& path)
{
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.number < 0 && errno == ENOENT)
        return {};
    struct stat facts {};
    if (file.number < 0 || ::fstat(file.number, &facts) != 0)
        return {"", std::string("cannot be read: ") + std::strerror(errno)};
    if (!S_ISREG(facts.st_mode))
        return {"", "is not a file"};
    if (facts.st_mode & 0007)
        return {"", "is open to every user of this machine: chmod 600 it, and change the key if others may have read it"};
    std::string text(largest_file + 1, '\0');
    auto size = ::read(file.number, text.data(), text.size());
    if (size < 0)
        return {"", std::string("cannot be read: ") + std::strerror(errno)};
    if (static_cast<std::size_t>(size) > largest_file)
        return {"", "is larger than a key"};
    text.resize(static_cast<std::size_t>(size));
    return {trimmed(std::move(text)), std::nullopt};
}

void write_secret_file(std::string const& path, std::string const& text)
{
    auto const fresh = path + "-" + hex(random_bytes(8));
    write_durably(fresh, text);
    if (::rename(fresh.c_str(), path.c_str()) != 0)
        failed("cannot write " + path);
    sync_folder(std::filesystem::path(path).parent_path().string());
}

std::string add_secret_file(std::string const& path, std::string const& text)
{
    if (auto there = read_secret_file(path); there.text && !there.problem)
        return *there.text;
    auto const fresh = path + "-" + hex(random_bytes(8));
    write_durably(fresh, text + "\n");
    // where another process was quicker, its text counts
    auto const made = ::link(fresh.c_str(), path.c_str()) == 0;
    auto const reason = errno;
    ::unlink(fresh.c_str());
    errno = reason;
    if (!made && reason != EEXIST)
        failed("cannot make " + path);
    sync_folder(std::filesystem::path(path).parent_path().string());
    return made ? text : read_secret_file(path).text.value_or("");
}

void replace_secret_file(std::string const& path, std::string const& text)
{
    auto const present = read_secret_file(path);
    if (present.problem || !present.text)
        throw std::runtime_error(path + " " + present.problem.value_or("is not there"));
    auto const former = path + "_previous";
    auto const before = read_secret_file(former);
    if (before.problem)
        throw std::runtime_error(former + " " + *before.problem);
    write_secret_file(former, *present.text + "\n" + (before.text ? *before.text + "\n" : ""));
    write_secret_file(path, text + "\n");
}

std::optional<std::int64_t> secret_file_since(std::string const& path)
{
    struct stat facts {};
    return ::stat(path.c_str(), &facts) == 0 ? std::optional<std::int64_t>(facts.st_mtim.tv_sec) : std::nullopt;
}

bool missing_or_empty(std::string const& folder)
{
    std::error_code error;
    return !std::filesystem::exists(folder, error) || (std::filesystem::is_empty(folder, error) && !error);
}

void make_secret_folder(std::string const& folder, std::vector<std::pair<std::string, std::string>> const& files)
{
    auto parent = std::filesystem::absolute(folder).parent_path();
    std::filesystem::create_directories(parent);
    auto fresh = (parent / (".keys-" + hex(random_bytes(8)))).string();
    if (::mkdir(fresh.c_str(), 0700) != 0)
        failed("cannot make " + fresh);
    for (auto const& [name, text] : files)
        write_durably(fresh + "/" + name, text + "\n");
    sync_folder(fresh);
    // An empty folder is replaced; one that another process has filled meanwhile stays.
    if (::rename(fresh.c_str(), folder.c_str()) != 0) {
        auto reason = errno;
        std::filesystem::remove_all(fresh);
        errno = reason;
        if (reason != EEXIST && reason != ENOTEMPTY)
            failed("cannot make " + folder);
    }
    sync_folder(parent.string());
}

}  // namespace guildhall::identity
