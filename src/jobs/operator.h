#pragma once
#include <optional>
#include <string>
#include <vector>

#include "api/dispatch.h"
#include "db/session.h"
#include "jobs/entered.h"

namespace guildhall::jobs {

// A live membership of a guild.
struct Member {
    Uuid guild, membership;
    std::string guild_name, email, role, spot;  // spot: its name, or ""
};

// Works on the machine in the place of people: in sessions of theirs that are lent (migrations/0040), so that the wall holds as for
// their own requests, and the trail says that it was lent and what for. One thread.
class Operator {
public:
    Operator(std::string const& database_url, std::string const& migrate_url, std::string purpose, std::vector<Route> routes);

    // Of the guild of that id, or of every guild of that name: administrators first, then heads of spots, then builders.
    std::vector<Member> members(std::optional<std::string> const& guild, std::optional<std::string> const& email = {});
    Authority borrow(Member const& member);
    void give_back(Authority const& authority);  // a session ends by itself too, after half an hour

    // One request to the routes, without a network. `headers`: beside Content-Type, which is JSON where none is said.
    Task<http::Response> ask(Authority by, std::string method, std::string path, std::string body = {},
                             std::vector<std::pair<std::string, std::string>> headers = {});

    db::Pool& pool() { return pool_; }
    Loop& loop() { return loop_; }
    void run(Task<void> task);  // once: until it is done; its exception

private:
    Task<void> settle();
    Task<void> finish(Task<void> task);

    std::string purpose_;
    db::Session session_;
    Router router_;
    Loop loop_;
    db::Pool pool_;
    Hub hub_;  // of streams, of which there are none
    Dispatch dispatch_;
};

}  // namespace guildhall::jobs
