#pragma once
#include <random>
#include <set>
#include <string>
#include <vector>

#include "support/bulk.h"
#include "support/guild_of_its_own.h"

// What chance does to the records of a guild between changes and their undo; the same for the same seed.
namespace guildhall::support {

using Ids = std::vector<std::string>;

class Chance {
public:
    explicit Chance(unsigned seed) : random_(seed) {}

    bool coin() { return random_() % 2 != 0; }
    std::string const& any(Ids const& from) { return from[random_() % from.size()]; }
    unsigned number() { return static_cast<unsigned>(random_()); }
    Ids some(Ids const& from)
    {
        Ids chosen;
        for (auto const& each : from)
            if (coin())
                chosen.push_back(each);
        return chosen;
    }

private:
    std::mt19937 random_;
};

std::string id_of(std::string const& record);                                              // of "customers/<id>"
std::string without(std::string const& field, std::string content);                        // of Contents
Answer patched(Client const& client, std::string const& path, std::string const& change);  // whatever the version is

// Three customers alike, with some of everything that hangs on a customer, and what has become of them.
struct Merging {
    enum class Numbers { stay, go };

    explicit Merging(unsigned seed);

    void merge_two(Numbers numbers = Numbers::go);  // any two, if they are there; numbers: whether external ids may go along
    void touch();                                   // by hand, what a merge may have moved: it stays
    void undo_all();                                // the last first

    GuildOfItsOwn guild;
    Chance chance;
    Ids customers, hanging, merges;
    std::set<std::string> touched, named;  // ids: changed by hand, and left by an undo
    Contents before;

private:
    void add_customer(std::string const& name);
};

}  // namespace guildhall::support
