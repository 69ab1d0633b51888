#include "api/pieces.h"

namespace guildhall {

std::function<Task<std::optional<std::string>>()> pieces_of(std::shared_ptr<TemporaryFile const> file)
{
    auto at = std::make_shared<std::uint64_t>(0);  // shared with the copies that a function makes of itself
    return [file = std::move(file), at]() -> Task<std::optional<std::string>> {
        constexpr std::size_t piece = 64 * 1024;
        auto bytes = file->read(*at, piece);
        *at += bytes.size();
        co_return bytes.empty() ? std::nullopt : std::optional(std::move(bytes));
    };
}

}  // namespace guildhall
