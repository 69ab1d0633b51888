#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace guildhall::cli {

using Words = std::vector<std::string>;  // what follows the subcommand

// A subcommand: its exit status. Throws std::runtime_error, whose text is for the person at the terminal.
struct Command {
    std::string_view name, arguments, summary;
    int (*run)(Words const& words);
    std::string_view details = {};  // what --help says beyond the summary
};

std::span<Command const> commands();

int serve(Words const& words);
int migrate(Words const& words);
int admin(Words const& words);
int demo(Words const& words);
int import(Words const& words);
int import_crmms(Words words);  // guildhall import crmms …
int import_guild(Words words);  // guildhall import guild …
int export_guild(Words const& words);
int erase(Words const& words);
int person(Words const& words);
int audit(Words const& words);
int keys(Words const& words);
int isolation_check(Words const& words);
int top(Words const& words);
int doctor(Words const& words);
int backup(Words const& words);
int restore(Words const& words);
int desk(Words const& words);
int einvoice_check(Words const& words);
int openapi(Words const& words);
int healthcheck(Words const& words);

// A command was not called as it wants to be.
struct Misuse {};

// "--name value" out of words, which then lacks it. Throws Misuse if its value is missing.
std::string take_option(Words& words, std::string_view name, std::string otherwise = {});

}  // namespace guildhall::cli
