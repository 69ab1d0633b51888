#include "base/temporary_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

namespace guildhall {

namespace {
[[noreturn]] void fail(char const* what)
{
    throw std::system_error(errno, std::generic_category(), what);
}
}  // namespace

TemporaryFile::TemporaryFile(std::string const& folder)
    : descriptor_(open((folder.empty() ? std::filesystem::temp_directory_path().string() : folder).c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC,
                       S_IRUSR | S_IWUSR))
{
    if (descriptor_ < 0)
        fail("a temporary file cannot be made");
}

TemporaryFile::~TemporaryFile()
{
    close(descriptor_);
}

void TemporaryFile::append(std::string_view bytes)
{
    while (!bytes.empty()) {
        auto const count = pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            fail("a temporary file cannot be written");
        size_ += static_cast<std::uint64_t>(count);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

std::string TemporaryFile::read(std::uint64_t at, std::size_t most) const
{
    std::string bytes(at < size_ ? static_cast<std::size_t>(std::min<std::uint64_t>(most, size_ - at)) : 0, '\0');
    for (std::size_t done = 0; done < bytes.size();) {
        auto const count = pread(descriptor_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(at + done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            fail("a temporary file cannot be read");
        done += static_cast<std::size_t>(count);
    }
    return bytes;
}

std::string FileRange::read(std::uint64_t at, std::size_t most) const
{
    if (!file || at >= size)
        return {};
    return file->read(begin + at, static_cast<std::size_t>(std::min<std::uint64_t>(most, size - at)));
}

}  // namespace guildhall
