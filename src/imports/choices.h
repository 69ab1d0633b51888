#pragma once
#include "imports/record.h"

// What somebody has chosen before an import is started. Inside of this folder.
namespace guildhall::imports {

// Failure(invalid) with what is wrong with it, at "mapping.<column>".
Mapping checked_mapping(Stored const& stored, ColumnMapping const& wanted);

// What records are known by, as far as the file has it.
MatchBy usual_match(Kind kind, Mapping const& mapping);

// Failure(invalid), field "match_by".
MatchBy checked_match(Kind kind, Mapping const& mapping, Duplicates duplicates, MatchBy by);

}  // namespace guildhall::imports
