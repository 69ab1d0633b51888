#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "attacks/attack.h"

// Weak variants of the server, on the same database: what looks for holes must be seen to find some.
namespace guildhall::attacks {

class Weak {
public:
    virtual ~Weak() = default;
    virtual Target target() const = 0;
};

struct Weakness {
    Group group;
    std::string name, what;
    std::function<std::unique_ptr<Weak>(Ground&)> make;
};

std::vector<Weakness> const& weaknesses();
std::unique_ptr<Weak> not_weak(Ground& ground);  // the same machinery without any weakness

// A tree of sources with what must not stand in one.
std::unique_ptr<Weak> weak_sources(Ground& ground);
// A server that reads HTTP as one must not.
std::unique_ptr<Weak> lax_server(Ground& ground);

}  // namespace guildhall::attacks
