#include "base/alarm.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <utility>

namespace guildhall {

struct Alarm::State {
    explicit State(Loop& loop) : timer(loop.io()) {}

    boost::asio::steady_timer timer;
    bool rang = false;
    Signal<bool> over = {};
};

Alarm::Alarm(Loop& loop) : state_(std::make_shared<State>(loop)) {}
Alarm::~Alarm() = default;

void Alarm::ring()
{
    state_->rang = true;
    state_->timer.cancel();
}

Task<void> Alarm::wait(std::chrono::milliseconds at_most)
{
    if (!state_->rang) {
        state_->timer.expires_after(at_most);
        state_->timer.async_wait([state = state_](auto) { state->over.tell(true); });
        co_await state_->over;
    }
    state_->rang = false;
}

}  // namespace guildhall
