#include "guild_archive/renaming.h"

namespace guildhall::guild_archive {

void Renaming::add(Uuid from, Uuid to)
{
    if (from != to)
        names_.emplace(from.text(), to.text());
}

Renaming Renaming::back() const
{
    Renaming back;
    for (auto const& [from, to] : names_)
        back.names_.emplace(to, from);
    return back;
}

std::string Renaming::of(std::string line) const
{
    constexpr std::size_t size = 36, first_dash = 8;
    if (names_.empty())
        return line;
    for (auto dash = line.find('-', first_dash); dash != line.npos; dash = line.find('-', dash + 1)) {
        auto const found = names_.find(line.substr(dash - first_dash, size));
        if (found == names_.end())
            continue;
        line.replace(dash - first_dash, size, found->second);
        dash += size - first_dash - 1;
    }
    return line;
}

}  // namespace guildhall::guild_archive
