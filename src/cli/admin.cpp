#include <iostream>
#include <termios.h>
#include <unistd.h>

#include "base/id.h"
#include "base/rules.h"
#include "cli/cli.sql.h"
#include "cli/commands.h"
#include "cli/installation.h"
#include "db/session.h"
#include "db/statement.h"
#include "identity/password.h"
#include "identity/services.h"
#include "identity/totp.h"

namespace guildhall::cli {

namespace sql {
constexpr auto create_admin = db::statement<text, "create_admin">;
}

namespace {

// From the terminal without showing it, or the first line of standard input.
std::string ask_for_password()
{
    bool const terminal = isatty(STDIN_FILENO);
    termios before{};
    if (terminal) {
        tcgetattr(STDIN_FILENO, &before);
        termios hidden = before;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
        std::cerr << "Password: " << std::flush;
    }
    std::string password;
    std::getline(std::cin, password);
    if (terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
        std::cerr << "\n";
    }
    return password;
}

struct NewAdmin {
    std::string email, name, language, password;
};

void check(NewAdmin const& admin)
{
    if (auto complaint = broken(email, admin.email))
        throw std::runtime_error("--email " + *complaint);
    if (admin.name.empty())
        throw std::runtime_error("--name must be said");
    if (auto complaint = identity::password_problem(admin.password, admin.email))
        throw std::runtime_error("The password " + *complaint);
}

int create(NewAdmin admin)
{
    auto const config = app::read_config(app::environment());
    leave_root(config.data);
    admin.password = ask_for_password();
    check(admin);
    auto const keys = read_keys(config);
    Ground ground(config, Ground::Running::join);
    ground.migrate();
    auto const hash = identity::new_hash(admin.password, keys.pepper, config.password_cost);
    auto const secret = identity::new_totp_secret();
    identity::Services const services(keys, {.public_url = config.public_url});
    db::Bytes sealed{services.seal_factor(secret)};
    db::Session session(ground.url("guildhall_migrate"));
    session.run(std::string(sql::create_admin.text),
                db::values(Uuid::make(), Uuid::make(), admin.email, admin.name, admin.language, hash, sealed));
    std::cout << "Made the admin " << admin.email << ". The second factor, for an authenticator app:\n"
              << "  key:  " << identity::base32(secret) << "\n"
              << "  link: " << identity::otpauth_uri(secret, "Guildhall", admin.email) << "\n";
    return 0;
}

}  // namespace

int admin(Words const& words)
{
    auto rest = words;
    if (rest.empty() || rest.front() != "create")
        throw Misuse{};
    rest.erase(rest.begin());
    NewAdmin wanted{.email = take_option(rest, "--email"),
                    .name = take_option(rest, "--name"),
                    .language = take_option(rest, "--language", "en"),
                    .password = {}};
    if (!rest.empty() || wanted.email.empty())
        throw Misuse{};
    return create(std::move(wanted));
}

}  // namespace guildhall::cli
