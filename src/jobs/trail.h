#pragma once
#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "audit/chain.h"
#include "audit/checkpoint_file.h"
#include "db/session.h"

namespace guildhall::jobs {

// A chain that is in the database, whichever way: by its head, by entries, or by its guild.
struct ChainName {
    Uuid chain;
    std::string name;  // of its guild; "platform"
};

// The audit trail as it lies in the database, past row security: as guildhall_backup, or as guildhall_migrate where there is no such role
// of one's own. Everything that is read by one of these is of one moment.
class Trail {
public:
    explicit Trail(std::string const& url);

    std::int64_t entries();  // of all chains together; cheap
    std::vector<audit::Head> heads();
    std::vector<ChainName> chains();
    std::optional<audit::Head> head(Uuid chain);
    void read(Uuid chain, std::function<void(audit::Entry const&)> const& take);
    // Entries where none may be: a guild's in the platform's table, or the platform's among the guilds'.
    std::vector<audit::Finding> strays();

    std::vector<std::string> erasures();  // certificates of guilds that were erased (audit/erasure.h)

    // From here on, until the end, everything is of one moment.
    void freeze();
    std::string snapshot();  // by which another session looks at the same moment, while this one is frozen

private:
    db::Session session_;
};

// What the database's chains say of themselves, and against a history; of one guild alone, or of all. `tell` hears of each chain how many
// entries it has, and its findings.
using Tell = std::function<void(ChainName const&, std::int64_t entries, std::vector<audit::Finding> const&)>;
std::vector<audit::Finding> check_trail(Trail& trail, audit::History const& history, std::optional<Uuid> only, Tell const& tell = {});

// One chain as a file for whoever wants to check it (audit/export.h). How the chains stand is signed first, so that all of it is under a
// checkpoint. False: there is no such chain.
bool write_export(Trail& trail, Uuid chain, audit::CheckpointFile& file, Signer const& signer, std::ostream& out);

}  // namespace guildhall::jobs
