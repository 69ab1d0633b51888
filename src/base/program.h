#pragma once
#include <string>
#include <string_view>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace guildhall {

// A descriptor that is closed with its holder; programs that are started do not inherit it.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    ~Descriptor();

    int number() const { return number_; }
    bool is_open() const { return number_ >= 0; }
    void close();

private:
    int number_ = -1;
};

Descriptor open_file(std::string const& path, int flags, mode_t mode = 0600);  // std::system_error names the path
std::pair<Descriptor, Descriptor> make_pipe();                                 // reading end, writing end
std::string read_some(int descriptor, std::size_t most);                       // "" at the end
void write_all(int descriptor, std::string_view bytes);

// A file in memory that programs may open by its path, for what must not be written to a disk.
class MemoryFile {
public:
    explicit MemoryFile(std::string_view content);
    int number() const { return file_.number(); }

private:
    Descriptor file_;
};

// A program beside this one, found in PATH, with its standard input and output at descriptors of ours. It is ended with its holder.
class Program {
public:
    struct Order {
        std::vector<std::string> words;                                     // the program first
        int input = -1, output = -1;                                        // -1: nothing, /dev/null
        std::vector<std::pair<std::string, std::string>> environment = {};  // beside PATH, HOME, LC_ALL and TZ
        std::vector<int> kept = {};  // which it may open as /proc/self/fd/N, N from 3 on in this order
    };
    explicit Program(Order const& order);  // std::system_error when it cannot be started
    ~Program();
    Program(Program const&) = delete;
    Program& operator=(Program const&) = delete;

    void end();     // asks it to; from any thread, while it is waited for
    int wait();     // its exit status, or 128 + the signal that ended it
    void finish();  // std::runtime_error with the end of what it complained about, unless the status is 0
    std::string complaint() const;
    std::string const& name() const { return name_; }

private:
    std::string name_;
    Descriptor errors_;
    pid_t pid_ = -1;
    int status_ = -1;
};

}  // namespace guildhall
