#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "db/row.h"

// The forms in which PostgreSQL writes values: its binary send functions, and its text for what is not simply itself.
namespace guildhall::db::wire {

// pg_type.dat
inline constexpr unsigned boolean = 16, bytea = 17, name = 19, int8 = 20, int2 = 21, int4 = 23, text_type = 25, oid = 26, json = 114,
                          float8 = 701, unknown = 705, bpchar = 1042, varchar = 1043, date = 1082, timestamptz = 1184, numeric = 1700,
                          void_type = 2278, uuid = 2950, jsonb = 3802;

std::optional<std::int64_t> integer(unsigned type, std::string_view bytes);  // int2, int4, int8, oid
double real(std::string_view bytes);
std::optional<Time> time(std::string_view bytes);
std::optional<Time> time_from_text(std::string_view text);  // "2026-11-21 21:55:00.123+00"
std::optional<Date> day(std::string_view bytes);
std::string decimal(std::string_view bytes);

// A value of any type above as PostgreSQL would write it as text. Types it does not know are taken for words (enums) when they are
// ours, which have oids from 16384.
std::optional<std::string> text(unsigned type, std::string_view bytes);

std::optional<std::vector<Cell>> array_items(std::string_view bytes);
std::optional<std::vector<Cell>> array_items_from_text(std::string_view text, std::vector<std::unique_ptr<std::string>>& kept);

}  // namespace guildhall::db::wire
