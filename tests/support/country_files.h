#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace guildhall::support {

// A folder of its own with what tests/data/countries holds. It goes with this.
class CountryFiles {
public:
    CountryFiles()
    {
        std::string name = (std::filesystem::temp_directory_path() / "guildhall-countries-XXXXXX").string();
        if (!mkdtemp(name.data()))
            throw std::runtime_error("cannot make a folder in " + std::filesystem::temp_directory_path().string());
        folder_ = name;
        std::filesystem::copy(TEST_DATA "countries", folder_);
    }
    ~CountryFiles() { std::filesystem::remove_all(folder_); }
    CountryFiles(CountryFiles const&) = delete;
    CountryFiles& operator=(CountryFiles const&) = delete;

    std::string const& folder() const { return folder_; }
    void write(std::string const& name, std::string_view text) const { std::ofstream(folder_ + "/" + name, std::ios::binary) << text; }

private:
    std::string folder_;
};

}  // namespace guildhall::support
