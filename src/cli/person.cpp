#include <fcntl.h>
#include <iomanip>
#include <iostream>

#include "cli/commands.h"
#include "cli/one_guild.h"
#include "guild_archive/people.h"

namespace guildhall::cli {

namespace {

using guild_archive::Somebody;

guild_archive::Installation opened(app::Config const& config, std::optional<Ground>& ground)
{
    ground.emplace(config, Ground::Running::join, Ground::Missing::refuse);
    ground->migrate();
    return mover_installation(config, *ground);
}

void tell(Somebody const& who)
{
    constexpr int width = 48;
    std::cout << std::left << std::setw(width) << who.subject << who.name;
    if (!who.email.empty())
        std::cout << " <" << who.email << ">";
    if (!who.place.empty())
        std::cout << ", " << who.place;
    if (who.guild.id != Uuid())
        std::cout << "; known to " << who.guild.name << " (" << who.guild.id.text() << ")";
    std::cout << "\n";
}

int find(Words rest, app::Config const& config)
{
    auto const guild = take_option(rest, "--guild");
    if (rest.size() != 1)
        throw Misuse{};
    leave_root(config.data);
    std::optional<Ground> ground;
    auto const people = guild_archive::find_people(opened(config, ground), rest.front(), guild);
    for (auto const& who : people)
        tell(who);
    std::cout << people.size() << " found" << std::endl;
    return people.empty();
}

// Of one record, or of everybody whose address it is.
int write_data(Words rest, app::Config const& config)
{
    auto const guild = take_option(rest, "--guild"), to = take_option(rest, "--to");
    if (rest.size() != 1 || to.empty())
        throw Misuse{};
    auto const file = open_file(to, O_WRONLY | O_CREAT | O_EXCL);
    leave_root(config.data);
    std::optional<Ground> ground;
    auto const here = opened(config, ground);
    auto const people = rest.front().find('/') == std::string::npos ? guild_archive::find_people(here, rest.front(), guild)
                                                                    : std::vector{guild_archive::somebody(here, rest.front(), guild)};
    auto const lines = guild_archive::write_data(here, people, [&](std::string_view line) { write_all(file.number(), line); });
    for (auto const& who : people)
        tell(who);
    std::cout << lines << " records in " << to << std::endl;
    return people.empty();
}

int erase(Words rest, app::Config const& config, guild_archive::How how)
{
    auto const guild = take_option(rest, "--guild"), path = take_option(rest, "--certificate");
    guild_archive::Order const order{.by = hand(), .reason = take_option(rest, "--reason")};
    if (rest.size() != 1 || path.empty() || order.reason.empty())
        throw Misuse{};
    CertificateFile certificate(path);
    leave_root(config.data);
    std::optional<Ground> ground;
    auto const here = opened(config, ground);
    certificate.write(guild_archive::erase_person(here, guild_archive::somebody(here, rest.front(), guild), how, order));
    return 0;
}

}  // namespace

int person(Words const& words)
{
    if (words.empty())
        throw Misuse{};
    Words const rest(words.begin() + 1, words.end());
    auto const config = app::read_config(app::environment());
    auto const& verb = words.front();
    if (verb == "find")
        return find(rest, config);
    if (verb == "export")
        return write_data(rest, config);
    if (verb == "erase" || verb == "anonymise")
        return erase(rest, config, verb == "erase" ? guild_archive::How::erase : guild_archive::How::anonymise);
    throw Misuse{};
}

}  // namespace guildhall::cli
