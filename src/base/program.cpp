#include "base/program.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace guildhall {

namespace {

[[noreturn]] void fail(std::string const& what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

// What posix_spawn wants, freed with its holder.
class Actions {
public:
    Actions()
    {
        posix_spawn_file_actions_init(&actions_);
        posix_spawnattr_init(&attributes_);
    }
    ~Actions()
    {
        posix_spawn_file_actions_destroy(&actions_);
        posix_spawnattr_destroy(&attributes_);
    }
    Actions(Actions const&) = delete;
    Actions& operator=(Actions const&) = delete;

    // First all of them out of the way, so that none is overwritten before it has been moved to its place.
    void place(std::vector<int> const& descriptors)
    {
        int const count = static_cast<int>(descriptors.size());
        int const away = std::max(count, 1 + *std::ranges::max_element(descriptors));
        for (int i = 0; i < count; ++i)
            if (descriptors[static_cast<std::size_t>(i)] >= 0)
                posix_spawn_file_actions_adddup2(&actions_, descriptors[static_cast<std::size_t>(i)], away + i);
            else
                posix_spawn_file_actions_addopen(&actions_, away + i, "/dev/null", O_RDWR, 0);
        for (int i = 0; i < count; ++i)
            posix_spawn_file_actions_adddup2(&actions_, away + i, i);
        posix_spawn_file_actions_addclosefrom_np(&actions_, count);
    }

    pid_t spawn(std::vector<std::string> const& words, std::vector<std::string> const& environment)
    {
        sigset_t none, all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setsigdefault(&attributes_, &all);
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
        pid_t pid = -1;
        auto arguments = pointers(words), variables = pointers(environment);
        errno = posix_spawnp(&pid, words[0].c_str(), &actions_, &attributes_, arguments.data(), variables.data());
        if (errno != 0)
            fail(words[0]);
        return pid;
    }

private:
    static std::vector<char*> pointers(std::vector<std::string> const& texts)
    {
        std::vector<char*> pointers;
        for (auto const& text : texts)
            pointers.push_back(const_cast<char*>(text.c_str()));
        pointers.push_back(nullptr);
        return pointers;
    }

    posix_spawn_file_actions_t actions_;
    posix_spawnattr_t attributes_;
};

std::vector<std::string> variables(Program::Order const& order)
{
    auto const* path = std::getenv("PATH");
    std::vector<std::string> all{std::string("PATH=") + (path ? path : "/usr/local/bin:/usr/bin:/bin"), "HOME=/", "LC_ALL=C.UTF-8",
                                 "TZ=UTC"};
    for (auto const& [name, value] : order.environment)
        all.push_back(name + "=" + value);
    return all;
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept
{
    close();
    number_ = std::exchange(other.number_, -1);
    return *this;
}

Descriptor::~Descriptor()
{
    close();
}

void Descriptor::close()
{
    if (number_ >= 0)
        ::close(std::exchange(number_, -1));
}

Descriptor open_file(std::string const& path, int flags, mode_t mode)
{
    Descriptor file(open(path.c_str(), flags | O_CLOEXEC, mode));
    if (!file.is_open())
        fail(path);
    return file;
}

std::pair<Descriptor, Descriptor> make_pipe()
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        fail("pipe");
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

std::string read_some(int descriptor, std::size_t most)
{
    std::string bytes(most, '\0');
    for (;;) {
        auto const count = read(descriptor, bytes.data(), most);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            fail("reading");
        bytes.resize(static_cast<std::size_t>(count));
        return bytes;
    }
}

void write_all(int descriptor, std::string_view bytes)
{
    while (!bytes.empty()) {
        auto const count = write(descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            fail("writing");
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

MemoryFile::MemoryFile(std::string_view content) : file_(memfd_create("guildhall", MFD_CLOEXEC))
{
    if (!file_.is_open())
        fail("memfd_create");
    write_all(file_.number(), content);
}

Program::Program(Order const& order) : name_(order.words[0]), errors_(memfd_create("errors", MFD_CLOEXEC))
{
    if (!errors_.is_open())
        fail("memfd_create");
    std::vector<int> places{order.input, order.output, errors_.number()};
    places.insert(places.end(), order.kept.begin(), order.kept.end());
    Actions actions;
    actions.place(places);
    pid_ = actions.spawn(order.words, variables(order));
}

Program::~Program()
{
    if (status_ < 0) {
        end();
        wait();
    }
}

void Program::end()
{
    kill(pid_, SIGTERM);
}

int Program::wait()
{
    if (status_ >= 0)
        return status_;
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0)
        if (errno != EINTR)
            fail(name_);
    status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return status_;
}

void Program::finish()
{
    if (wait() != 0)
        throw std::runtime_error(name_ + " ended with " + std::to_string(status_) + (complaint().empty() ? "" : ": " + complaint()));
}

std::string Program::complaint() const
{
    constexpr off_t most = 2000;
    auto const size = lseek(errors_.number(), 0, SEEK_END);
    std::string text(static_cast<std::size_t>(std::clamp<off_t>(size, 0, most)), '\0');
    auto const count = pread(errors_.number(), text.data(), text.size(), std::max<off_t>(0, size - most));
    text.resize(static_cast<std::size_t>(std::max<ssize_t>(0, count)));
    while (!text.empty() && text.back() == '\n')
        text.pop_back();
    return text;
}

}  // namespace guildhall
