#pragma once
#include "base/loop.h"
#include "base/task.h"
#include "http/door.h"
#include "http/reader.h"
#include "http/server.h"
#include "http/writer.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace guildhall::http {

class Session;
using Clock = std::chrono::steady_clock;

struct Peer {
    std::optional<Address> address;  // none: a unix socket
    std::string text;
    bool trusted = false;  // a configured proxy
};

// What the sessions of one server have in common. They share it, as a request may still run when the server is gone.
struct Core {
    Core(Loop& on, Options given, Handler answering);
    Core(Core const&) = delete;
    Core& operator=(Core const&) = delete;

    bool enter(Peer const&) const;  // through the door: false if too many are in
    void leave(Peer const&) const;
    void keep(Session&);
    void forget(Session&);
    Response refusal(int status) const;
    std::string const& date();

    void look_at_clock();  // every tick
    void wind_down();
    void close_all();

    Loop& loop;
    Options options;
    ReaderLimits limits;
    Handler handler;
    std::shared_ptr<Door> door;  // shared by the servers of all loops
    std::vector<Session*> sessions;
    DateLine date_line;
    bool stopping = false;
    Clock::time_point cut_off = Clock::time_point::max();
    bool emptied_awaited = false;
    Signal<bool> emptied;

    struct Listening;
    std::unique_ptr<Listening> listening;  // sockets and timer; none when the server is gone
};

}  // namespace guildhall::http
