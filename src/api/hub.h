#pragma once
#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "base/id.h"

namespace guildhall {

// Streams of this process: which guild each belongs to, so that it is woken when something was changed there, and what its reader
// looks at, so that those who look at the same thing see each other. A stream goes by the id of its request. Any thread may call any of it.
class Hub {
public:
    static constexpr std::size_t most = 2'000;      // streams in all
    static constexpr std::size_t most_of_one = 12;  // of one session

    struct Looking {
        Uuid person;
        std::string name;
        bool editing = false;
        bool operator==(Looking const&) const = default;
    };

    // False if there are too many of that session. `wake` is called under a lock: it only hands on.
    bool open(Uuid stream, Uuid session, std::function<void()> wake);
    // Where the stream stands: its guild, and what its reader looks at ("" for nothing).
    void stand(Uuid stream, Uuid guild, std::string at, Looking looking);
    void close(Uuid stream);

    // Who else looks at the same as that stream, each person once.
    std::vector<Looking> others(Uuid stream) const;
    void changed(Uuid guild);
    bool has_streams() const { return count_ > 0; }

private:
    struct Stream {
        Uuid session;
        std::function<void()> wake;
        Uuid guild{};
        std::string at{};
        Looking looking{};
    };
    void wake_beside(Uuid stream, Uuid guild, std::string const& at) const;

    mutable std::mutex mutex_;
    std::map<Uuid, Stream> streams_;  // under mutex_
    std::atomic<std::size_t> count_ = 0;
};

}  // namespace guildhall
