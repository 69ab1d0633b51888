#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace guildhall {

// A file without a name, for what is too large to be held in memory: it goes with its last holder, also when the process is killed.
// One thread writes; then any may read, without minding each other.
class TemporaryFile {
public:
    explicit TemporaryFile(std::string const& folder = {});  // "": the system's; throws std::system_error, as all of it does
    ~TemporaryFile();
    TemporaryFile(TemporaryFile const&) = delete;
    TemporaryFile& operator=(TemporaryFile const&) = delete;

    void append(std::string_view bytes);
    std::uint64_t size() const { return size_; }
    std::string read(std::uint64_t at, std::size_t most) const;  // less than `most` only at the end

private:
    int descriptor_;
    std::uint64_t size_ = 0;
};

// A stretch of one, which it keeps alive; or of none, then it is empty.
struct FileRange {
    std::shared_ptr<TemporaryFile const> file = {};
    std::uint64_t begin = 0, size = 0;

    std::string read(std::uint64_t at, std::size_t most) const;
};

}  // namespace guildhall
