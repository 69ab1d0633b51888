#include "api/scope.h"

#include "api/turns.h"

namespace guildhall {

Task<db::Rows> PublicTx::ask(db::StatementRef statement, std::vector<db::Value> values, When)
{
    constexpr std::chrono::seconds longest_wait{5};
    auto lease = co_await pool_.lease(db::Pool::Clock::now() + longest_wait, Turns::of_address(client().address));
    db::Unit unit(std::move(lease));
    co_return co_await unit.ask_last(statement, std::move(values));
}

static std::logic_error nowhere_to_queue()
{
    return std::logic_error("an open operation has no unit to queue in");
}

void PublicTx::queue(db::StatementRef, std::vector<db::Value>)
{
    throw nowhere_to_queue();
}

std::size_t PublicTx::ask_later(db::StatementRef, std::vector<db::Value>)
{
    throw nowhere_to_queue();
}

db::Rows PublicTx::take(std::size_t)
{
    throw nowhere_to_queue();
}

}  // namespace guildhall
