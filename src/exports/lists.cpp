#include "exports/lists.h"

#include <algorithm>

#include "exports/columns.h"

namespace guildhall::exports {

namespace {

constexpr std::int32_t rows_of_a_page = 1'000;

// The columns of that name, all of them where none is asked for. Failure(invalid), field "columns".
template <class Of>
std::vector<Column<Of>> chosen(std::span<Column<Of> const> all, std::vector<std::string> const& names)
{
    std::vector<Column<Of>> columns;
    for (auto const& name : names) {
        auto const found = std::ranges::find(all, name, &Column<Of>::name);
        if (found == all.end())
            throw Failure(Problem::invalid, {}, {{"columns", "has none called “" + name + "”"}});
        columns.push_back(*found);
    }
    return columns.empty() ? std::vector<Column<Of>>(all.begin(), all.end()) : columns;
}

// In: a list's input; Of: what it lists.
template <class In, class Of>
class Paged final : public PagedList {
public:
    using Read = Task<Page<Of>> (*)(Tx&, In);
    Paged(In in, Read read, std::string_view rights, std::vector<Column<Of>> columns)
        : in_(std::move(in)), read_(read), rights_(rights), columns_(std::move(columns))
    {
        in_.limit = rows_of_a_page;
    }

    std::string_view rights() const override { return rights_; }

    std::vector<Cell> head() const override
    {
        std::vector<Cell> row;
        for (auto const& column : columns_)
            row.push_back({std::string(column.name)});
        return row;
    }

    Task<std::vector<std::vector<Cell>>> next_page(Tx& tx, Names const& names) override
    {
        auto reading = read_(tx, in_);
        auto const page = co_await std::move(reading);
        in_.after = page.next;
        std::vector<std::vector<Cell>> rows;
        for (auto const& item : page.items) {
            auto& row = rows.emplace_back();
            for (auto const& column : columns_)
                row.push_back(column.cell(item, names));
        }
        co_return rows;
    }

    bool has_more() const override { return in_.after.has_value(); }

private:
    In in_;
    Read read_;
    std::string_view rights_;
    std::vector<Column<Of>> columns_;
};

template <class In>
In input_of(ListFilter const& filter)
{
    auto value = json::Value::object();
    for (auto const& [name, text] : filter)
        value.members.emplace_back(name, json::Value::text(text));
    if (value.find("limit") || value.find("after"))
        throw Failure(Problem::invalid, {}, {{value.find("limit") ? "limit" : "after", "is no filter"}});
    return decode<In>(value);
}

// "status" → "filter.status"
template <class In>
In checked_input(ListFilter const& filter)
{
    try {
        return input_of<In>(filter);
    } catch (Failure const& failure) {
        auto at_filter = failure;
        for (auto& field : at_filter.fields)
            field.field = "filter." + field.field;
        throw at_filter;
    }
}

template <class In, class Of>
std::unique_ptr<PagedList> paged(Wanted const& wanted, Task<Page<Of>> (*read)(Tx&, In), std::string_view rights,
                                 std::span<Column<Of> const> columns)
{
    return std::make_unique<Paged<In, Of>>(checked_input<In>(wanted.filter), read, rights, chosen(columns, wanted.columns));
}

}  // namespace

std::unique_ptr<PagedList> list_of(Wanted const& wanted)
{
    switch (wanted.kind) {
    case Kind::contacts: return paged(wanted, contacts::list_all, "{contacts.read,customers.read}", contact_columns());
    case Kind::estimates: return paged(wanted, estimates::list, "{estimates.read}", estimate_columns());
    case Kind::products: return paged(wanted, products::list, "{products.read}", product_columns());
    case Kind::customers: break;
    }
    return paged(wanted, customers::list, "{customers.read}", customer_columns());
}

}  // namespace guildhall::exports
