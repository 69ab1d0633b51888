#pragma once
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "audit/erasure.h"
#include "base/id.h"
#include "db/session.h"
#include "guild_archive/manifest.h"

namespace guildhall::guild_archive {

struct Named {
    Uuid id;
    std::string name;
};

using TakeLine = std::function<void(std::string_view line)>;

// The database as guildhall_mover has it: of the guilds it sees one, which a transaction names.
class Mover {
public:
    explicit Mover(std::string const& url);  // as guildhall_migrate

    // The one guild, or the one access owner, that an operator means. std::runtime_error: there is none, or more than one.
    Named guild(std::string const& id_or_name);
    Named owner(std::string const& email);
    bool has_guild(Uuid guild);
    std::string last_migration();

    // A transaction about one guild; reading: all of it at the moment of a snapshot. What is not committed has not happened.
    void begin_reading(Uuid guild, std::string const& snapshot);
    void begin(Uuid guild);
    void look_at(Uuid guild);  // another one, in the same transaction
    void commit();
    void roll_back();

    std::vector<Part> parts();  // without rows and sums
    void read(std::string const& part, TakeLine const& take);

    // Rows come in, and go, without triggers and references being asked, until they are watched again.
    void stop_watching();
    void watch();
    std::vector<std::pair<Uuid, Uuid>> known_people(std::string const& lines);  // their ids in the archive and here
    void bring(Part const& part, std::string const& lines);
    std::vector<std::string> broken_references();
    std::optional<std::int64_t> first_bad_entry();
    void settle(std::string const& digest);

    // Everything of the guild: tables, and how many rows of each.
    std::vector<std::pair<std::string, std::int64_t>> erase_guild();
    std::vector<Uuid> mails();                           // that only this guild is in
    std::pair<std::int64_t, std::string> close_chain();  // the trail ends: how many entries, and the hash of the last one
    void keep_erasure(audit::Erasure const& erasure, std::string const& certificate);
    std::vector<std::string> erasures();  // certificates, in the order of what they tell of

    db::Session& session() { return session_; }
    Uuid about() const { return guild_; }  // the guild that the transaction sees

private:
    db::Session session_;
    Uuid guild_;
};

}  // namespace guildhall::guild_archive
