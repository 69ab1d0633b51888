#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/id.h"
#include "db/session.h"
#include "identity/services.h"
#include "isolation/belongings.h"

namespace guildhall::isolation {

// One person of the two companies that nobody runs (migrations: canaries).
struct Canary {
    std::string side, role;  // "a" or "b"; "access_owner", "guild", "spot", "agent" or "builder"
    Uuid account, membership, access_owner, guild, spot;
    Uuid session;  // lent for the check
};

class Canaries {
public:
    // migrate: makes them and lends them sessions; backup: looks at what they have, past the wall.
    Canaries(std::string const& migrate, std::string const& backup, identity::Services const& services);
    ~Canaries();  // ends the sessions
    Canaries(Canaries const&) = delete;
    Canaries& operator=(Canaries const&) = delete;

    std::vector<Canary> const& people() const { return people_; }
    Canary const& who(std::string const& side, std::string const& role) const;
    std::string token(Canary const& canary) const;  // a fresh one
    std::string proof(Canary const& canary) const { return services_.proof_of_token(canary.session); }

    Belongings belongings(std::string const& side);
    // By table: over all rows of a company, so that it shows when one of them has been changed.
    using Digests = std::map<std::string, std::string>;
    Digests digests(std::string const& side);
    // Tables of schema guild, without the trail.
    std::vector<std::string> tables();
    db::Session& backup() { return backup_; }
    db::Session& migrate() { return migrate_; }

private:
    db::Rows things(std::string const& side, std::string_view statement);

    identity::Services const& services_;
    db::Session migrate_, backup_;
    std::vector<Canary> people_;
};

}  // namespace guildhall::isolation
