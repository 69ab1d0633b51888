#include "guild_archive/erasing.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <stdexcept>

#include "base/failure.h"
#include "base/secret.h"
#include "db/error.h"
#include "guild_archive/erasures.h"
#include "guild_archive/people.h"

namespace guildhall::guild_archive {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view backups_keep_it =
    "Backups hold it, encrypted, until they are no longer kept; one that is brought back is erased again by this list.";
constexpr std::string_view trail_keeps_it = "The platform's audit trail keeps that it was there and that it was erased, by ids and "
                                            "digests: whoever runs the installation answers for "
                                            "its acts (GDPR art. 5(2), 17(3)(e)).";

// The files of a guild, which its rows name.
struct Files {
    std::set<std::string> exports, mails;
};

Files files_of(Mover& mover)
{
    Files files;
    mover.read("guild.exports", [&](std::string_view line) { files.exports.insert(audit::text_in(json::parse(line), "id")); });
    for (auto const& mail : mover.mails())
        files.mails.insert(mail.text());
    return files;
}

// A mail's file is named "<time>-<template>-<id>.eml".
std::int64_t remove_files(std::string const& data, Files const& files)
{
    constexpr std::size_t id_size = 36;
    std::int64_t removed = 0;
    for (auto const& id : files.exports)
        for (auto const extension : {"", ".part"})
            removed += fs::remove(data + "/exports/" + id + extension) ? 1 : 0;
    std::error_code none;
    for (auto const& entry : fs::directory_iterator(data + "/mail", none)) {
        auto const name = entry.path().stem().string();
        if (name.size() >= id_size && files.mails.contains(name.substr(name.size() - id_size)))
            removed += fs::remove(entry.path()) ? 1 : 0;
    }
    return removed;
}

audit::Erasure erased_rows(Mover& mover, Uuid guild)
{
    audit::Erasure erasure{.kind = "guild", .guild = guild, .subject = "guilds/" + guild.text(), .how = "erased"};
    auto const head = mover.close_chain();
    erasure.entries = head.first;
    erasure.head = hex(head.second);
    for (auto& table : mover.erase_guild())
        if (table.second > 0)
            erasure.tables.push_back(std::move(table));
    return erasure;
}

void again(Installation const& here, Mover& mover, audit::Erasure const& erasure, std::string const& certificate)
{
    Files files;
    mover.begin(erasure.guild);
    if (erasure.kind == "person") {
        erase_person_again(mover, erasure);
    } else if (mover.has_guild(erasure.guild)) {
        files = files_of(mover);
        mover.erase_guild();
    }
    mover.keep_erasure(erasure, certificate);
    mover.commit();
    remove_files(here.data, files);
}

}  // namespace

Erased erase_guild(Installation const& here, std::string const& guild, std::string const& confirmed, Order const& order)
{
    Mover mover(here.move_url);
    auto const named = mover.guild(guild);
    if (confirmed != named.name)
        throw std::runtime_error("This erases " + named.name + " (" + named.id.text() +
                                 ") for good. Say --confirm with its name to do it. (guildhall export guild takes it out first.)");
    mover.begin(named.id);
    auto const files = files_of(mover);
    Erased erased{.erasure = erased_rows(mover, named.id)};
    auto& erasure = erased.erasure;
    erasure.id = Uuid::make();
    erasure.at = Time::now();
    erasure.by = order.by;
    erasure.reason = order.reason;
    erasure.version = here.version;
    erasure.kept = {std::string(trail_keeps_it), std::string(backups_keep_it)};
    erased.certificate = audit::signed_certificate(erasure, Signer(here.audit_key));
    mover.keep_erasure(erasure, erased.certificate);
    mover.commit();
    remove_files(here.data, files);
    erased.copy_problem = keep_erasures(mover, erasures_path(here.data), here.erasures_copy);
    return erased;
}

Again erase_again(Installation const& here, std::vector<std::string> const& certificates, audit::PublicKeys const& believed)
{
    Mover mover(here.move_url);
    auto const there = mover.erasures();
    Again all;
    for (auto const& certificate : certificates) {
        if (std::ranges::find(there, certificate) != there.end()) {
            ++all.known;
            continue;
        }
        try {
            auto const checked = audit::check_certificate(certificate, believed);
            if (!checked.is_genuine)
                throw Failure(Problem::malformed, "It is signed with the key " + checked.kid + ", which is not of this installation.");
            again(here, mover, checked.erasure, certificate);
            ++all.done;
        } catch (std::exception const& error) {
            mover.roll_back();
            all.problems.push_back(error.what());
        }
    }
    keep_erasures(mover, erasures_path(here.data), here.erasures_copy);
    return all;
}

}  // namespace guildhall::guild_archive
