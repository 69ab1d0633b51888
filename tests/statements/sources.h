#pragma once
#include <filesystem>
#include <string>
#include <vector>

// What stands in the source tree about SQL: the statements of the .sql files, by the rules of db/statement.h, and what the C++ beside
// them makes of it.
namespace guildhall::statements {

struct Named {
    std::filesystem::path file;
    std::string name, text;
};

std::filesystem::path source_tree();  // src/ of the checkout that the test was built from

// All statements of all .sql files below a folder.
std::vector<Named> statements_below(std::filesystem::path const& folder);

// One of a collated statement for every language that names are sorted by; else itself.
std::vector<std::string> variants(Named const& statement);

// Statements that no C++ of their folder names, or names and never uses.
std::vector<std::string> unused_below(std::filesystem::path const& folder);

// C++ that joins SQL from pieces, or has SQL of its own where requests come by: there every statement is a named one. Whole statements
// in C++ are left to what an operator runs (CLI, demo, jobs), and src/db is let be: it sets up roles and databases, whose names cannot be
// parameters.
std::vector<std::string> sql_made_below(std::filesystem::path const& folder);

}  // namespace guildhall::statements
