#include "audit/checkpoint_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>

namespace guildhall::audit {

[[noreturn]] static void failed(std::string const& what)
{
    throw std::runtime_error(what + ": " + std::strerror(errno));
}

// Opened for appending, and nobody else's while this lives.
class CheckpointFile::Locked {
public:
    explicit Locked(std::string const& path) : path_(path)
    {
        bool const is_new = ::access(path.c_str(), F_OK) != 0;
        number_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (number_ < 0 || ::flock(number_, LOCK_EX) != 0)
            failed("cannot open " + path);
        if (is_new)
            sync_folder();
    }
    ~Locked() { ::close(number_); }
    Locked(Locked const&) = delete;
    Locked& operator=(Locked const&) = delete;

    std::size_t size() const
    {
        struct stat facts {};
        if (::fstat(number_, &facts) != 0)
            failed("cannot read " + path_);
        return static_cast<std::size_t>(facts.st_size);
    }
    std::string read_from(std::size_t place) const
    {
        std::string bytes(size() - place, '\0');
        for (std::size_t done = 0; done < bytes.size();) {
            auto const got = ::pread(number_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(place + done));
            if (got <= 0)
                failed("cannot read " + path_);
            done += static_cast<std::size_t>(got);
        }
        return bytes;
    }
    void append(std::string_view bytes) const
    {
        while (!bytes.empty()) {
            auto const written = ::write(number_, bytes.data(), bytes.size());
            if (written <= 0)
                failed("cannot write " + path_);
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        if (::fsync(number_) != 0)
            failed("cannot write " + path_);
    }
    void cut(std::size_t size) const
    {
        if (::ftruncate(number_, static_cast<off_t>(size)) != 0)
            failed("cannot take a broken line from the end of " + path_);
    }

private:
    void sync_folder() const
    {
        auto const folder = std::filesystem::absolute(path_).parent_path();
        int const opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (opened < 0 || ::fsync(opened) != 0)
            failed("cannot write " + folder.string());
        ::close(opened);
    }

    std::string path_;
    int number_ = -1;
};

CheckpointFile::CheckpointFile(std::string path, std::string copy, Signer signer)
    : path_(std::move(path)), copy_(std::move(copy)), signer_(std::move(signer))
{
}

std::optional<Checkpoint> CheckpointFile::add(std::vector<Head> const& heads, Time now)
{
    copy_problem_.clear();
    std::optional<Checkpoint> added;
    {
        Locked const file(path_);
        catch_up(file);
        auto changed = changed_heads(heads, history_);
        if (!changed.empty()) {
            added = signed_checkpoint(std::move(changed), now);
            auto const line = line_of(*added);
            file.append(line + '\n');
            history_.add(line);
            size_ += line.size() + 1;
        }
    }
    if (!copy_.empty())
        write_copy();
    return added;
}

// What others have written since, or all of it where the file is another one.
void CheckpointFile::catch_up(Locked const& file)
{
    if (file.size() < size_) {
        history_ = History();
        size_ = 0;
    }
    auto const bytes = file.read_from(size_);
    auto const whole = bytes.rfind('\n') == bytes.npos ? 0 : bytes.rfind('\n') + 1;
    auto const findings = read_history(std::string_view(bytes).substr(0, whole), history_);
    if (!findings.empty())
        throw std::runtime_error(path_ + " is broken (" + findings.front().what +
                                 "): nothing is added to it. docs/audit.md says what to do");
    size_ += whole;
    if (whole < bytes.size())
        file.cut(size_);
}

// All that it lacks: it may have been out of reach for a while.
void CheckpointFile::write_copy()
try {
    Locked const file(path_), copy(copy_);
    auto const size = copy.size();
    if (size > file.size())
        throw std::runtime_error(copy_ + " is longer than what it is a copy of");
    copy.append(file.read_from(size));
} catch (std::runtime_error const& error) {
    copy_problem_ = error.what();
}

Checkpoint CheckpointFile::signed_checkpoint(std::vector<Head> changed, Time now)
{
    auto after = history_;  // what could not be written has not happened
    after.put(changed);
    Checkpoint checkpoint{{}, std::move(changed)};
    auto& note = checkpoint.note;
    note.number = history_.number() + 1;
    note.time = std::max(now, history_.last().time);
    note.previous = history_.previous();
    note.chains = after.heads().size();
    note.root = root_of(after.leaves());
    note.kid = signer_.kid();
    note.signature = signer_.sign(signed_text(note));
    return checkpoint;
}

std::string checkpoint_path(std::string const& data_folder)
{
    return data_folder + "/audit-checkpoints.jsonl";
}

std::vector<Head> changed_heads(std::vector<Head> const& heads, History const& history)
{
    std::vector<Head> changed;
    for (auto const& head : heads) {
        auto const known = history.heads().find(head.chain);
        if (known == history.heads().end() || known->second != head)
            changed.push_back(head);
    }
    return changed;
}

}  // namespace guildhall::audit
