#include <iostream>

#include "base/failure.h"
#include "cli/commands.h"
#include "cli/one_guild.h"
#include "guild_archive/erasures.h"
#include "guild_archive/files.h"

namespace guildhall::cli {

namespace {

constexpr int done = 0, not_done = 1, not_signed = 6;

int erase_guild(Words rest)
{
    auto const confirmed = take_option(rest, "--confirm"), path = take_option(rest, "--certificate");
    guild_archive::Order const order{.by = hand(), .reason = take_option(rest, "--reason")};
    if (rest.size() != 1 || path.empty())
        throw Misuse{};
    auto const config = app::read_config(app::environment());
    CertificateFile certificate(path);
    leave_root(config.data);
    Ground const ground(config, Ground::Running::join, Ground::Missing::refuse);
    ground.migrate();
    certificate.write(guild_archive::erase_guild(mover_installation(config, ground), rest.front(), confirmed, order));
    return done;
}

int verify(std::string const& path, std::string const& key)
try {
    auto const keys = key.empty() ? audit::PublicKeys() : believed_keys(key, {});
    auto const checked = audit::check_certificate(guild_archive::content_of(path), keys);
    tell(checked.erasure);
    std::cout << (checked.is_genuine ? "Signed with the key " : "Not signed by a key that is believed: ") << checked.kid << std::endl;
    return checked.is_genuine ? done : not_signed;
} catch (Failure const& failure) {
    throw std::runtime_error(std::string("This is no certificate: ") + failure.what());
}

int again(std::string const& path)
{
    auto const config = app::read_config(app::environment());
    auto const certificates = guild_archive::read_erasures(path);
    leave_root(config.data);
    Ground const ground(config, Ground::Running::join, Ground::Missing::refuse);
    ground.migrate();
    auto const all = guild_archive::erase_again(mover_installation(config, ground), certificates, public_keys(read_keys(config)));
    std::cout << certificates.size() << " erasures: " << all.done << " were done again, " << all.known << " were known here\n";
    for (auto const& problem : all.problems)
        std::cout << "Not followed: " << problem << "\n";
    return all.problems.empty() ? done : not_done;
}

}  // namespace

int erase(Words const& words)
{
    auto rest = words;
    if (!rest.empty() && rest.front() == "guild")
        return erase_guild(Words(rest.begin() + 1, rest.end()));
    auto const verified = take_option(rest, "--verify"), key = take_option(rest, "--key"), list = take_option(rest, "--again");
    if (!rest.empty() || verified.empty() == list.empty() || (verified.empty() && !key.empty()))
        throw Misuse{};
    return verified.empty() ? again(list) : verify(verified, key);
}

}  // namespace guildhall::cli
