#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "api/page.h"
#include "api/reader.h"
#include "db/collation.h"

// What lists have in common, beside page.h: their input, their orders and where their pages begin.
namespace guildhall {

// The orders of what has no name.
enum class ByTime { newest, oldest };
constexpr std::array<std::string_view, 2> names_of(ByTime*)
{
    return {"-created_at", "created_at"};
}
// The orders of what has one. Names are sorted as the reader's language does.
enum class ByName { newest, oldest, name, name_down };
constexpr std::array<std::string_view, 4> names_of(ByName*)
{
    return {"-created_at", "created_at", "name", "-name"};
}

// A list with orders of its own says the same of them: whether they go by name, and what of a record they go by.
constexpr bool goes_by_name(ByTime)
{
    return false;
}
constexpr bool goes_by_name(ByName order)
{
    return order == ByName::name || order == ByName::name_down;
}
template <class T>
std::string sort_key(T const& record, ByTime)
{
    return record.created_at.text();
}
template <class T>
std::string sort_key(T const& record, ByName order)
{
    return goes_by_name(order) ? record.name : record.created_at.text();
}

// A list's input: which records (the fields of Filter, which the count beside it takes alone), which part of them, and in which order;
// Usual is that of who asks for none.
template <Shaped Filter, auto Usual>
struct List : Filter {
    std::int32_t limit = 50;
    std::optional<std::string> after;
    decltype(Usual) sort = Usual;
};
template <Shaped Filter, auto Usual>
constexpr auto shape_of(List<Filter, Usual>*)
{
    using T = List<Filter, Usual>;
    return extended<Filter>(shape_v<Filter>.name, field("limit", &T::limit, or_default, between(1, 200)), field("after", &T::after),
                            field("sort", &T::sort, or_default));
}

// Where a page begins, as its statement takes it: behind that key and id, or (both null) with the first.
struct Beginning {
    std::optional<std::string> key, id;
};
// Throws Failure(malformed) on a cursor that is not of this order.
template <class Filter, auto Usual>
Beginning beginning_of(List<Filter, Usual> const& in)
{
    auto const key = Cursor::read(in.after, name_of(in.sort), {goes_by_name(in.sort) ? KeyPart::text : KeyPart::time, KeyPart::id});
    Beginning from;
    if (key)
        from = {key->at(0), key->at(1)};
    return from;
}

template <class T, class Filter, auto Usual>
Page<T> page_of(std::vector<T> rows, List<Filter, Usual> const& in)
{
    auto last_key = [&](T const& last) { return std::vector<std::string>{sort_key(last, in.sort), last.id.text()}; };
    return page_of(std::move(rows), in.limit, name_of(in.sort), last_key);
}

// A page of a list by its statement, which takes what is searched, the order's word, the cursor's two parts, how many (and brings one
// row more, which tells that something follows), and the rest. One that can go by name is written with `collate "und-x-icu"`.
template <class T, auto const& Statement, class Filter, auto Usual, class... Rest>
Task<Page<T>> listed(Scope& tx, List<Filter, Usual> in, Rest... rest)
{
    auto const from = beginning_of(in);
    auto statement = Statement;
    if constexpr (db::detail::collations_in(Statement.text) > 0) {
        if (goes_by_name(in.sort)) {
            auto const language = co_await reader_language(tx);
            statement = db::collated<Statement>(db::collation_for(language));
        }
    }
    auto rows = co_await tx.last_rows<T>(statement, in.search, name_of(in.sort), from.key, from.id, in.limit, rest...);
    co_return page_of(std::move(rows), in);
}

}  // namespace guildhall
