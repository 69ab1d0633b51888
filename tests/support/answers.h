#pragma once
#include <string>

#include "support/server.h"

// Answers of the whole test run, so that tools/answers can hold them against the OpenAPI document: kept in the folder that
// GUILDHALL_ANSWERS names (nowhere without it), some of each shape for each route and status.
namespace guildhall::support {

// Of a server that is as it should be, while it runs: not of those that are broken on purpose.
void keep_answers_of(std::string const& address);
void keep_no_more_of(std::string const& address);
void keep_answer(std::string const& address, std::string_view method, std::string_view path, Answer const& answer);

}  // namespace guildhall::support
