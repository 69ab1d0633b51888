#include "http/server.h"

#include "http/core.h"
#include "http/listening.h"

#include <stdexcept>

namespace guildhall::http {

Server::Server(Loop& loop, Options options, Handler handler) : core_(std::make_shared<Core>(loop, std::move(options), std::move(handler)))
{
    core_->listening = std::make_unique<Core::Listening>(loop.io());
}

Server::~Server()
{
    core_->stopping = true;
    core_->listening.reset();
    core_->close_all();
}

void Server::listen()
{
    listen(core_->options.listen);
}

void Server::listen(std::vector<std::string> const& addresses)
{
    auto& listeners = core_->listening->listeners;
    for (auto const& address : addresses)
        listeners.push_back(listener_at(core_->loop.io(), address, *core_->door));
    for (auto& listener : listeners)
        accept_next(core_, listener);
    tick(core_);
}

std::vector<std::string> Server::addresses() const
{
    std::vector<std::string> result;
    for (auto const& listener : core_->listening->listeners)
        result.push_back(listener.address);
    return result;
}

std::size_t Server::connections() const
{
    return core_->sessions.size();
}

Task<void> Server::stop(std::chrono::milliseconds grace)
{
    auto const core = core_;
    core->stopping = true;
    core->listening->listeners.clear();
    core->cut_off = Clock::now() + grace;
    core->wind_down();
    if (core->sessions.empty())
        co_return;
    core->emptied_awaited = true;
    co_await core->emptied;
}

}  // namespace guildhall::http
