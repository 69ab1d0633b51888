#pragma once
#include <string>

#include "base/program.h"
#include "cli/installation.h"
#include "guild_archive/erasing.h"

// What the commands about one guild, and about one person, have in common.
namespace guildhall::cli {

guild_archive::Installation mover_installation(app::Config const& config, Ground const& ground);

// This installation's own keys, unless another one is given: 64 hexadecimal digits.
audit::PublicKeys believed_keys(std::string const& key, app::Config const& config);

void tell(audit::Erasure const& erasure);

// Where a certificate goes: made while we are who may make it, and gone again unless it is written.
class CertificateFile {
public:
    explicit CertificateFile(std::string path);
    ~CertificateFile();
    CertificateFile(CertificateFile const&) = delete;
    CertificateFile& operator=(CertificateFile const&) = delete;

    void write(guild_archive::Erased const& erased);  // and says what was done

private:
    std::string path_;
    Descriptor file_;
    bool is_written_ = false;
};

// Who is at the terminal: who became root by sudo, or the user that runs this. To be asked before leave_root.
std::string hand();

}  // namespace guildhall::cli
