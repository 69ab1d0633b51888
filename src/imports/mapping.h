#pragma once
#include "base/failure.h"
#include "imports/fields.h"
#include "imports/table.h"

#include <string>
#include <vector>

namespace guildhall::imports {

// For each column of a table the name of the field that it fills, or nothing.
using Mapping = std::vector<std::string>;

// By the header, in the languages of fields.cpp, and by the content where the header says nothing: e-mail and web addresses show.
Mapping guess_mapping(Kind kind, Table const& table);

// Whether it names a person.
bool has_person(Mapping const& mapping);

// What is wrong with a mapping that somebody has edited: a field that there is not, a field twice, what must be mapped missing. The
// problems' fields are "mapping" and "mapping.<column>".
std::vector<FieldProblem> mapping_problems(Kind kind, Table const& table, Mapping const& mapping);

}  // namespace guildhall::imports
