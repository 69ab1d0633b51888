#include "backup/comparing.h"

#include <algorithm>

#include "audit/history.h"
#include "jobs/trail.h"

namespace guildhall::backup {

namespace {

std::string text_of(audit::Finding const& finding)
{
    return finding.chain == Uuid() && finding.seq == 0
               ? finding.what
               : "Audit trail " + finding.chain.text() + ", entry " + std::to_string(finding.seq) + ": " + finding.what;
}

}  // namespace

std::vector<std::string> differences(std::vector<db::Fingerprint> const& said, std::vector<db::Fingerprint> const& found)
{
    std::vector<std::string> all;
    for (auto const& table : said) {
        auto const here = std::ranges::find(found, table.table, &db::Fingerprint::table);
        if (here == found.end())
            all.push_back("The table " + table.table + " (" + std::to_string(table.rows) + " rows) is missing.");
        else if (here->rows != table.rows)
            all.push_back("The table " + table.table + " has " + std::to_string(here->rows) + " rows, and had " +
                          std::to_string(table.rows) + ".");
        else if (here->sum != table.sum)
            all.push_back("The table " + table.table + " holds other values than it did.");
    }
    for (auto const& table : found)
        if (std::ranges::find(said, table.table, &db::Fingerprint::table) == said.end())
            all.push_back("The table " + table.table + " is in it, and was not backed up.");
    return all;
}

void compare_tables(std::string const& url, Manifest const& manifest, Proof& proof)
{
    db::Session session(url);
    auto const found = differences(manifest.tables, db::fingerprints(session));
    proof.findings.insert(proof.findings.end(), found.begin(), found.end());
}

void compare_trail(std::string const& url, std::string const& checkpoints, audit::PublicKeys const& believed, Proof& proof)
{
    audit::History history(believed);
    std::vector<audit::Finding> findings;
    if (!checkpoints.empty())
        findings = audit::read_history(checkpoints, history);
    jobs::Trail trail(url);
    auto const of_chains =
        jobs::check_trail(trail, history, {}, [&](auto const&, std::int64_t entries, auto const&) { proof.entries += entries; });
    findings.insert(findings.end(), of_chains.begin(), of_chains.end());
    for (auto const& finding : findings)
        proof.findings.push_back(text_of(finding));
}

}  // namespace guildhall::backup
