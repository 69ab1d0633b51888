#include <array>
#include <iostream>
#include <optional>

#include "base/log.h"
#include "cli/commands.h"
#include "cli/desk.h"
#include "desk/watch.h"

namespace guildhall::cli {

namespace {

// What mail servers understand (sysexits.h): no mail at all, and: try again later.
constexpr int not_a_mail = 65, later = 75;

std::string from_standard_input()
{
    std::string mail;
    std::array<char, 1 << 16> some;
    while (std::cin.read(some.data(), some.size()) || std::cin.gcount() > 0) {
        mail.append(some.data(), static_cast<std::size_t>(std::cin.gcount()));
        if (mail.size() > desk::largest_mail)
            throw std::runtime_error("This mail has more than " + std::to_string(desk::largest_mail >> 20) + " MB.");
    }
    return mail;
}

int import_mail(app::Config const& config)
{
    std::optional<desk::MailReport> report;
    try {
        report = desk::read_mail(from_standard_input(), Time::now());
    } catch (std::runtime_error const& error) {
        std::cerr << error.what() << std::endl;
        return not_a_mail;
    }
    try {
        Ground const ground(config, Ground::Running::join, Ground::Missing::refuse);
        db::Session session(ground.url("guildhall_migrate"));
        std::cout << desk::import(session, *report) << std::endl;
        return 0;
    } catch (std::exception const& error) {
        std::cerr << error.what() << std::endl;
        return later;
    }
}

void list(db::Session& session, bool as_json)
{
    auto const cases = desk::open_cases(session);
    auto const now = Time::now();
    if (as_json) {
        std::cout << desk::listed_as_json(cases, now) << std::endl;
        return;
    }
    for (auto const& each : cases) {
        std::cout << each.number << "  " << name_of(each.state) << ", " << name_of(each.times().severity);
        for (auto const& deadline : desk::deadlines(each.times(), now))
            std::cout << "; " << name_of(deadline.clock) << (deadline.overdue ? " was due " : " until ")
                      << deadline.due_at.text().substr(0, 16) << "Z";
        std::cout << "\n";
    }
    std::cout << cases.size() << " open" << std::endl;
}

int change_members(db::Session& session, std::string const& what, std::string const& email)
try {
    if (what == "add-member")
        desk::add_member(session, email);
    else
        desk::remove_member(session, email);
    return 0;
} catch (db::Error const& error) {
    if (!error.sqlstate.starts_with("GH"))
        throw;
    throw std::runtime_error(email + (what == "add-member" ? " is not the address of anybody here." : " was not named a member."));
}

}  // namespace

int desk(Words const& words)
{
    bool const imports = words == Words{"import-mail"}, as_json = words == Words{"list", "--json"},
               lists = as_json || words == Words{"list"};
    bool const changes = words.size() == 2 && (words[0] == "add-member" || words[0] == "remove-member");
    if (!imports && !lists && !changes)
        throw Misuse{};
    auto const config = app::read_config(app::environment());
    leave_root(config.data);
    if (imports)
        return import_mail(config);
    Ground const ground(config, Ground::Running::join, Ground::Missing::refuse);
    db::Session session(ground.url("guildhall_migrate"));
    if (changes)
        return change_members(session, words[0], words[1]);
    list(session, as_json);
    return 0;
}

void watch_the_desk(Ground const& ground)
try {
    db::Session session(ground.url("guildhall_migrate"));
    if (auto const told = desk::escalate(session, Time::now()))
        log_line(Level::warning, "the security desk is late", {{"deadlines", told}});
} catch (std::exception const& error) {
    log_line(Level::warning, "the security desk's clocks could not be looked at", {{"message", error.what()}});
}

}  // namespace guildhall::cli
