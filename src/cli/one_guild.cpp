#include "cli/one_guild.h"

#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <iostream>

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

void tell(audit::Erasure const& erasure)
{
    std::cout << erasure.subject << " was " << erasure.how << " at " << erasure.at.text() << " by " << erasure.by << ": "
              << erasure.tables.size() << " tables, " << erasure.rows() << " rows\n";
    for (auto const& kept : erasure.kept)
        std::cout << "Kept: " << kept << "\n";
}

CertificateFile::CertificateFile(std::string path) : path_(std::move(path)), file_(open_file(path_, O_WRONLY | O_CREAT | O_EXCL)) {}

CertificateFile::~CertificateFile()
{
    std::error_code ignored;
    if (!is_written_)
        std::filesystem::remove(path_, ignored);
}

void CertificateFile::write(guild_archive::Erased const& erased)
{
    write_all(file_.number(), erased.certificate + "\n");
    is_written_ = true;
    tell(erased.erasure);
    if (!erased.copy_problem.empty())
        std::cout << "The second list of erasures lacks it: " << erased.copy_problem << "\n";
}

std::string hand()
{
    auto const* sudo = std::getenv("SUDO_USER");
    return sudo && *sudo ? sudo : db::SystemUser::current().name;
}

}  // namespace guildhall::cli
