#pragma once
#include <functional>
#include <string>
#include <vector>

#include "guild_archive/manifest.h"
#include "guild_archive/mover.h"

namespace guildhall::guild_archive {

// An archive in a folder, all of which has been checked. believed: whose signature is taken.
class Opened {
public:
    // std::runtime_error names each thing that is not as the archive says of itself.
    Opened(std::string folder, audit::PublicKeys const& believed);

    Manifest const& manifest() const { return manifest_; }
    std::string const& folder() const { return folder_; }
    std::string digest() const;  // of the manifest, hexadecimal

    void read(Part const& part, TakeLine const& take) const;

private:
    std::string folder_, text_;
    Manifest manifest_;
};

}  // namespace guildhall::guild_archive
