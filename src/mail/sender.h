#pragma once
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "base/id.h"
#include "mail/settings.h"

namespace guildhall::db {
class Session;
}

namespace guildhall::mail {

// What shows the database that it is the server who takes mail from the outbox (wall.let_send): it follows from the field key.
std::string sender_proof(std::string_view field_key);

// Sends what is in the outbox, one mail after the other, on a thread and a connection of its own: a mail server that is slow or gone
// holds up nobody. Several servers of one installation share the work.
class Sender {
public:
    Sender();
    ~Sender();
    Sender(Sender const&) = delete;
    Sender& operator=(Sender const&) = delete;

    void open(std::string database_url, Settings settings, std::string proof);
    void close();  // ends the conversation that runs; its mail is due again later

private:
    void run();
    void work(db::Session& session);
    bool send_next(db::Session& session);
    void record(db::Session& session);
    void tidy(db::Session& session);
    bool wait(std::chrono::milliseconds time);  // false: it is to stop

    std::string url_, proof_;
    Settings settings_;
    std::atomic<bool> stopping_ = false;
    std::mutex mutex_;
    std::condition_variable woken_;
    std::optional<Uuid> unrecorded_;  // has left, and the database does not know yet
    std::chrono::steady_clock::time_point tidied_{};
    std::thread thread_;
};

}  // namespace guildhall::mail
