#pragma once
#include <span>
#include <string>
#include <string_view>

// Writing CSV (RFC 4180) that a spreadsheet opens without running anything in it, and that comes back unchanged.
namespace guildhall {

// A cell that begins with = + - @, tab or CR would be taken for a formula: an apostrophe is put before it, as before one that looks
// disarmed already.
std::string disarmed(std::string_view cell);

// What disarmed() was given.
std::string_view rearmed(std::string_view cell);

// One line with its CRLF. Cells are disarmed, and quoted where they must be.
std::string csv_line(std::span<std::string const> cells);

}  // namespace guildhall
