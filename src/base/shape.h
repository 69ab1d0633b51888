#pragma once
#include <array>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

// A shape lists the fields of a struct once; decoding, checking, encoding, row mapping and schema follow from it:
//
//     constexpr auto shape_of(Note*) { return shape("Note", field("id", &Note::id), field("text", &Note::text, length(1, 10'000))); }
namespace guildhall {

template <class S, class M, class... Rules>
struct Field {
    using Struct = S;
    using Type = M;
    std::string_view name;
    M S::*member;
    std::tuple<Rules...> rules;
    template <class Rule>
    static constexpr bool has = (std::is_same_v<Rule, Rules> || ...);
};

template <class S, class M, class... Rules>
constexpr auto field(std::string_view name, M S::*member, Rules... rules)
{
    return Field<S, M, Rules...>{name, member, {rules...}};
}

// A constraint of the database that a caller can break: the message then stands at the field, status 422.
struct Constraint {
    std::string_view name, field, message;
};
constexpr Constraint constraint(std::string_view name, std::string_view field, std::string_view message)
{
    return {name, field, message};
}

namespace detail {
template <class T>
constexpr auto as_fields(T const& part)
{
    if constexpr (std::is_same_v<T, Constraint>)
        return std::tuple<>();
    else
        return std::tuple<T>(part);
}
template <class T>
constexpr auto as_constraints(T const& part)
{
    if constexpr (std::is_same_v<T, Constraint>)
        return std::tuple<T>(part);
    else
        return std::tuple<>();
}
struct Any {
    template <class T>
    operator T() const  // never called; clang wants it defined
    {
        std::abort();
    }
};
template <class T, std::size_t... I>
constexpr bool takes(std::index_sequence<I...>)
{
    return requires
    {
        T{(static_cast<void>(I), Any{})...};
    };
}
// Whether a struct has just so many members: it can be made from N of anything, but not from one more.
template <class T, std::size_t N>
constexpr bool has_members = takes<T>(std::make_index_sequence<N>()) && !takes<T>(std::make_index_sequence<N + 1>());
}  // namespace detail

// Members: of the struct itself, where what it has from a base counts as one.
template <class Fields, class Constraints, std::size_t Members = std::tuple_size_v<Fields>>
struct Shape {
    std::string_view name;
    Fields fields;
    Constraints constraints;
    static constexpr std::size_t size = std::tuple_size_v<Fields>, members = Members;
};

template <class... Parts>
constexpr auto shape(std::string_view name, Parts... parts)
{
    auto fields = std::tuple_cat(detail::as_fields(parts)...);
    auto constraints = std::tuple_cat(detail::as_constraints(parts)...);
    return Shape<decltype(fields), decltype(constraints)>{name, fields, constraints};
}

template <class T>
concept Shaped = requires
{
    shape_of(static_cast<T*>(nullptr));
};

template <Shaped T>
constexpr auto shape_v = [] {
    constexpr auto listed = shape_of(static_cast<T*>(nullptr));
    static_assert(detail::has_members<T, decltype(listed)::members>, "every member of a shaped struct needs a field()");
    return listed;
}();

// Of a struct that has all of Base and more: struct Case : CaseRecord.
template <Shaped Base, class... Parts>
constexpr auto extended(std::string_view name, Parts... parts)
{
    auto own = shape(name, parts...);
    auto fields = std::tuple_cat(shape_v<Base>.fields, own.fields);
    return Shape<decltype(fields), decltype(own.constraints), 1 + decltype(own)::size>{name, fields, own.constraints};
}

// Calls visit(field) for each field, in order.
template <Shaped T, class Visit>
constexpr void each_field(Visit&& visit)
{
    std::apply([&](auto const&... field) { (visit(field), ...); }, shape_v<T>.fields);
}

// What a PATCH may bring: nothing, or a new value (null where T is optional).
template <class T>
struct Change {
    bool given = false;
    T value{};
};

template <class T>
std::optional<T> given(Change<T> const& change)
{
    return change.given ? std::optional<T>(change.value) : std::nullopt;
}

template <class T>
struct ChangeOf : std::false_type {
};
template <class T>
struct ChangeOf<Change<T>> : std::true_type {
    using Type = T;
};

// Brings what a change gives into a record that has fields of the same names; they must take it.
template <Shaped Record, Shaped Changes>
void apply(Record& record, Changes const& changes)
{
    each_field<Changes>([&](auto const& change) {
        using Type = typename std::decay_t<decltype(change)>::Type;
        if constexpr (ChangeOf<Type>::value) {
            auto const& brought = changes.*(change.member);
            if (!brought.given)
                return;
            each_field<Record>([&](auto const& field) {
                using Kept = typename std::decay_t<decltype(field)>::Type;
                if (field.name != change.name)
                    return;
                if constexpr (std::is_assignable_v<Kept&, typename ChangeOf<Type>::Type const&>)
                    record.*(field.member) = brought.value;
                else
                    throw std::logic_error("a record cannot take the change of its " + std::string(change.name));
            });
        }
    });
}

// The words of an enum: constexpr std::array names_of(Status*) { … } in the order of its values.
template <class T>
concept Named = std::is_enum_v<T> && requires
{
    names_of(static_cast<T*>(nullptr));
};

template <Named T>
constexpr std::string_view name_of(T value)
{
    return names_of(static_cast<T*>(nullptr))[static_cast<std::size_t>(value)];
}

}  // namespace guildhall
