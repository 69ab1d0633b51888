#pragma once
#include <optional>
#include <string>
#include <vector>

#include "app/config.h"
#include "audit/checkpoint_file.h"
#include "cli/commands.h"
#include "db/cluster.h"
#include "http/asking.h"
#include "identity/keys.h"

namespace guildhall::cli {

// Root does nothing here itself: the process becomes the user whose data these are, else the system user guildhall. Before any
// thread is started.
void leave_root(std::string const& data_folder);

db::ClusterOptions cluster_options(app::Config const& config);  // of the private PostgreSQL

// The database that a command works on: the private PostgreSQL, which runs while this lives (or that of a server that runs
// already), or the one that GUILDHALL_DATABASE_URL names.
class Ground {
public:
    enum class Running { refuse, join };  // what to do if a server runs on these data
    enum class Missing { make, refuse };  // and if there are none yet
    enum class State { ours, any };       // a newer program's is refused, or all is only looked at, as it is

    Ground(app::Config const& config, Running running, Missing missing = Missing::make, State state = State::ours);

    std::string url(std::string_view role) const;  // guildhall_app, guildhall_migrate or guildhall_backup
    std::vector<std::string> migrate() const;      // what was applied

private:
    void find(Running running, Missing missing, State state);

    app::Config const& config_;
    std::optional<db::Cluster> cluster_;
    std::string joined_;  // the socket of a server that runs already
};

identity::Keys read_keys(app::Config const& config);

// Its public keys for the audit trail, the present one and the former ones.
audit::PublicKeys public_keys(identity::Keys const& keys);
// Each "--key HEX" out of words: Ed25519 public keys, as `guildhall keys list` shows them. Throws Misuse on what is none.
audit::PublicKeys take_public_keys(Words& words);

// Where the server of this installation answers, if it runs.
http::Place running_server(app::Config const& config);

// Where this installation's checkpoints of the audit trail are, and what signs them.
audit::CheckpointFile checkpoint_file(app::Config const& config, std::string audit_key);

}  // namespace guildhall::cli
