#include "guild_archive/files.h"

#include <fcntl.h>
#include <filesystem>
#include <system_error>
#include <unistd.h>

namespace guildhall::guild_archive {

namespace {

constexpr std::size_t piece = 256 * 1024;

template <class Take>
void read_pieces(std::string const& path, Take const& take)
{
    auto const file = open_file(path, O_RDONLY | O_NOFOLLOW);
    for (auto bytes = read_some(file.number(), piece); !bytes.empty(); bytes = read_some(file.number(), piece))
        take(bytes);
}

}  // namespace

Writing::Writing(std::string const& folder, std::string path) : file_{.path = std::move(path)}
{
    auto const whole = folder + "/" + file_.path;
    std::filesystem::create_directories(std::filesystem::path(whole).parent_path());
    into_ = open_file(whole, O_WRONLY | O_CREAT | O_EXCL);
}

void Writing::add(std::string_view bytes)
{
    waiting_ += bytes;
    if (waiting_.size() >= piece)
        flush();
}

void Writing::flush()
{
    write_all(into_.number(), waiting_);
    hash_.add(waiting_);
    file_.bytes += static_cast<std::int64_t>(waiting_.size());
    waiting_.clear();
}

File Writing::done()
{
    flush();
    if (fsync(into_.number()) != 0)
        throw std::system_error(errno, std::generic_category(), file_.path);
    file_.sha256 = hex(hash_.digest());
    return file_;
}

File write_file(std::string const& folder, std::string const& path, std::string_view content)
{
    Writing writing(folder, path);
    writing.add(content);
    return writing.done();
}

File copy_file(std::string const& from, std::string const& folder, std::string const& path)
{
    Writing writing(folder, path);
    read_pieces(from, [&](std::string_view bytes) { writing.add(bytes); });
    return writing.done();
}

File file_at(std::string const& folder, std::string const& path)
{
    File file{.path = path};
    Sha256 hash;
    read_pieces(folder + "/" + path, [&](std::string_view bytes) {
        hash.add(bytes);
        file.bytes += static_cast<std::int64_t>(bytes.size());
    });
    file.sha256 = hex(hash.digest());
    return file;
}

std::string content_of(std::string const& path)
{
    std::string content;
    read_pieces(path, [&](std::string_view bytes) { content += bytes; });
    return content;
}

}  // namespace guildhall::guild_archive
