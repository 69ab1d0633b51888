#include "cli/isolation.h"

#include <fstream>
#include <iostream>
#include <iterator>

#include "api/hub.h"
#include "app/routes.h"
#include "app/version.h"
#include "audit/history.h"
#include "base/failure.h"
#include "base/log.h"
#include "base/secret.h"
#include "cli/commands.h"

namespace guildhall::cli {

namespace {

constexpr double gently = 0.01;  // the share of the time that a check works beside others
constexpr int held = 0, found_something = 1, not_done = 2, not_genuine = 6;

void tell(isolation::Receipt const& receipt)
{
    for (auto const& finding : receipt.findings)
        std::cout << finding.where << ": " << finding.what << "\n";
    for (auto const& [name, why] : receipt.without)
        std::cout << name << " was tried with unknown ids alone: " << why << "\n";
    std::cout << receipt.routes.size() << " routes with " << receipt.requests << " requests, " << receipt.statements << " statements, "
              << receipt.tables << " tables: " << (receipt.findings.empty() ? "everything held" : "not everything held") << std::endl;
}

int verify(std::string const& path, std::string const& key)
{
    std::ifstream in(path, std::ios::binary);
    if (!in)
        throw std::runtime_error("cannot read " + path);
    std::string const document{std::istreambuf_iterator<char>(in), {}};
    auto const believed = key.empty() ? std::nullopt : unhex(key);
    if (!key.empty() && !believed)
        throw Misuse{};
    auto const checked = isolation::check_document(document, believed);
    if (!checked.is_genuine) {
        std::cout << "The signature is not that of key " << checked.kid << " over this receipt." << std::endl;
        return not_genuine;
    }
    std::cout << checked.text << "\nsigned with key " << checked.kid << ", findings: " << checked.findings << std::endl;
    return checked.findings == 0 ? held : found_something;
}

int run(std::string const& receipt_path, double share)
{
    auto const config = app::read_config(app::environment());
    leave_root(config.data);
    Ground const ground(config, Ground::Running::join, Ground::Missing::refuse);
    std::string document;
    auto const receipt = check_and_keep(config, read_keys(config), databases_of(ground), {.share = share}, document);
    if (!receipt_path.empty() && !(std::ofstream(receipt_path, std::ios::binary) << document))
        throw std::runtime_error("cannot write " + receipt_path);
    tell(receipt);
    return receipt.findings.empty() ? held : found_something;
}

}  // namespace

isolation::Databases databases_of(Ground const& ground)
{
    return {ground.url("guildhall_app"), ground.url("guildhall_migrate"), ground.url("guildhall_backup")};
}

isolation::Receipt check_and_keep(app::Config const& config, identity::Keys const& keys, isolation::Databases const& databases,
                                  isolation::Pace const& pace, std::string& document)
{
    identity::Services services(keys, {.public_url = config.public_url});
    jobs::Jobs jobs;  // of routes that are only looked at: never opened
    Hub hub;
    Router const router(app::routes(services, jobs, hub));
    auto const receipt = isolation::check({router, running_server(config)}, databases, services, std::string(version), pace);
    document = isolation::signed_document(receipt, Signer(keys.audit));
    isolation::keep(databases, receipt, document);
    log_line(receipt.findings.empty() ? Level::info : Level::error, "isolation check",
             {{"routes", receipt.routes.size()}, {"requests", receipt.requests}, {"findings", receipt.findings.size()}});
    for (auto const& finding : receipt.findings)
        log_line(Level::error, "isolation is broken", {{"where", finding.where}, {"what", finding.what}});
    return receipt;
}

jobs::Every isolation_schedule(app::Config const& config, identity::Keys const& keys, isolation::Databases const& databases)
{
    if (config.isolation_hours == 0)
        return {};
    auto const due = [between = std::chrono::hours(config.isolation_hours), first = true]() mutable {
        constexpr std::chrono::minutes after_the_start{5};
        return std::exchange(first, false) ? std::chrono::seconds(after_the_start) : between;
    };
    return {"the isolation check", due, [=](std::stop_token const& stopping) {
                try {
                    std::string document;
                    check_and_keep(config, keys, databases, {.share = gently, .stopping = stopping}, document);
                } catch (isolation::Stopped const&) {
                    return;
                }
            }};
}

int isolation_check(Words const& words)
{
    auto rest = words;
    auto const receipt = take_option(rest, "--receipt"), verified = take_option(rest, "--verify"), key = take_option(rest, "--key");
    bool const is_gentle = rest == Words{"--gently"};
    if ((!rest.empty() && !is_gentle) || (verified.empty() && !key.empty()))
        throw Misuse{};
    try {
        return verified.empty() ? run(receipt, is_gentle ? gently : 1) : verify(verified, key);
    } catch (Failure const& failure) {
        std::cerr << "This is no receipt: " << failure.what() << std::endl;
    } catch (std::exception const& error) {
        std::cerr << error.what() << std::endl;
    }
    return not_done;
}

}  // namespace guildhall::cli
