#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/task.h"
#include "base/temporary_file.h"

namespace guildhall {

// A file as the body of an answer, piece by piece, as the client takes it.
std::function<Task<std::optional<std::string>>()> pieces_of(std::shared_ptr<TemporaryFile const> file);

}  // namespace guildhall
