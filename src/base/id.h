#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace guildhall {

// RFC 9562. Ids are version 7, made here and not in the database, so that a row and what speaks of it leave in one flush.
struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    static Uuid make();                                       // version 7: milliseconds, a counter within them, random
    static std::optional<Uuid> parse(std::string_view text);  // 36 characters, either case
    std::string text() const;                                 // lower case
    auto operator<=>(Uuid const&) const = default;
};

// The id of one kind of record: Id<struct Customer>.
template <class Of>
struct Id {
    Uuid uuid;

    static Id make() { return {Uuid::make()}; }
    std::string text() const { return uuid.text(); }
    auto operator<=>(Id const&) const = default;
};

}  // namespace guildhall
