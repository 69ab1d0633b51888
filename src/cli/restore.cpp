#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <iostream>

#include "backup/restore.h"
#include "backup/stamps.h"
#include "cli/cli.sql.h"
#include "cli/commands.h"
#include "cli/one_guild.h"
#include "cli/work_folder.h"
#include "db/session.h"
#include "db/statement.h"
#include "guild_archive/erasing.h"
#include "guild_archive/erasures.h"

namespace guildhall::cli {

namespace fs = std::filesystem;

namespace sql {
constexpr auto tell_of_proof = db::statement<text, "tell_of_proof">;
}  // namespace sql

namespace {

struct Order {
    std::string folder, identity, keys_identity, superuser, work = "/var/tmp";
    std::string list;                   // of erasures, or "": none is known
    std::vector<std::string> erasures;  // what it holds
    audit::PublicKeys believed;         // who may have signed it; none: this installation, where there is one
    bool only_verifies = false;
};

Order order_from(Words words, app::Config const& config)
{
    Order order{.identity = take_option(words, "--identity", config.backup.identity),
                .keys_identity = take_option(words, "--keys-identity")};
    order.superuser = take_option(words, "--superuser");
    order.work = take_option(words, "--work", order.work);
    order.list = take_option(words, "--erasures");
    order.believed = take_public_keys(words);
    order.only_verifies = std::erase(words, "--verify") > 0;
    if (words.size() > 1 || (words.empty() && !order.only_verifies))
        throw Misuse{};
    order.folder = words.empty() ? backup::newest_in(config.backup.folder) : words.front();
    if (order.identity.empty())
        throw std::runtime_error("--identity FILE is needed (or GUILDHALL_BACKUP_IDENTITY): the age identity that opens the backup.");
    if (!order.list.empty() && !fs::exists(order.list))
        throw std::runtime_error("cannot read " + order.list);
    if (auto const copy = guild_archive::erasures_copy(config.checkpoint_copy.value_or("")); order.list.empty() && fs::exists(copy))
        order.list = copy;
    order.erasures = guild_archive::read_erasures(order.list);
    return order;
}

MemoryFile identity_in(std::string const& path)
{
    auto const file = open_file(path, O_RDONLY);
    constexpr std::size_t most = 64 * 1024;
    return MemoryFile(read_some(file.number(), most));
}

backup::Identities identities_of(Order const& order)
{
    backup::Identities identities{identity_in(order.identity), {}};
    if (!order.keys_identity.empty())
        identities.keys = identity_in(order.keys_identity);
    return identities;
}

void tell(backup::Proof const& proof)
{
    for (auto const& finding : proof.findings)
        std::cout << finding << "\n";
    std::cout << proof.backup << ", made at " << proof.made_at.text().substr(0, 16) << "Z: " << proof.tables << " tables, " << proof.rows
              << " rows, " << proof.entries
              << " entries of the audit trail: " << (proof.findings.empty() ? "all as it was" : "not as it was") << std::endl;
}

// By mail, to who runs the installation. The proof stands whether that can be said or not.
void tell_by_mail(backup::Proof const& proof, app::Config const& config)
try {
    Ground const ground(config, Ground::Running::join, Ground::Missing::refuse);
    db::Session session(ground.url("guildhall_migrate"));
    auto const which = proof.backup + "/" + proof.proven_at.text();
    auto const outcome = std::string(proof.findings.empty() ? "proven" : "not_proven");
    auto const detail = proof.findings.empty() ? std::nullopt : std::optional(proof.findings.front());
    session.run(std::string(sql::tell_of_proof.text), db::values(which, outcome, detail));
} catch (std::exception const& error) {
    std::cerr << "Nobody was told by mail: " << error.what() << std::endl;
}

audit::PublicKeys believed(Order const& order, app::Config const& config, bool is_installed)
{
    return !order.believed.empty() || !is_installed ? order.believed : public_keys(read_keys(config));
}

int verify(Order const& order, backup::Opened const& opened, backup::Identities const& identities, app::Config const& config)
{
    bool const is_installed = fs::exists(config.data + "/keys");
    WorkFolder const work(order.work);
    auto const proof = backup::prove(opened, identities, work.path(), believed(order, config, is_installed));
    if (is_installed) {
        backup::keep_proof(config.data, proof);
        tell_by_mail(proof, config);
    }
    tell(proof);
    if (!is_installed && order.believed.empty())
        std::cout << "Who has signed it was not asked: --key HEX (guildhall keys list, where it was made).\n";
    return proof.findings.empty() ? 0 : 1;
}

void tell_what_cannot_work(std::string const& why)
{
    std::cout
        << "The installation's keys were not brought back: " << why << ".\n"
        << "Without them nobody signs in: no password and no second factor fits, API clients and links that were mailed are refused, and\n"
        << "the audit trail goes on under another key. Put the folder keys in its place before the first start.\n";
}

// What was erased after the backup was made is in it, and goes again.
bool erase_again(Order const& order, bool has_keys, app::Config const& config)
{
    if (order.list.empty()) {
        std::cout << "Nothing says what was erased since: if something was, follow the list (erasures.jsonl, beside the checkpoints' copy) "
                     "before\n"
                     "the first start: guildhall erase --again FILE\n";
        return true;
    }
    if (!has_keys) {
        std::cout << "What was erased since is back: once the keys are in place, guildhall erase --again " << order.list << "\n";
        return true;
    }
    Ground const ground(config, Ground::Running::refuse, Ground::Missing::refuse);
    ground.migrate();
    auto const again = guild_archive::erase_again(mover_installation(config, ground), order.erasures, public_keys(read_keys(config)));
    std::cout << order.list << ": " << again.done << " erasures were done again, " << again.known << " the backup knew of\n";
    for (auto const& problem : again.problems)
        std::cout << "Not followed: " << problem << "\n";
    return again.problems.empty();
}

// None: the private PostgreSQL.
std::optional<backup::Place> database_elsewhere(Order const& order, app::Config const& config)
{
    if (config.private_cluster() && !order.superuser.empty())
        throw std::runtime_error("--superuser is for a PostgreSQL of yours: set GUILDHALL_DATABASE_URL and GUILDHALL_MIGRATE_URL.");
    if (config.private_cluster())
        return {};
    if (order.superuser.empty())
        throw std::runtime_error("--superuser URL is needed: a superuser of the database that GUILDHALL_DATABASE_URL names, which is empty "
                                 "(docs/operations.md). Or unset GUILDHALL_DATABASE_URL for a private PostgreSQL.");
    backup::Place place{order.superuser, *config.migrate_url};
    backup::must_be_empty(place);
    return place;
}

// Emptied again if it cannot be done to the end.
int bring_back(Order const& order, backup::Opened const& opened, backup::Identities const& identities, app::Config const& config)
{
    auto const elsewhere = database_elsewhere(order, config);
    fs::create_directories(config.data);
    if (!fs::is_empty(config.data))
        throw std::runtime_error(config.data + " (GUILDHALL_DATA) is not empty: a backup is brought back into an empty folder.");
    try {
        auto const restored = backup::restore(opened, identities, cluster_options(config), elsewhere, order.believed);
        tell(restored.proof);
        if (!restored.without_keys.empty())
            tell_what_cannot_work(restored.without_keys);
        else
            std::cout << "The settings that it ran with are in " << config.data << "/restored/settings.env (GUILDHALL_ENV_FILE).\n";
        bool const all_gone = erase_again(order, restored.without_keys.empty(), config);
        return restored.proof.findings.empty() && all_gone ? 0 : 1;
    } catch (std::exception const&) {
        for (auto const& entry : fs::directory_iterator(config.data))
            fs::remove_all(entry.path());
        if (elsewhere)
            backup::empty(*elsewhere);
        throw;
    }
}

}  // namespace

int restore(Words const& words)
{
    auto const config = app::read_config(app::environment());
    auto const order = order_from(words, config);
    auto const identities = identities_of(order);
    backup::Opened const opened(order.folder);
    leave_root(config.data);
    return order.only_verifies ? verify(order, opened, identities, config) : bring_back(order, opened, identities, config);
}

}  // namespace guildhall::cli
