#include "http/core.h"

#include "base/log.h"
#include "http/listening.h"
#include "http/session.h"

#include <chrono>

#include <boost/asio/post.hpp>

namespace guildhall::http {

Core::Core(Loop& on, Options given, Handler answering)
    : loop(on),
      options(std::move(given)),
      limits{options.head_bytes, options.head_fields, options.body_bytes, options.body_bytes_of, options.spools, options.spool_folder},
      handler(std::move(answering)),
      door(options.door ? options.door : std::make_shared<Door>())
{
}

bool Core::enter(Peer const& peer) const
{
    if (!peer.address || peer.trusted)
        return door->enter(options.connections);
    return door->enter(*peer.address, options.connections_per_address, options.connections);
}

void Core::leave(Peer const& peer) const
{
    if (!peer.address || peer.trusted)
        door->leave();
    else
        door->leave(*peer.address);
}

void Core::keep(Session& session)
{
    session.place = sessions.size();
    sessions.push_back(&session);
}

void Core::forget(Session& session)
{
    auto* const last = sessions.back();
    sessions[session.place] = last;
    last->place = session.place;
    sessions.pop_back();
    if (sessions.empty() && std::exchange(emptied_awaited, false)) {
        auto& signal = emptied;
        boost::asio::post(loop.io(), [&signal] { signal.tell(true); });
    }
}

Response Core::refusal(int status) const
{
    if (!options.refusal)
        return bare_refusal(status);
    try {
        return options.refusal(status);
    } catch (std::exception const& error) {
        log_line(Level::error, "the application cannot say a refusal", {{"error", error.what()}});
        return bare_refusal(status);
    }
}

std::string const& Core::date()
{
    return date_line.text(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now()));
}

void Core::look_at_clock()
{
    auto const now = Clock::now();
    if (now >= cut_off)
        return close_all();
    for (auto i = sessions.size(); i-- > 0;)
        if (i < sessions.size())
            sessions[i]->look_at_clock(now);
}

void Core::wind_down()
{
    for (auto i = sessions.size(); i-- > 0;)
        if (i < sessions.size())
            sessions[i]->wind_down();
}

void Core::close_all()
{
    while (!sessions.empty())
        sessions.back()->close();
}

}  // namespace guildhall::http
