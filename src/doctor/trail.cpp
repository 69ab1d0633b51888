#include <fstream>
#include <iterator>

#include "audit/checkpoint_file.h"
#include "audit/history.h"
#include "base/failure.h"
#include "db/session.h"
#include "doctor/looks.h"
#include "identity/keys.h"
#include "jobs/trail.h"

namespace guildhall::doctor {

namespace {

std::optional<std::string> content_of(std::string const& path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in)
        return {};
    return std::string{std::istreambuf_iterator<char>(in), {}};
}

// None where the keys cannot be read, which look_at_keys says.
std::optional<audit::PublicKeys> believed(Patient const& patient)
try {
    auto const keys = identity::read_keys(patient.settings, patient.config.data);
    return audit::public_keys_of(keys.audit, keys.former_audits);
} catch (std::runtime_error const&) {
    return {};
}

// Whether an entry of this chain waits for its checkpoint for too long.
bool waits(db::Session& session, Uuid chain, std::int64_t seq)
{
    auto const rows =
        session.run("select from (select at from guild.audit_events where guild_id = $1 and seq = $2 union all "
                    "select at from platform.audit_events where guild_id = $1 and seq = $2) e where at < now() - interval '15 minutes'",
                    db::values(chain, seq));
    return !rows.empty();
}

// The heads alone: whether every entry fits is for "guildhall audit verify", which reads them all.
void look_at_heads(Patient const& patient, audit::History const& history, Complaints& complaints)
{
    if (patient.database_url.empty())
        return;
    jobs::Trail trail(patient.database_url);
    db::Session session(patient.database_url);
    auto const& known = history.heads();
    auto const heads = trail.heads();
    for (auto const& head : heads) {
        auto const before = known.find(head.chain);
        auto const signed_until = before == known.end() ? 0 : before->second.seq;
        if (head.seq < signed_until)
            complaints.push_back({{},
                                  "The audit trail of " + head.chain.text() +
                                      " ends before its last checkpoint: an older state was restored, or its end cut off",
                                  "guildhall audit verify names the entry; docs/audit.md says what to do"});
        else if (head.seq > signed_until && waits(session, head.chain, signed_until + 1))
            return complaints.push_back({{},
                                         "No checkpoint was written since " + history.last().time.text() + ", though something happened",
                                         "let the server run, and see what its log says of checkpoints"});
    }
}

}  // namespace

void look_at_trail(Patient const& patient, Complaints& complaints)
{
    auto const path = audit::checkpoint_path(patient.config.data);
    auto const file = content_of(path);
    if (!file)
        return complaints.push_back(
            {{}, "There is no checkpoint of the audit trail in " + path, "let the server run; bring the file back if it was there"});
    auto const keys = believed(patient);
    if (!keys)
        return;
    audit::History history(*keys);
    try {
        for (auto const& finding : audit::read_history(*file, history))
            return complaints.push_back(
                {{},
                 "The checkpoints in " + path + " are not to be believed from line " + std::to_string(finding.seq) + " on: " + finding.what,
                 "bring the file back from its copy or a backup; guildhall audit verify says more"});
    } catch (Failure const& failure) {
        return complaints.push_back(
            {{}, path + " is no file of checkpoints: " + failure.what(), "bring it back from its copy or a backup"});
    }
    constexpr std::int64_t tolerance = an_hour / 60;
    if (history.last().time.microseconds > patient.now.microseconds + tolerance)
        complaints.push_back(
            {{},
             "The clock of this machine says " + patient.now.text() + ", and a checkpoint was written at " + history.last().time.text(),
             "let the clock follow a time server (chrony)"});
    look_at_heads(patient, history, complaints);
    auto const& copy = patient.config.checkpoint_copy;
    if (!copy)
        complaints.push_back(
            {{}, "The checkpoints of the audit trail lie on this machine alone", "set GUILDHALL_CHECKPOINT_COPY to a file on another one"});
    else if (auto const other = content_of(*copy); !other || !file->starts_with(*other))
        complaints.push_back({{},
                              "The copy of the checkpoints (" + *copy + ") cannot be read, or is another one",
                              "let the server write it, or bring it back"});
}

}  // namespace guildhall::doctor
