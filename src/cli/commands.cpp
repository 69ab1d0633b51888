#include "cli/commands.h"

#include <algorithm>
#include <array>

namespace guildhall::cli {

// One line a subcommand.
std::span<Command const> commands()
{
    static constexpr std::array<Command, 8> all{{
        {"serve", "[--demo]", "Runs Guildhall until it is told to stop", serve},
        {"migrate", "", "Brings the database up to this program", migrate},
        {"admin", "create --email ADDRESS --name NAME", "Makes an admin; asks for the password", admin},
        {"demo", "[--customers N --guilds M --seed S]", "Fills an empty installation with samples", demo},
        {"import", "customers|products FILE [--guild GUILD] [--spot SPOT] [--as EMAIL]", "Brings a list in", import},
        {"audit", "verify [--guild ID]", "Checks the audit trail: 0 sound, 1 broken, 2 not checked", audit},
        {"openapi", "", "Prints the OpenAPI document", openapi},
        {"healthcheck", "", "Asks the running server whether it is ready", healthcheck},
    }};
    return all;
}

std::string take_option(Words& words, std::string_view name, std::string otherwise)
{
    auto const found = std::find(words.begin(), words.end(), name);
    if (found == words.end())
        return otherwise;
    if (std::next(found) == words.end())
        throw Misuse{};
    auto value = *std::next(found);
    words.erase(found, std::next(found, 2));
    return value;
}

}  // namespace guildhall::cli
