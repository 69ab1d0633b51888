#include "exports/sheet.h"

#include "base/csv.h"

#include <fstream>
#include <stdexcept>
#include <utility>

#include <xlsxwriter.h>

namespace guildhall::exports {

namespace {

class Csv final : public Sheet {
public:
    explicit Csv(std::string const& path) : out_(path, std::ios::binary | std::ios::trunc)
    {
        out_.exceptions(std::ios::failbit | std::ios::badbit);
    }

    void add(std::vector<Cell> const& row) override
    {
        std::vector<std::string> cells;
        for (auto const& cell : row)
            cells.push_back(cell.text);
        out_ << csv_line(cells);
    }
    void close() override { out_.close(); }

private:
    std::ofstream out_;
};

class Xlsx final : public Sheet {
public:
    Xlsx(std::string const& path, std::string const& title, std::string folder) : folder_(std::move(folder))
    {
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        options.tmpdir = folder_.empty() ? nullptr : folder_.data();
        book_ = workbook_new_opt(path.c_str(), &options);
        sheet_ = workbook_add_worksheet(book_, title.c_str());
        if (!sheet_)
            throw std::runtime_error("a sheet cannot be made");
        bold_ = workbook_add_format(book_);
        format_set_bold(bold_);
        worksheet_freeze_panes(sheet_, 1, 0);
    }
    ~Xlsx() override
    {
        if (book_)
            workbook_close(book_);
    }
    Xlsx(Xlsx const&) = delete;
    Xlsx& operator=(Xlsx const&) = delete;

    void add(std::vector<Cell> const& row) override
    {
        lxw_col_t column = 0;
        for (auto const& cell : row) {
            auto const error = cell.is_number && !cell.text.empty()
                                   ? worksheet_write_number(sheet_, row_, column, std::stod(cell.text), nullptr)
                                   : worksheet_write_string(sheet_, row_, column, cell.text.c_str(), row_ == 0 ? bold_ : nullptr);
            if (error != LXW_NO_ERROR)
                throw std::runtime_error(lxw_strerror(error));
            ++column;
        }
        ++row_;
    }
    void close() override
    {
        if (auto const error = workbook_close(std::exchange(book_, nullptr)); error != LXW_NO_ERROR)
            throw std::runtime_error(lxw_strerror(error));
    }

private:
    std::string folder_;
    lxw_workbook* book_ = nullptr;
    lxw_worksheet* sheet_ = nullptr;
    lxw_format* bold_ = nullptr;
    lxw_row_t row_ = 0;
};

}  // namespace

std::unique_ptr<Sheet> csv_sheet(std::string const& path)
{
    return std::make_unique<Csv>(path);
}

std::unique_ptr<Sheet> xlsx_sheet(std::string const& path, std::string const& title, std::string const& folder)
{
    return std::make_unique<Xlsx>(path, title, folder);
}

}  // namespace guildhall::exports
