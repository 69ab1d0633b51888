#include <csignal>
#include <exception>
#include <iostream>
#include <string>

#include "app/version.h"
#include "cli/commands.h"

namespace {

using namespace guildhall;

int usage()
{
    std::cerr << "Guildhall " << version << "\n\n";
    for (auto const& command : cli::commands()) {
        std::string call =
            "  guildhall " + std::string(command.name) + (command.arguments.empty() ? "" : " ") + std::string(command.arguments);
        std::cerr << call << std::string(call.size() < 58 ? 58 - call.size() : 1, ' ') << command.summary << "\n";
    }
    std::cerr << "\nSettings come from the environment; README.md lists them.\n";
    return 2;
}

}  // namespace

int main(int count, char** arguments)
{
    std::signal(SIGPIPE, SIG_IGN);
    if (count < 2)
        return usage();
    std::string const name = arguments[1];
    cli::Words const words(arguments + 2, arguments + count);
    for (auto const& command : cli::commands()) {
        if (command.name != name)
            continue;
        try {
            return command.run(words);
        } catch (cli::Misuse const&) {
            return usage();
        } catch (std::exception const& error) {
            std::cerr << error.what() << std::endl;
            return 1;
        }
    }
    return usage();
}
