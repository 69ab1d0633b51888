#include "backup/sealing.h"

#include <stdexcept>
#include <system_error>

#include "base/secret.h"

namespace guildhall::backup {

namespace {

constexpr std::size_t piece = 256 * 1024;

Give counted(Sum& sum, Sha256& hash, Give const& further)
{
    return [&sum, &hash, &further](std::string_view bytes) {
        sum.bytes += bytes.size();
        hash.add(bytes);
        further(bytes);
    };
}

}  // namespace

void read_from(Program::Order order, Give const& take, std::function<bool(int)> const& is_good)
{
    auto [reading, writing] = make_pipe();
    order.output = writing.number();
    Program program(order);
    writing.close();
    for (auto bytes = read_some(reading.number(), piece); !bytes.empty(); bytes = read_some(reading.number(), piece))
        take(bytes);
    if (!is_good(program.wait()))
        program.finish();
}

void write_to(Program::Order order, std::function<void(Give const&)> const& source)
{
    auto [reading, writing] = make_pipe();
    order.input = reading.number();
    Program program(order);
    reading.close();
    try {
        source([into = writing.number()](std::string_view bytes) { write_all(into, bytes); });
    } catch (std::system_error const& error) {
        if (error.code().value() != EPIPE)
            throw;
        program.finish();  // it ended first, and says why
        throw;
    }
    writing.close();
    program.finish();
}

Sum seal(Recipients const& recipients, int into, std::function<void(Give const&)> const& source)
{
    Program::Order age{.words = {"age", "--encrypt"}, .output = into};
    for (auto const& recipient : recipients)
        age.words.insert(age.words.end(), {"--recipient", recipient});
    Sum sum;
    Sha256 hash;
    write_to(age, [&](Give const& give) { source(counted(sum, hash, give)); });
    sum.sha256 = hex(hash.digest());
    return sum;
}

Sum open_sealed(MemoryFile const& identity, int from, Give const& take)
{
    Sum sum;
    Sha256 hash;
    read_from({.words = {"age", "--decrypt", "--identity", "/proc/self/fd/3"}, .input = from, .kept = {identity.number()}},
              counted(sum, hash, take));
    sum.sha256 = hex(hash.digest());
    return sum;
}

}  // namespace guildhall::backup
