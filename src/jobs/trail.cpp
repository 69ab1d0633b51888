#include "jobs/trail.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>

#include "audit/erasure.h"
#include "audit/export.h"
#include "base/failure.h"

namespace guildhall::jobs {

namespace {

constexpr std::int32_t page = 2000;

Uuid const platform{};

std::string bytes_at(db::Row const& row, int column)
{
    return row.get<db::Bytes>(column).bytes;
}

audit::Head head_at(db::Row const& row)
{
    return {row.get<Uuid>(0), row.get<std::int64_t>(1), bytes_at(row, 2)};
}

audit::Entry entry_at(db::Row const& row)
{
    return {.chain = row.get<Uuid>(0),
            .seq = row.get<std::int64_t>(1),
            .at = {row.get<std::int64_t>(2)},
            .actor = row.get<Uuid>(3),
            .on_behalf_of = row.get<std::optional<Uuid>>(4),
            .spot_pos = row.get<std::int64_t>(5),
            .action = row.get<std::string>(6),
            .object = row.get<std::string>(7),
            .request_id = row.get<std::string>(8),
            .salt = bytes_at(row, 9),
            .payload = row.get<std::optional<std::string>>(10),
            .digest = bytes_at(row, 11),
            .previous = bytes_at(row, 12),
            .hash = bytes_at(row, 13)};
}

// seq may be anything in a chain that was tampered with, below 1 too.
constexpr char of_a_guild[] =
    "select guild_id, seq, (extract(epoch from at) * 1000000)::bigint, owner_id, on_behalf_of, spot_pos, action, object, request_id, salt, "
    "payload::text, digest, previous, hash from guild.audit_events where guild_id = $1 and ($2::bigint is null or seq > $2) "
    "order by seq limit $3";
constexpr char of_the_platform[] =
    "select guild_id, seq, (extract(epoch from at) * 1000000)::bigint, owner_id, on_behalf_of, spot_pos, action, object, request_id, salt, "
    "payload::text, digest, previous, hash from platform.audit_events where guild_id = $1 and ($2::bigint is null or seq > $2) "
    "order by seq limit $3";

}  // namespace

Trail::Trail(std::string const& url) : session_(url)
{
    session_.script("set default_transaction_read_only = on; set statement_timeout = 0");
}

std::int64_t Trail::entries()
{
    return session_.value<std::int64_t>("select coalesce(sum(seq), 0)::bigint from platform.audit_heads");
}

std::vector<audit::Head> Trail::heads()
{
    auto const rows = session_.run("select guild_id, seq, hash from platform.audit_heads order by guild_id");
    std::vector<audit::Head> heads;
    for (int i = 0; i < rows.size(); ++i)
        heads.push_back(head_at(rows[i]));
    return heads;
}

// From one chain's entries to the next one's, without reading those between.
std::vector<ChainName> Trail::chains()
{
    auto const rows =
        session_.run("with recursive written (id) as ("
                     "(select guild_id from guild.audit_events order by guild_id limit 1) union all "
                     "select (select e.guild_id from guild.audit_events e where e.guild_id > w.id order by e.guild_id limit 1) "
                     "from written w where w.id is not null), "
                     "chain (id) as (select guild_id from platform.audit_heads union select id from platform.guilds union "
                     "select id from written where id is not null) "
                     "select c.id, coalesce(g.name, case when c.id = $1 then 'platform' else 'no guild' end) "
                     "from chain c left join platform.guilds g on g.id = c.id order by c.id",
                     db::values(platform));
    std::vector<ChainName> chains;
    for (int i = 0; i < rows.size(); ++i)
        chains.push_back({rows[i].get<Uuid>(0), rows[i].get<std::string>(1)});
    return chains;
}

std::optional<audit::Head> Trail::head(Uuid chain)
{
    auto const rows = session_.run("select guild_id, seq, hash from platform.audit_heads where guild_id = $1", db::values(chain));
    return rows.empty() ? std::nullopt : std::optional(head_at(rows[0]));
}

void Trail::read(Uuid chain, std::function<void(audit::Entry const&)> const& take)
{
    std::string const statement = chain == platform ? of_the_platform : of_a_guild;
    std::optional<std::int64_t> last;
    for (;;) {
        auto const rows = session_.run(statement, db::values(chain, last, page));
        for (int i = 0; i < rows.size(); ++i)
            take(entry_at(rows[i]));
        if (rows.size() < page)
            return;
        last = rows[rows.size() - 1].get<std::int64_t>(1);
    }
}

std::vector<audit::Finding> Trail::strays()
{
    auto const rows = session_.run("select guild_id, min(seq) from platform.audit_events where guild_id <> $1 group by guild_id union all "
                                   "select guild_id, min(seq) from guild.audit_events where guild_id = $1 group by guild_id",
                                   db::values(platform));
    std::vector<audit::Finding> findings;
    for (int i = 0; i < rows.size(); ++i)
        findings.push_back(
            {audit::Verdict::broken, rows[i].get<Uuid>(0), rows[i].get<std::int64_t>(1), "lies where none of this chain may be"});
    return findings;
}

std::vector<std::string> Trail::erasures()
{
    auto const rows = session_.run("select document from platform.erasures where kind = 'guild' order by at, id");
    std::vector<std::string> documents;
    for (int i = 0; i < rows.size(); ++i)
        documents.push_back(rows[i].get<std::string>(0));
    return documents;
}

void Trail::freeze()
{
    session_.script("begin isolation level repeatable read read only");
}

std::string Trail::snapshot()
{
    return session_.value<std::string>("select pg_export_snapshot()");
}

namespace {

// What checkpoints say of chains, but for those that were erased since, as a certificate says that can be believed.
std::map<Uuid, std::vector<audit::Mark>> marks_to_answer_for(Trail& trail, audit::History const& history)
{
    auto all = history.marks();
    for (auto const& document : trail.erasures())
        try {
            auto const checked = audit::check_certificate(document, history.keys());
            auto const& erasure = checked.erasure;
            auto const found = all.find(erasure.guild);
            if (!checked.is_genuine || found == all.end())
                continue;
            constexpr std::int64_t a_minute = 60'000'000;  // a checkpoint may be written that was begun before
            std::erase_if(found->second, [&](audit::Mark const& mark) {
                return mark.seq <= erasure.entries && mark.time.microseconds <= erasure.at.microseconds + a_minute;
            });
            if (found->second.empty())
                all.erase(found);
        } catch (Failure const&) {
            continue;  // it is no certificate, and answers for nothing
        }
    return all;
}

}  // namespace

std::vector<audit::Finding> check_trail(Trail& trail, audit::History const& history, std::optional<Uuid> only, Tell const& tell)
{
    trail.freeze();
    auto chains = trail.chains();
    auto const to_answer_for = marks_to_answer_for(trail, history);
    for (auto const& [chain, marks] : to_answer_for)
        if (std::ranges::find(chains, chain, &ChainName::chain) == chains.end())
            chains.push_back({chain, "no guild"});
    auto all = trail.strays();
    for (auto const& name : chains) {
        if (only && *only != name.chain)
            continue;
        auto const marks = to_answer_for.find(name.chain);
        audit::ChainCheck check(name.chain, marks == to_answer_for.end() ? std::vector<audit::Mark>() : marks->second);
        trail.read(name.chain, [&](audit::Entry const& entry) { check.add(entry); });
        auto const findings = check.finish(trail.head(name.chain));
        if (tell)
            tell(name, check.entries(), findings);
        all.insert(all.end(), findings.begin(), findings.end());
    }
    return all;
}

bool write_export(Trail& trail, Uuid chain, audit::CheckpointFile& file, Signer const& signer, std::ostream& out)
{
    trail.freeze();
    auto const chains = trail.chains();
    auto const name = std::ranges::find(chains, chain, &ChainName::chain);
    if (name == chains.end())
        return false;
    file.add(trail.heads(), Time::now());
    audit::Export written(out, chain, name->name, Time::now(), signer);
    trail.read(chain, [&](audit::Entry const& entry) { written.add(entry); });
    if (auto const head = trail.head(chain))
        written.add(*head);
    std::ifstream in(file.path(), std::ios::binary);
    written.add_checkpoints(std::string{std::istreambuf_iterator<char>(in), {}});
    return true;
}

}  // namespace guildhall::jobs
