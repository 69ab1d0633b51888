#include "guild_archive/erasures.h"

#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <unistd.h>

#include "base/program.h"

namespace guildhall::guild_archive {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view name = "erasures.jsonl";

void add_missing(std::vector<std::string> const& documents, std::string const& path)
{
    auto const there = read_erasures(path);
    std::string lines;
    for (auto const& document : documents)
        if (std::ranges::find(there, document) == there.end())
            lines += document + "\n";
    if (lines.empty())
        return;
    auto const file = open_file(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW);
    write_all(file.number(), lines);
    if (fsync(file.number()) != 0)
        throw std::system_error(errno, std::generic_category(), path);
}

}  // namespace

std::string erasures_path(std::string const& data)
{
    return data + "/" + std::string(name);
}

std::string erasures_copy(std::string const& checkpoint_copy)
{
    return checkpoint_copy.empty() ? "" : (fs::path(checkpoint_copy).parent_path() / name).string();
}

std::string keep_erasures(Mover& mover, std::string const& path, std::string const& copy)
{
    auto const documents = mover.erasures();
    add_missing(documents, path);
    if (copy.empty())
        return {};
    try {
        add_missing(documents, copy);
    } catch (std::system_error const& error) {
        return error.what();
    }
    return {};
}

std::vector<std::string> read_erasures(std::string const& path)
{
    std::ifstream in(path, std::ios::binary);
    std::vector<std::string> documents;
    for (std::string line; std::getline(in, line);)
        if (!line.empty())
            documents.push_back(line);
    return documents;
}

}  // namespace guildhall::guild_archive
