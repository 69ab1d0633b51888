#include "cli/keys.h"

#include <array>
#include <iomanip>
#include <iostream>
#include <ranges>

#include "base/secret.h"
#include "base/time.h"
#include "cli/cli.sql.h"
#include "cli/commands.h"
#include "cli/database_password.h"
#include "db/session.h"
#include "db/statement.h"
#include "identity/key_files.h"
#include "identity/password.h"
#include "identity/services.h"

namespace guildhall::cli {

namespace sql {
constexpr auto sealed_factors = db::statement<text, "sealed_factors">;
constexpr auto keep_sealed_factor = db::statement<text, "keep_sealed_factor">;
constexpr auto pepper_marks = db::statement<text, "pepper_marks">;
}  // namespace sql

namespace {

struct Key {
    std::string_view name, setting, what;
    bool rotates = true;
};
constexpr std::array<Key, 5> all_keys{{
    {"jwt", "GUILDHALL_JWT_KEY", "signs access tokens"},
    {"pepper", "GUILDHALL_PEPPER", "goes into every password's hash"},
    {"field", "GUILDHALL_FIELD_KEY", "seals second factors"},
    {"audit", "GUILDHALL_AUDIT_KEY", "signs the audit trail"},
    {"session", "GUILDHALL_SESSION_KEY", "binds sessions of API clients and forms", false},
}};

bool is_given(std::string const& setting)
{
    auto const lookup = app::environment();
    return lookup(setting) || lookup(setting + "_FILE");
}

std::string file_of(app::Config const& config, Key const& key)
{
    return config.data + "/keys/" + std::string(key.name);
}

std::string day_of(std::int64_t seconds)
{
    return Time{seconds * 1'000'000}.text().substr(0, 10);
}

void list_one(app::Config const& config, Key const& key)
{
    std::cout << std::left << std::setw(10) << key.name << std::setw(42) << key.what;
    if (is_given(std::string(key.setting)))
        std::cout << "given by " << key.setting;
    else if (auto const since = identity::secret_file_since(file_of(config, key)))
        std::cout << "since " << day_of(*since);
    else
        std::cout << "made at the first start";
    std::cout << "\n";
}

int list(app::Config const& config)
{
    for (auto const& key : all_keys)
        list_one(config, key);
    auto const keys = read_keys(config);
    std::cout << "What audit signs is checked, elsewhere too, with the public key " << hex(Signer(keys.audit).public_key()) << "\n";
    Ground const ground(config, Ground::Running::join, Ground::Missing::refuse);
    db::Session session(ground.url("guildhall_migrate"));
    std::int64_t present = 0, former = 0;
    for (auto const rows = session.run(std::string(sql::pepper_marks.text)); auto at : std::views::iota(0, rows.size())) {
        auto const mark = rows[at].get<std::string>(0);
        bool const now = mark.empty() ? keys.former_peppers.empty() : mark == identity::pepper_mark(keys.pepper);
        (now ? present : former) += rows[at].get<std::int64_t>(1);
    }
    std::cout << "\nPasswords hashed with the present pepper: " << present << ", with former ones: " << former << "\n";
    return 0;
}

Key const& key_of(std::string const& name)
{
    for (auto const& key : all_keys)
        if (key.name == name && key.rotates)
            return key;
    throw Misuse{};
}

void rotate_one(app::Config const& config, std::string const& name)
{
    if (name == "database")
        return change_database_passwords(config);
    auto const& key = key_of(name);
    std::string const setting(key.setting);
    if (is_given(setting))
        throw std::runtime_error(
            setting + " is given to Guildhall, which cannot change it there: put a new key in its place (`openssl rand -base64 32`), " +
            "and the one that is there in " + setting + "_PREVIOUS, the newest first, one a line.");
    identity::replace_secret_file(file_of(config, key), base64url(random_bytes(32)));
    std::cout << name << ": there is a new key. The former one stays in " << file_of(config, key) << "_previous.\n";
}

int rotate(app::Config const& config, Words const& names)
{
    if (names.empty())
        throw Misuse{};
    for (auto const& name : names)
        if (name != "database")
            key_of(name);
    read_keys(config);  // all there, and all good: or nothing is begun
    for (auto const& name : names)
        rotate_one(config, name);
    std::cout << "Restart Guildhall: then it is in use, and nobody is signed out.\n";
    return 0;
}

}  // namespace

int seal_anew(identity::Keys const& keys, app::Config const& config, Ground const& ground)
{
    if (keys.former_fields.empty())
        return 0;
    identity::Services const services(keys, {.public_url = config.public_url});
    db::Session session(ground.url("guildhall_migrate"));
    auto const rows = session.run(std::string(sql::sealed_factors.text));
    int changed = 0;
    for (int i = 0; i < rows.size(); ++i) {
        auto const before = rows[i].get<db::Bytes>(1);
        auto const sealed = services.sealed_anew(before.bytes);
        if (!sealed)
            continue;
        session.run(std::string(sql::keep_sealed_factor.text), db::values(rows[i].get<Uuid>(0), before, db::Bytes{*sealed}));
        ++changed;
    }
    return changed;
}

int keys(Words const& words)
{
    if (words.empty() || (words.front() != "list" && words.front() != "rotate") || (words.front() == "list" && words.size() > 1))
        throw Misuse{};
    auto const config = app::read_config(app::environment());
    leave_root(config.data);
    return words.front() == "list" ? list(config) : rotate(config, Words(words.begin() + 1, words.end()));
}

}  // namespace guildhall::cli
