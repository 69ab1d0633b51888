#include "guild_archive/importing.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <stdexcept>

#include "db/error.h"
#include "guild_archive/files.h"
#include "guild_archive/renaming.h"
#include "guild_archive/row_sum.h"

namespace guildhall::guild_archive {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view accounts = "platform.accounts", pictures = "platform.pictures", exports = "/exports/";
constexpr std::size_t batch = 1024 * 1024;

// The trail is a chain of hashes: ids in it stay what they were.
bool is_of_the_trail(Part const& part)
{
    return part.name == "guild.audit_events" || part.name == "platform.audit_heads";
}

// Lines that are handed on many at once.
class Batches {
public:
    explicit Batches(std::function<void(std::string const&)> hand_on) : hand_on_(std::move(hand_on)) {}

    void add(std::string_view line)
    {
        if (!lines_.empty())
            lines_ += '\n';
        lines_ += line;
        if (lines_.size() >= batch)
            finish();
    }
    void finish()
    {
        if (!lines_.empty())
            hand_on_(lines_);
        lines_.clear();
    }

private:
    std::function<void(std::string const&)> hand_on_;
    std::string lines_;
};

class Bringing {
public:
    Bringing(Mover& mover, Opened const& archive, Named owner) : mover_(mover), archive_(archive), owner_(std::move(owner)) {}

    BroughtIn all()
    {
        auto const& manifest = archive_.manifest();
        BroughtIn done{.guild = {manifest.guild, manifest.guild_name}, .owner = owner_, .rows = manifest.rows()};
        find_people(done);
        mover_.stop_watching();
        for (auto const& part : manifest.parts)
            bring(part);
        must_be_whole();
        for (auto const& part : manifest.parts)
            compare(part);
        mover_.watch();
        mover_.settle(archive_.digest());
        return done;
    }

private:
    void find_people(BroughtIn& done)
    {
        auto const& parts = archive_.manifest().parts;
        auto const people = std::ranges::find(parts, accounts, &Part::name);
        if (people == parts.end())
            throw std::runtime_error("The archive lacks the accounts.");
        Batches lines([&](std::string const& some) {
            for (auto const& [id, here] : mover_.known_people(some)) {
                known_.insert(id.text());
                names_.add(id, here);
            }
        });
        archive_.read(*people, [&](std::string_view line) { lines.add(line); });
        lines.finish();
        done.known = static_cast<std::int64_t>(known_.size());
        done.people = people->rows - done.known;
        names_.add(archive_.manifest().access_owner, owner_.id);
    }

    // Who is here already stays as they are.
    bool is_known(Part const& part, std::string_view line) const
    {
        if (part.name != accounts && part.name != pictures)
            return false;
        return known_.contains(audit::text_in(json::parse(line), part.name == accounts ? "id" : "account_id"));
    }

    void bring(Part const& part)
    {
        Batches lines([&](std::string const& some) { mover_.bring(part, some); });
        archive_.read(part, [&](std::string_view line) {
            if (!is_known(part, line))
                lines.add(is_of_the_trail(part) ? std::string(line) : names_.of(std::string(line)));
        });
        lines.finish();
    }

    void must_be_whole()
    {
        if (auto const broken = mover_.broken_references(); !broken.empty())
            throw std::runtime_error("What it refers to is not in it: " + broken.front() + ". Nothing was brought in.");
        if (auto const bad = mover_.first_bad_entry())
            throw std::runtime_error("Its audit trail does not hold from entry " + std::to_string(*bad) + " on. Nothing was brought in.");
    }

    // What is here now, under the names of the archive, against what the archive holds.
    void compare(Part const& part)
    {
        RowSum wanted, found;
        if (part.name == accounts || part.name == pictures)
            archive_.read(part, [&](std::string_view line) {
                if (!is_known(part, line))
                    wanted.add(line);
            });
        auto const back = names_.back();
        mover_.read(part.name, [&](std::string_view line) {
            auto const said = is_of_the_trail(part) ? std::string(line) : back.of(std::string(line));
            if (!is_known(part, said))
                found.add(said);
        });
        bool const is_partial = part.name == accounts || part.name == pictures;
        if (found.rows() != (is_partial ? wanted.rows() : part.rows) || found.text() != (is_partial ? wanted.text() : part.sum))
            throw std::runtime_error(part.name + " would not hold what the archive does. Nothing was brought in.");
    }

    Mover& mover_;
    Opened const& archive_;
    Named owner_;
    Renaming names_;
    std::set<std::string> known_;
};

void must_fit(Mover& mover, Manifest const& manifest)
{
    if (auto const here = mover.last_migration(); here != manifest.migration)
        throw std::runtime_error("It was taken out of Guildhall " + manifest.version + " (" + manifest.migration +
                                 "), and the database here is at " + here + ": bring both to the same version first.");
    if (mover.has_guild(manifest.guild))
        throw std::runtime_error("The guild " + manifest.guild_name + " (" + manifest.guild.text() + ") is here already.");
}

void bring_files(Opened const& archive, std::string const& data)
{
    constexpr std::string_view prefix = "files/exports/";
    for (auto const& file : archive.manifest().files)
        if (file.path.starts_with(prefix)) {
            auto const id = Uuid::parse(file.path.substr(prefix.size()));
            if (id && !fs::exists(data + std::string(exports) + id->text()))
                copy_file(archive.folder() + "/" + file.path, data, std::string(exports.substr(1)) + id->text());
        }
}

}  // namespace

BroughtIn bring_in(Installation const& into, Opened const& archive, std::string const& owner_email)
try {
    Mover mover(into.move_url);
    must_fit(mover, archive.manifest());
    auto const owner = mover.owner(owner_email);
    mover.begin(archive.manifest().guild);
    auto const done = Bringing(mover, archive, owner).all();
    mover.commit();
    bring_files(archive, into.data);
    return done;
} catch (db::Error const& error) {
    constexpr std::string_view there_already = "23505", against_a_rule = "23514";
    if (error.sqlstate != there_already && error.sqlstate != against_a_rule)
        throw;
    throw std::runtime_error((error.sqlstate == there_already ? "An id of it is here already" : "A row of it is against a rule") +
                             std::string(" (") + error.constraint + "). Nothing was brought in.");
}

}  // namespace guildhall::guild_archive
