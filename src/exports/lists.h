#pragma once
#include <memory>
#include <string_view>
#include <vector>

#include "api/scope.h"
#include "exports/columns.h"
#include "exports/making.h"

namespace guildhall::exports {

// A list that is read page by page, as cells.
class PagedList {
public:
    virtual ~PagedList() = default;
    virtual std::string_view rights() const = 0;  // to be entered with
    virtual std::vector<Cell> head() const = 0;
    virtual Task<std::vector<std::vector<Cell>>> next_page(Tx& tx, Names const& names) = 0;  // ends the unit
    virtual bool has_more() const = 0;                                                       // behind the page that was read last
};

// Failure(invalid) at "filter.<field>" and "columns" for what the list does not have.
std::unique_ptr<PagedList> list_of(Wanted const& wanted);

}  // namespace guildhall::exports
