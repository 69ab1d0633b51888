#pragma once
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/id.h"

namespace guildhall {

// By what those who wait for the database take turns: by guild, so that one company's rush does not make another wait. Which guild a
// session acts in is learned when it has entered; this decides an order alone, never what may be seen. One for each loop.
class Turns {
public:
    // Of nobody, and of a session not yet known: by address, so that made-up sessions win nothing.
    Uuid of(std::string_view proof, std::string_view address) const;
    static Uuid of_address(std::string_view address);
    bool knows(std::string_view proof) const { return guilds_.contains(beginning(proof)); }
    void learn(std::string_view proof, Uuid guild);

private:
    struct Hash {
        std::size_t operator()(Uuid const& id) const;
    };
    static Uuid beginning(std::string_view proof);

    std::unordered_map<Uuid, Uuid, Hash> guilds_;
};

}  // namespace guildhall
