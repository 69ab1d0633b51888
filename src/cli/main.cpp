#include <csignal>
#include <exception>
#include <iostream>
#include <string>

#include "app/version.h"
#include "cli/commands.h"

namespace {

using namespace guildhall;

constexpr int misused = 2;

std::string call_of(cli::Command const& command)
{
    return "guildhall " + std::string(command.name) + (command.arguments.empty() ? "" : " ") + std::string(command.arguments);
}

void write_usage(std::ostream& out)
{
    out << "Guildhall " << version << "\n\n";
    for (auto const& command : cli::commands()) {
        auto const call = "  " + call_of(command);
        out << call << std::string(call.size() < 58 ? 58 - call.size() : 1, ' ') << command.summary << "\n";
    }
    out << "\nSettings come from the environment; README.md lists them.\n";
}

bool asks_for_help(std::string const& word)
{
    return word == "--help" || word == "-h" || word == "help";
}

int run(cli::Command const& command, cli::Words const& words)
{
    if (!words.empty() && asks_for_help(words.front())) {
        std::cout << call_of(command) << "\n" << command.summary << "\n" << command.details;
        return 0;
    }
    try {
        return command.run(words);
    } catch (cli::Misuse const&) {
        std::cerr << "Use: " << call_of(command) << "\n";
        return misused;
    } catch (std::exception const& error) {
        std::cerr << error.what() << std::endl;
        return 1;
    }
}

}  // namespace

int main(int count, char** arguments)
{
    std::signal(SIGPIPE, SIG_IGN);
    std::string const name = count < 2 ? "" : arguments[1];
    if (name == "--version") {
        std::cout << version << "\n";
        return 0;
    }
    if (asks_for_help(name)) {
        write_usage(std::cout);
        return 0;
    }
    for (auto const& command : cli::commands())
        if (command.name == name)
            return run(command, cli::Words(arguments + 2, arguments + count));
    if (!name.empty())
        std::cerr << "There is no \"guildhall " << name << "\".\n\n";
    write_usage(std::cerr);
    return misused;
}
