#include <algorithm>
#include <filesystem>
#include <set>

#include "doctor/looks.h"
#include "identity/keys.h"

namespace guildhall::doctor {

namespace {

// Every name that is asked for when the settings and the keys are read.
std::set<std::string> known_settings(Patient const& patient)
{
    std::set<std::string> names{"GUILDHALL_ENV_FILE"};
    auto const asking = [&](std::string const& name) {
        names.insert(name);
        return patient.settings(name);
    };
    try {
        app::read_config(asking);
        identity::read_keys(asking, patient.config.data);
    } catch (std::runtime_error const&) {
        // said elsewhere
    }
    return names;
}

bool reaches_beyond(app::Config const& config)
{
    return std::ranges::any_of(config.listen, [](std::string const& address) {
        return !address.starts_with("127.") && !address.starts_with("[::1]") && !address.starts_with("localhost:") &&
               !address.starts_with("unix:");
    });
}

// Whoever speaks to the socket is taken for the proxy, and says where requests come from.
void look_at_sockets(app::Config const& config, Complaints& complaints)
{
    constexpr std::string_view scheme = "unix:";
    for (auto const& listen : config.listen) {
        if (!config.trusts_unix_peers || !listen.starts_with(scheme))
            continue;
        auto const folder = std::filesystem::path(listen.substr(scheme.size())).parent_path();
        std::error_code unknown;
        auto const mode = std::filesystem::status(folder, unknown).permissions();
        if (!unknown && (mode & std::filesystem::perms::others_exec) != std::filesystem::perms::none)
            complaints.push_back(
                {{},
                 "Anybody on this machine may enter " + folder.string() + ", speak to the socket and pretend to be the proxy",
                 "give the folder to the proxy's group, with mode 0710"});
    }
}

void look_at_reach(app::Config const& config, Complaints& complaints)
{
    bool const is_public = !config.public_url.starts_with("http://localhost") && !config.public_url.starts_with("http://127.");
    if (is_public && config.public_url.starts_with("http://"))
        complaints.push_back(
            {{}, "GUILDHALL_PUBLIC_URL is without TLS: sessions of browsers can be read on the way", "give it as https://…"});
    if (config.public_url.starts_with("https://") && !config.has_tls() && !config.has_proxy())
        complaints.push_back({{},
                              "GUILDHALL_PUBLIC_URL says https, but nothing does TLS here",
                              "set GUILDHALL_TLS_CERT and GUILDHALL_TLS_KEY, or GUILDHALL_TRUSTED_PROXIES for the proxy that does it"});
    if (reaches_beyond(config) && !is_public)
        complaints.push_back({{},
                              "GUILDHALL_LISTEN goes beyond this machine, and GUILDHALL_PUBLIC_URL names it localhost: mails lead nowhere",
                              "set GUILDHALL_PUBLIC_URL to what people type"});
    for (auto const& network : config.trusted_proxies)
        if (network.ends_with("/0"))
            complaints.push_back({{},
                                  "GUILDHALL_TRUSTED_PROXIES trusts everybody: anyone may pretend to have another address",
                                  "name the addresses of your proxies alone"});
}

// RFC 2606 and 6761: names that nobody can have.
bool is_placeholder(std::string const& contact)
{
    constexpr std::string_view scheme = "https://";
    auto host = contact.substr(contact.starts_with(scheme) ? scheme.size() : contact.rfind('@') + 1);
    host = host.substr(0, host.find_first_of("/:?#"));
    for (std::string const reserved : {"example.com", "example.net", "example.org", "example", "invalid", "test", "localhost"})
        if (host == reserved || host.ends_with("." + reserved))
            return true;
    return host.find('.') == host.npos;
}

void look_at_contact(app::Config const& config, Complaints& complaints)
{
    if (config.security_contact && is_placeholder(*config.security_contact))
        complaints.push_back({{},
                              "GUILDHALL_SECURITY_CONTACT is a placeholder: who finds a hole reaches nobody",
                              "set it to an address that somebody reads, or take it away: /security has a form"});
}

}  // namespace

void look_at_settings(Patient const& patient, Complaints& complaints)
{
    auto const& config = patient.config;
    auto const known = known_settings(patient);
    for (auto const& [name, value] : patient.environment)
        if (!known.contains(name))
            complaints.push_back({{}, name + " is no setting of Guildhall", "correct its name, or take it away (README.md lists all)"});
    look_at_reach(config, complaints);
    look_at_sockets(config, complaints);
    look_at_contact(config, complaints);
    constexpr int good_cost = 12;
    if (config.password_cost < good_cost)
        complaints.push_back(
            {{},
             "GUILDHALL_PASSWORD_COST is " + std::to_string(config.password_cost) + ": stolen hashes would be tried too fast",
             "take it away, or set it to 12 or more"});
    if (config.isolation_hours == 0)
        complaints.push_back(
            {{}, "GUILDHALL_ISOLATION_HOURS is 0: nothing proves that no company sees another's", "take it away, or set it to 24"});
}

}  // namespace guildhall::doctor
