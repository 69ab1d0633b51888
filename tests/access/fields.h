#pragma once
#include <string>
#include <vector>

#include "access/matrix.h"

namespace guildhall::access {

// Bodies (and queries) of a route with what its schema does not have: another's role, guild, maker, id, owner, a field of no name
// that is known, and a field that stands twice, on top and in every object within. Each must get 400 and change no row; what does not
// is named. The route is asked by somebody who may.
std::vector<std::string> fields_that_are_taken(Ground& ground, Matrix& matrix, Route const& route);

// Texts of a route's body that are as long as its schema lets them be, and one longer: the first must not fail on anything the schema
// does not say, the other must be refused at its field.
std::vector<std::string> lengths_that_are_not_kept(Ground& ground, Matrix& matrix, Route const& route);

}  // namespace guildhall::access
