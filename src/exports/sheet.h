#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace guildhall::exports {

// A cell: a text that stays one, whatever it begins with; or a number.
struct Cell {
    std::string text;
    bool is_number = false;
};

// A table on its way into a file, row by row; no more than a row of it is held.
class Sheet {
public:
    virtual ~Sheet() = default;
    virtual void add(std::vector<Cell> const& row) = 0;
    virtual void close() = 0;  // the file is whole
};

// RFC 4180, disarmed: a spreadsheet runs nothing in it.
std::unique_ptr<Sheet> csv_sheet(std::string const& path);
// Office Open XML; the first row stands out and stays in sight. `title`: of the only sheet.
std::unique_ptr<Sheet> xlsx_sheet(std::string const& path, std::string const& title, std::string const& folder);

}  // namespace guildhall::exports
