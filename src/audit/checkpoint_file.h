#pragma once
#include <optional>
#include <string>
#include <vector>

#include "audit/history.h"

namespace guildhall::audit {

// The file that checkpoints are appended to, outside the database: 0600, one JSON object a line, each on the disk before add() returns.
// Several processes may write it, one after the other. A line that a crash cut off is taken away by the next one to write.
class CheckpointFile {
public:
    // copy: a second path that gets the same lines, "" for none. If it cannot be written it catches up later.
    CheckpointFile(std::string path, std::string copy, Signer signer);

    // Signs how the chains stand if they stand otherwise than in the last line; none: they do not. std::runtime_error says what the
    // system said, or that the file is broken.
    std::optional<Checkpoint> add(std::vector<Head> const& heads, Time now);

    // After each add: what went wrong with the copy, "" if nothing.
    std::string const& copy_problem() const { return copy_problem_; }
    std::string const& path() const { return path_; }

private:
    class Locked;

    void catch_up(Locked const& file);
    void write_copy();
    Checkpoint signed_checkpoint(std::vector<Head> changed, Time now);

    std::string path_, copy_, copy_problem_;
    Signer signer_;
    History history_;
    std::size_t size_ = 0;  // as much of the file as history_ knows
};

std::string checkpoint_path(std::string const& data_folder);

// The heads that differ from those that a history knows.
std::vector<Head> changed_heads(std::vector<Head> const& heads, History const& history);

}  // namespace guildhall::audit
