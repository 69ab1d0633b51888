#include <csignal>
#include <ctime>
#include <iostream>

#include "app/app.h"
#include "base/log.h"
#include "base/secret.h"
#include "cli/cli.sql.h"
#include "cli/commands.h"
#include "cli/demo.h"
#include "cli/installation.h"
#include "db/session.h"
#include "db/statement.h"

namespace guildhall::cli {

namespace sql {
constexpr auto is_new = db::statement<text, "is_new">;
constexpr auto create_setup_link = db::statement<text, "create_setup_link">;
constexpr auto tidy = db::statement<text, "tidy">;
}  // namespace sql

namespace {

// Blocked before the first thread, so that every thread leaves them to wait_for_the_end().
sigset_t the_end()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

// The token of a one-time link that makes the first admin; "" where there is one.
std::string first_link(Ground const& ground)
{
    db::Session session(ground.url("guildhall_migrate"));
    if (!session.value<bool>(std::string(sql::is_new.text)))
        return {};
    db::Bytes secret{random_bytes(32)};
    session.run(std::string(sql::create_setup_link.text), db::values(secret));
    return base64url(secret.bytes);
}

void tidy(Ground const& ground)
try {
    db::Session session(ground.url("guildhall_app"));
    session.run(std::string(sql::tidy.text));
} catch (db::Error const& error) {
    log_line(Level::warning, "what is over could not be thrown away", {{"message", error.what()}});
}

void wait_for_the_end(Ground const& ground)
{
    auto const signals = the_end();
    timespec const a_while{.tv_sec = 600, .tv_nsec = 0};
    while (sigtimedwait(&signals, nullptr, &a_while) < 0)
        if (errno == EAGAIN)
            tidy(ground);
}

}  // namespace

int serve(Words const& words)
{
    bool const with_demo = words == Words{"--demo"};
    if (!words.empty() && !with_demo)
        throw Misuse{};
    auto const config = app::read_config(app::environment());
    leave_root(config.data);
    auto const signals = the_end();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    auto keys = read_keys(config);
    Ground ground(config, Ground::Running::refuse);
    for (auto const& name : ground.migrate())
        log_line(Level::info, "migrated", {{"migration", name}});
    if (with_demo)
        make_demo(config, keys, ground);
    auto const link = first_link(ground);

    app::App app(config, std::move(keys), ground.url("guildhall_app"));
    app.start();
    std::cout << "Guildhall is ready at " << config.public_url << std::endl;
    if (!link.empty())
        std::cout << "Make the first admin: " << config.public_url << "/setup#" << link << std::endl;
    wait_for_the_end(ground);
    app.stop();
    return 0;
}

}  // namespace guildhall::cli
