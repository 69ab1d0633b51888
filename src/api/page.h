#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/answer.h"
#include "base/id.h"

namespace guildhall {

// What a part of a cursor must be, so that the database never has to read what somebody made up.
enum class KeyPart { text, flag, time, id };

// Where a page ended: the values of its sort key and the last row's id. Opaque outside; what was tampered with, or comes from
// another sort, is malformed.
class Cursor {
public:
    static std::string make(std::string_view sort, std::vector<std::string> key);
    // The key's parts, or none where there is no cursor; throws Failure(malformed) on one that is not of this sort and form.
    static std::optional<std::vector<std::string>> read(std::optional<std::string> const& cursor, std::string_view sort,
                                                        std::vector<KeyPart> const& parts);
};

// Statements of lists ask for limit + 1 rows: the one too many tells that something follows. key(item) gives the cursor's parts.
template <class T, class Key>
Page<T> page_of(std::vector<T> rows, std::int64_t limit, std::string_view sort, Key key)
{
    Page<T> page;
    if (static_cast<std::int64_t>(rows.size()) > limit) {
        rows.resize(static_cast<std::size_t>(limit));
        page.next = Cursor::make(sort, key(rows.back()));
    }
    page.items = std::move(rows);
    return page;
}

}  // namespace guildhall
