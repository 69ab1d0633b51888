#pragma once
#include "api/scope.h"
#include "imports/imports.h"

namespace guildhall::imports {

// The rows that cannot be taken, to be corrected and dropped again: before the start as far as the file alone tells, then those that
// were tried. Of whole parts at a time, into a file in that folder.
Task<Document> problems(Tx& tx, std::string folder, Id<Import> id);

}  // namespace guildhall::imports
