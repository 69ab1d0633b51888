#include "cli/installation.h"

#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

#include "base/secret.h"
#include "base/signing.h"
#include "db/cluster_files.h"
#include "db/migrate.h"
#include "db/session.h"
#include "db/system_user.h"

namespace guildhall::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view database = "guildhall";

std::string socket_url(std::string const& socket, std::string_view role)
{
    return "host=" + db::quoted_word(socket) + " user=" + db::quoted_word(role) + " dbname=" + db::quoted_word(database);
}

// The socket of the PostgreSQL that a running server has started on these data; "" where there is none.
std::string running_socket(std::string const& data)
{
    auto const socket = db::socket_folder(data, geteuid()).string();
    try {
        db::Session probe(socket_url(socket, "guildhall_migrate"));
        return socket;
    } catch (db::Error const&) {
        return {};
    }
}

}  // namespace

void leave_root(std::string const& data_folder)
{
    if (geteuid() != 0)
        return;
    auto const user = db::SystemUser::named("guildhall");
    if (!user)
        throw std::runtime_error("Guildhall does not run as root. Make a system user for it: useradd --system guildhall");
    if (!fs::exists(data_folder)) {
        fs::create_directories(data_folder);
        fs::permissions(data_folder, fs::perms::owner_all);
        if (chown(data_folder.c_str(), user->uid, user->gid) != 0)
            throw std::runtime_error("cannot give " + data_folder + " to the user guildhall");
    }
    db::drop_to(*user);
}

db::ClusterOptions cluster_options(app::Config const& config)
{
    db::ClusterOptions options;
    options.data = config.data;
    options.database = database;
    options.connections = config.threads * config.connections + 20;
    return options;
}

Ground::Ground(app::Config const& config, Running running, Missing missing, State state) : config_(config)
{
    find(running, missing, state);
    if (state == State::any)
        return;
    db::Session session(url("guildhall_migrate"));
    db::must_not_be_newer(session);
}

void Ground::find(Running running, Missing missing, State state)
{
    if (!config_.private_cluster()) {
        db::Session session(*config_.migrate_url);
        db::check_server(session);
        return;
    }
    if (running == Running::join)
        joined_ = running_socket(config_.data);
    if (!joined_.empty())
        return;
    auto options = cluster_options(config_);
    options.as_found = state == State::any;
    cluster_.emplace(std::move(options));
    if (missing == Missing::refuse && !cluster_->is_made())
        throw std::runtime_error("There is no installation in " + config_.data + " (GUILDHALL_DATA).");
    cluster_->start();
}

std::string Ground::url(std::string_view role) const
{
    if (!config_.private_cluster())
        return role == "guildhall_app"      ? *config_.database_url
               : role == "guildhall_backup" ? config_.backup_url.value_or(*config_.migrate_url)
                                            : *config_.migrate_url;
    return joined_.empty() ? cluster_->url(role) : socket_url(joined_, role);
}

std::vector<std::string> Ground::migrate() const
{
    return db::migrate(url("guildhall_migrate"), db::embedded_migrations());
}

identity::Keys read_keys(app::Config const& config)
{
    return identity::read_keys(app::environment(), config.data);
}

audit::PublicKeys take_public_keys(Words& words)
{
    constexpr std::size_t size = 32;
    audit::PublicKeys keys;
    for (auto key = take_option(words, "--key"); !key.empty(); key = take_option(words, "--key")) {
        auto const bytes = unhex(key);
        if (!bytes || bytes->size() != size)
            throw Misuse{};
        keys[kid_of(*bytes)] = *bytes;
    }
    return keys;
}

audit::PublicKeys public_keys(identity::Keys const& keys)
{
    return audit::public_keys_of(keys.audit, keys.former_audits);
}

http::Place running_server(app::Config const& config)
{
    auto const& listen = config.listen.front();
    return {listen, config.allowed_hosts.front(), config.has_tls() && !listen.starts_with("unix:")};
}

audit::CheckpointFile checkpoint_file(app::Config const& config, std::string audit_key)
{
    std::filesystem::create_directories(config.data);
    return {audit::checkpoint_path(config.data), config.checkpoint_copy.value_or(""), Signer(std::move(audit_key))};
}

}  // namespace guildhall::cli
