#include <csignal>
#include <ctime>
#include <iostream>

#include "app/app.h"
#include "base/log.h"
#include "base/secret.h"
#include "base/supervisor.h"
#include "cli/cli.sql.h"
#include "cli/commands.h"
#include "cli/demo.h"
#include "cli/desk.h"
#include "cli/installation.h"
#include "cli/isolation.h"
#include "cli/keys.h"
#include "cli/schedule.h"
#include "db/session.h"
#include "db/statement.h"
#include "jobs/checkpoints.h"
#include "mail/sender.h"

namespace guildhall::cli {

namespace sql {
constexpr auto is_new = db::statement<text, "is_new">;
constexpr auto create_setup_link = db::statement<text, "create_setup_link">;
constexpr auto tidy = db::statement<text, "tidy">;
constexpr auto let_send = db::statement<text, "let_send">;
constexpr auto raise_alerts = db::statement<text, "raise_alerts">;
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

// The database hands mail to nobody but the server with these keys.
void let_send(Ground const& ground, identity::Keys const& keys)
{
    db::Session session(ground.url("guildhall_migrate"));
    db::Bytes const digest{sha256(mail::sender_proof(keys.field))};
    session.run(std::string(sql::let_send.text), db::values(digest));
}

void do_now_and_then(Ground const& ground, std::string_view statement)
try {
    db::Session session(ground.url("guildhall_app"));
    session.run(std::string(statement));
} catch (db::Error const& error) {
    log_line(Level::warning, "what is done now and then could not be done",
             {{"statement", std::string(statement)}, {"message", error.what()}});
}

// New entries of the audit trail and new certificates are looked at every few seconds, the security desk's clocks every minute, and what
// is over is thrown away every ten minutes.
void wait_for_the_end(Ground const& ground, app::App& app)
{
    auto const signals = the_end();
    constexpr int between_looks = 15, looks_between_tidying = 40, looks_at_the_desk = 4;
    timespec const a_while{.tv_sec = between_looks, .tv_nsec = 0};
    for (int looks = 1; sigtimedwait(&signals, nullptr, &a_while) < 0; ++looks)
        if (errno == EAGAIN) {
            app.look_at_certificates();
            do_now_and_then(ground, sql::raise_alerts.text);
            if (looks % looks_at_the_desk == 0)
                watch_the_desk(ground);
            if (looks % looks_between_tidying == 0)
                do_now_and_then(ground, sql::tidy.text);
        }
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
    if (auto const changed = seal_anew(keys, config, ground))
        log_line(Level::info, "sealed with the present key", {{"second_factors", std::to_string(changed)}});
    if (with_demo)
        make_demo(config, keys, ground);
    auto const link = first_link(ground);
    let_send(ground, keys);
    auto const own_keys = keys;

    app::App app(config, std::move(keys), ground.url("guildhall_app"));
    jobs::CheckpointKeeper checkpoints(ground.url("guildhall_backup"), checkpoint_file(config, own_keys.audit));
    app.start();
    std::optional isolation(isolation_schedule(config, own_keys, databases_of(ground)));
    std::optional<Schedule> schedule(config);
    std::cout << "Guildhall is ready at " << config.public_url << std::endl;
    if (!config.mail.url)
        std::cout << "No GUILDHALL_SMTP_URL is set: mail is kept in " << config.mail.spool << std::endl;
    if (!link.empty())
        std::cout << "Make the first admin: " << config.public_url << "/setup#" << link << std::endl;
    tell_supervisor("READY=1");
    wait_for_the_end(ground, app);
    tell_supervisor("STOPPING=1");
    isolation.reset();
    schedule.reset();
    app.stop();
    checkpoints.stop();
    return 0;
}

}  // namespace guildhall::cli
