#pragma once
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace guildhall::cli {

// A folder of this user's alone, which goes with its holder.
class WorkFolder {
public:
    explicit WorkFolder(std::string const& in) : path_(in + "/guildhall-work-XXXXXX")
    {
        if (!mkdtemp(path_.data()))
            throw std::runtime_error(in + " cannot be written (--work names another folder)");
    }
    ~WorkFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    WorkFolder(WorkFolder const&) = delete;
    WorkFolder& operator=(WorkFolder const&) = delete;
    std::string const& path() const { return path_; }

private:
    std::string path_;
};

}  // namespace guildhall::cli
