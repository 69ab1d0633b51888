#include "cli/one_guild.h"

#include <cstdlib>

#include "app/version.h"
#include "base/secret.h"
#include "db/system_user.h"
#include "guild_archive/erasures.h"

namespace guildhall::cli {

guild_archive::Installation mover_installation(app::Config const& config, Ground const& ground)
{
    return {.data = config.data,
            .move_url = ground.url("guildhall_migrate"),
            .backup_url = ground.url("guildhall_backup"),
            .version = std::string(version),
            .audit_key = read_keys(config).audit,
            .erasures_copy = guild_archive::erasures_copy(config.checkpoint_copy.value_or(""))};
}

audit::PublicKeys believed_keys(std::string const& key, app::Config const& config)
{
    if (key.empty())
        return public_keys(read_keys(config));
    auto const bytes = unhex(key);
    constexpr std::size_t size = 32;
    if (!bytes || bytes->size() != size)
        throw std::runtime_error("--key wants the 64 hexadecimal digits of a public key.");
    return {{kid_of(*bytes), *bytes}};
}

std::string hand()
{
    auto const* sudo = std::getenv("SUDO_USER");
    return sudo && *sudo ? sudo : db::SystemUser::current().name;
}

}  // namespace guildhall::cli
