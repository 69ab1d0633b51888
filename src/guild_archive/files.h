#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/program.h"
#include "base/secret.h"
#include "guild_archive/manifest.h"

namespace guildhall::guild_archive {

// A new file of an archive that is written piece by piece, and counted. std::system_error where it cannot be written.
class Writing {
public:
    Writing(std::string const& folder, std::string path);

    void add(std::string_view bytes);
    File done();  // it is on the disk then

private:
    void flush();

    File file_;
    Descriptor into_;
    std::string waiting_;
    Sha256 hash_;
};

File write_file(std::string const& folder, std::string const& path, std::string_view content);
File copy_file(std::string const& from, std::string const& folder, std::string const& path);
File file_at(std::string const& folder, std::string const& path);  // as it is there
std::string content_of(std::string const& path);

}  // namespace guildhall::guild_archive
