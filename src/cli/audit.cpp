#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

#include "audit/export.h"
#include "base/failure.h"
#include "base/secret.h"
#include "cli/commands.h"
#include "cli/installation.h"
#include "jobs/trail.h"

namespace guildhall::cli {

namespace {

using audit::Finding;
using audit::Verdict;

struct Order {
    std::optional<Uuid> guild;
    std::string against, exported;
    audit::PublicKeys keys;  // that were given
};

std::optional<std::string> content_of(std::string const& path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in)
        return {};
    return std::string{std::istreambuf_iterator<char>(in), {}};
}

std::string must_read(std::string const& path)
{
    auto content = content_of(path);
    if (!content)
        throw std::runtime_error("cannot read " + path);
    return *content;
}

bool is_export(std::string const& content)
{
    return content.starts_with("{\"guildhall_audit_export\"");
}

bool is_about_an_entry(Finding const& finding)
{
    return finding.verdict == Verdict::broken || finding.verdict == Verdict::cut || finding.verdict == Verdict::rewritten;
}

void tell(std::vector<Finding> const& findings)
{
    for (auto const& finding : findings)
        if (is_about_an_entry(finding))
            std::cout << finding.chain.text() << ": entry " << finding.seq << " " << finding.what << "\n";
        else
            std::cout << finding.what << "\n";
}

// One line a chain, and one more for each finding after the first.
void tell_chain(jobs::ChainName const& name, std::int64_t entries, std::vector<Finding> const& findings)
{
    auto const start = name.chain.text() + " " + name.name + ": ";
    if (findings.empty())
        std::cout << start << entries << " entries, all sound" << std::endl;
    for (auto const& finding : findings)
        std::cout << start << "entry " << finding.seq << " " << finding.what << std::endl;
}

// What the chains are held against: a checkpoint file, or an older export, which tells of one guild.
std::vector<Finding> read_against(std::string const& content, audit::PublicKeys const& keys, audit::History& history,
                                  std::vector<audit::Mark>& marks)
{
    if (!is_export(content))
        return audit::read_history(content, history);
    std::istringstream in(content);
    auto older = audit::check_export(in, keys);
    marks = std::move(older.marks);
    std::erase_if(older.findings, [](Finding const& finding) { return finding.verdict == Verdict::no_checkpoint; });
    return older.findings;
}

int verify_export(Order const& order)
{
    std::istringstream in(must_read(order.exported));
    audit::History history(order.keys);
    std::vector<audit::Mark> marks;
    std::vector<Finding> findings;
    if (!order.against.empty()) {
        auto const against = must_read(order.against);
        if (order.keys.empty() && !is_export(against))
            throw std::runtime_error("--key is needed to hold an export against a checkpoint file");
        findings = read_against(against, order.keys, history, marks);
        auto const guild =
            Uuid::parse(audit::text_in(json::parse(std::string_view(in.view()).substr(0, in.view().find('\n'))), "guild_id"));
        if (auto const known = guild ? history.marks().find(*guild) : history.marks().end(); known != history.marks().end())
            marks.insert(marks.end(), known->second.begin(), known->second.end());
    }
    auto const check = audit::check_export(in, order.keys, std::move(marks));
    findings.insert(findings.end(), check.findings.begin(), check.findings.end());
    std::cout << check.chain.text() << " " << check.name << ": " << check.entries << " entries, " << check.under_checkpoint << " under "
              << check.checkpoints << " checkpoints, key " << check.kid << "\n";
    tell(findings);
    return static_cast<int>(audit::verdict_of(findings));
}

// This installation's own keys, the present and the former ones, unless others are to be believed.
audit::PublicKeys believed(Order const& order, app::Config const& config)
{
    return order.keys.empty() ? public_keys(read_keys(config)) : order.keys;
}

int verify(Order const& order, app::Config const& config)
{
    Ground const ground(config, Ground::Running::join, Ground::Missing::refuse);
    auto const keys = believed(order, config);
    audit::History history(keys);
    auto const path = order.against.empty() ? audit::checkpoint_path(config.data) : order.against;
    auto const against = order.against.empty() ? content_of(path) : must_read(path);
    std::vector<Finding> findings;
    if (against && is_export(*against))
        throw std::runtime_error("An export is held against another export, or against a checkpoint file: --export says which");
    if (against)
        findings = audit::read_history(*against, history);
    if (history.number() == 0 && findings.empty())
        findings.push_back({Verdict::no_checkpoint, {}, 0, "There is no checkpoint in " + path + "."});
    tell(findings);
    jobs::Trail trail(ground.url("guildhall_backup"));
    bool found = false;
    auto const of_chains = jobs::check_trail(trail, history, order.guild, [&](auto const& name, auto entries, auto const& each) {
        found = true;
        tell_chain(name, entries, each);
    });
    if (!found)
        throw std::runtime_error("There is no guild of that id.");
    findings.insert(findings.end(), of_chains.begin(), of_chains.end());
    return static_cast<int>(audit::verdict_of(findings));
}

int write_export(Order const& order, app::Config const& config)
{
    Ground const ground(config, Ground::Running::join, Ground::Missing::refuse);
    auto const keys = read_keys(config);
    jobs::Trail trail(ground.url("guildhall_backup"));
    auto file = checkpoint_file(config, keys.audit);
    if (!jobs::write_export(trail, *order.guild, file, Signer(keys.audit), std::cout))
        throw std::runtime_error("There is no guild of that id.");
    std::cout.flush();
    return std::cout ? 0 : static_cast<int>(Verdict::not_checked);
}

Order order_from(Words& rest)
{
    Order order{.guild = {}, .against = take_option(rest, "--against"), .exported = take_option(rest, "--export"), .keys = {}};
    if (auto const guild = take_option(rest, "--guild"); !guild.empty()) {
        order.guild = Uuid::parse(guild);
        if (!order.guild)
            throw Misuse{};
    }
    order.keys = take_public_keys(rest);
    return order;
}

}  // namespace

int audit(Words const& words)
{
    auto rest = words;
    auto const order = order_from(rest);
    bool const verifies = rest == Words{"verify"}, exports = rest == Words{"export"};
    if ((!verifies && !exports) || (exports && !order.guild))
        throw Misuse{};
    try {
        if (verifies && !order.exported.empty())
            return verify_export(order);
        auto const config = app::read_config(app::environment());
        leave_root(config.data);
        return verifies ? verify(order, config) : write_export(order, config);
    } catch (Failure const& failure) {
        std::cerr << "This is neither an export nor a checkpoint file: " << failure.what() << std::endl;
    } catch (std::exception const& error) {
        std::cerr << error.what() << std::endl;
    }
    return static_cast<int>(Verdict::not_checked);
}

}  // namespace guildhall::cli
