#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/program.h"

// What leaves the machine goes through `age` (https://age-encryption.org/v1): encrypted for recipients, whose secrets are not here.
namespace guildhall::backup {

using Recipients = std::vector<std::string>;  // public keys, "age1…"

// What went through, before it was encrypted.
struct Sum {
    std::uint64_t bytes = 0;
    std::string sha256;  // hexadecimal
};

using Give = std::function<void(std::string_view bytes)>;

// Encrypts what `source` gives, into a descriptor. std::runtime_error with what age complained about.
Sum seal(Recipients const& recipients, int into, std::function<void(Give const&)> const& source);

// Opens what a descriptor holds, and hands it on piece by piece. std::runtime_error, at the latest at the end, where it is not whole, or
// no identity opens it: what was handed on until then is not to be believed.
Sum open_sealed(MemoryFile const& identity, int from, Give const& take);

// What a program writes, piece by piece; runtime_error unless it ends well, by `is_good` of its exit status.
void read_from(
    Program::Order order, Give const& take, std::function<bool(int)> const& is_good = [](int status) { return status == 0; });

// A program that is given what `source` gives.
void write_to(Program::Order order, std::function<void(Give const&)> const& source);

}  // namespace guildhall::backup
